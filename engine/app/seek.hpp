#pragma once
/// The command `seek`: which value of a lever gives a wanted probability.
///
/// Trials    each is a scenario text that extends the one asked about and sets the levers; it is compiled as a
///           user's file would be, the fit taken over. What --write leaves is the last of these texts, so that
///           running it is the trial again.
/// Values    levers are set to whole multiples of a power of ten, about a ten-thousandth of their range.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "analyse/lever_answer.hpp"
#include "app/question.hpp"

namespace prospect::app {

struct SeekRequest : QuestionRequest {
  std::vector<std::string> levers;
  double probability = 80;               ///< wanted, %
  std::string write;                     ///< scenario file for the answer; empty: none
  bool least_effort = false;
  std::optional<double> spread;          ///< the lever is normal(value, spread) instead of a number
  std::function<void()> watch;           ///< called before each trial, if any; what it throws ends the search
};

/// The first line of every file that --write leaves: only such a file is replaced.
inline constexpr const char* answer_marker = "# Found by `prospect seek`, which may replace this file.";

/// The answer about the first case of `about`; `--write` is left to the command. Throws base::Rejected for mistakes of
/// the request.
[[nodiscard]] analyse::SeekAnswer sought(const SeekRequest& request, const Questioned& about);

/// Throws base::Rejected for mistakes of the request and the files.
int seek_command(const SeekRequest& request);

}  // namespace prospect::app
