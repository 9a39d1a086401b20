#pragma once
/// What is done of a run, as a file: to go on from after the run was stopped, or to join with other parts of it.
///
/// File     NAME.progress beside the result file to be, or a part that `run --part` was asked for. What the run was
///          asked for, the texts it was asked about, and what was counted of each scenario's paths
///          (app::ScenarioRun::tally), as base::Archive lays it out, with its SHA-256 behind it.
/// Safety   written aside, synced and renamed: a reader sees the part before or this one, whole.
/// Trust    every byte may be a stranger's: what is not whole is refused, and the texts are read as users' files are.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/request.hpp"

namespace prospect::app {

struct RunPart {
  RunRequest request;                         ///< threads, language and how it looks are the next one's own
  std::map<std::string, std::string> texts;   ///< every input file by name
  std::vector<std::vector<std::string>> tallies;   ///< of the scenarios begun, in order: of each what ranks counted
  std::vector<std::string> points{};          ///< of a sweep (SweepRun::tally), likewise
};

/// Where the progress of a run stands.
[[nodiscard]] std::string progress_file(const std::string& output);

/// Whether a file begins as every part does, those of other versions of the program too.
[[nodiscard]] bool begins_as_part(const std::string& file);

[[nodiscard]] std::string bytes_of(const RunPart& part);
/// Nothing if that is no part, or one that could not have been asked for.
[[nodiscard]] std::optional<RunPart> part_from(std::string_view bytes);

/// Throws base::Failure.
void write_part(const RunPart& part, const std::string& file);
/// Throws base::Rejected when it is not there, or damaged, or something else.
[[nodiscard]] RunPart read_part(const std::string& file);

}  // namespace prospect::app
