#pragma once
/// The main job: from scenario files to a record.

#include "app/request.hpp"
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

/// Runs every scenario of the request. Throws base::Rejected (all problems of all scenarios) before
/// any simulation starts.
/// With a sink kept paths go there while they are made (`streams_paths` of the request), and not into the record.
[[nodiscard]] store::RunRecord run(const RunRequest& request, const read::FileSource& files,
                                   Split& split, store::PathSink* sink = nullptr);

/// Whether the kept paths of such a run can be written while they are made: all that are run count.
[[nodiscard]] bool streams_paths(const RunRequest& request);

/// The command: runs, writes the result file, prints the verdict.
int run_command(const RunRequest& request);

}  // namespace prospect::app
