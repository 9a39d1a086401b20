#pragma once
/// What new figures change: probabilities before any of them, with the first, the first two, ..., all.
///
/// Steps     step 0 knows no new figure, step k the first k rows of the table; all steps run the same
///           number of paths of the same worlds. The change by figure k is that from step k - 1 to k, so
///           the changes add up to the whole; figures that say the same share it by their order.

#include <cstdint>
#include <string>
#include <vector>

#include "model/program.hpp"
#include "summarise/summary.hpp"

namespace prospect::summarise {

/// Fewer paths that count are told loudly.
inline constexpr std::uint64_t enough_paths = 400;

/// Number of paths to ask for so that about `enough_paths` count, rounded up to two digits.
[[nodiscard]] std::uint64_t paths_for_enough(const Summary& summary);

/// A target or a group of targets over the steps.
struct Course {
  std::string name;                    ///< code of the target, name of the group; empty: all targets
  std::vector<double> probability;     ///< [step]; NaN where no path counts or it is not assessed
};

struct Update {
  std::uint64_t simulated = 0;             ///< paths of each step
  std::vector<std::uint64_t> accepted;     ///< [step], those that count
  std::vector<Course> targets, groups;     ///< of the last step's program, in its order
  Course all;                              ///< all targets together
};

/// Gathers the steps' summaries: the first step first, the program of the last one.
class UpdateSteps {
 public:
  /// Adds the next step.
  void add(const model::Program& program, const Summary& summary);
  /// What the steps say, by the targets and groups of the last one; expects a step.
  [[nodiscard]] Update finish() const;

 private:
  struct Step {
    std::uint64_t simulated = 0, accepted = 0;
    std::vector<std::pair<std::string, double>> targets, groups;
    double all = 0;
  };
  std::vector<Step> steps_;
};

}  // namespace prospect::summarise
