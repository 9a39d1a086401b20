#pragma once
/// The main job: from scenario files to a record.

#include "app/progress.hpp"
#include "app/request.hpp"
#include "app/run_part.hpp"
#include "base/file_lock.hpp"
#include "read/files.hpp"
#include "store/path_stream.hpp"
#include "store/run_record.hpp"

namespace prospect::app {

/// The version of program and results.
inline constexpr const char* program_version = "0.1.0";

/// Seconds each room took, summed over scenarios.
struct Split {
  double read_and_compile = 0, calibrate = 0, simulate = 0, store = 0;
};

/// The threads a command asked for; as many as the machine has if it did not say.
[[nodiscard]] int threads_of(const Common& request);

/// The .toml files of a folder, in order of name; none if it cannot be read.
[[nodiscard]] std::vector<std::string> toml_files_in(const std::string& folder);

/// Where a run begins and what it tells on the way.
struct Course {
  Progress* progress = nullptr;                   ///< none: nothing is told, and nothing saved
  std::vector<std::vector<std::string>> done{};   ///< tallies by scenario
  const store::RunRecord* before = nullptr;       ///< whose posteriors are at hand
  std::vector<std::string> points_done{};         ///< tallies of a sweep
  SharedRun* shared = nullptr;                    ///< the other ranks of the job; none: this process is alone
};

/// Runs every scenario of the request. Throws base::Rejected (all problems of all scenarios) before
/// any simulation starts, base::Failure if what is done is not of this program and machine.
/// With a sink kept paths go there while they are made (`streams_paths` of the request), and not into the record.
[[nodiscard]] store::RunRecord run(const RunRequest& request, const read::FileSource& files,
                                   Split& split, store::PathSink* sink = nullptr, const Course& course = {});

/// Runs the request's part of every scenario.
[[nodiscard]] RunPart run_part(const RunRequest& request, const read::FileSource& files, const Course& course);

/// Runs, prints the verdict and writes the result file; what every command does that ends with one. Returns the exit
/// code.
int run_to_result(const RunRequest& request, const read::FileSource& files, const Course& course);

/// Counts the points of the request's sweep on the worlds of `record`, which stands at the request's output, puts them
/// into it in the place of an earlier sweep of that name, writes it and prints what was found. Returns the exit code.
/// Throws base::Rejected where the sweep's files are not those of the record.
int sweep_into_result(const RunRequest& request, const read::FileSource& files, const Course& course,
                      store::RunRecord record);

/// Whether the kept paths of such a run can be written while they are made: all that are run count.
[[nodiscard]] bool streams_paths(const RunRequest& request);

/// Throws base::Rejected if a result (or a part of one) cannot stand there: before the work, not after it.
void check_output(const std::string& output, bool part);

/// Whether a run that was stopped left what is done of it. Throws base::Rejected if something else has its name.
[[nodiscard]] bool progress_at(const std::string& output);
/// Says so, where a run begins anew.
void tell_of_progress(const std::string& output);

/// Holds the name of a result file against other processes while a command makes it. Throws base::Rejected while
/// another one does.
[[nodiscard]] base::FileLock alone_at(const std::string& output);

/// The command: runs, writes the result file, prints the verdict.
int run_command(const RunRequest& request, SharedRun* shared = nullptr);

}  // namespace prospect::app
