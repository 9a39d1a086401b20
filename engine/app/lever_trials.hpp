#pragma once
/// Levers set and tried: scenario texts, their programs, and the paths that meet the goals.

#include <limits>
#include <map>
#include <string>
#include <vector>

#include "analyse/lever_answer.hpp"
#include "app/seek.hpp"

namespace prospect::app {

/// Worlds of a rough look: a share of the paths, not fewer than a chunk.
inline constexpr std::uint64_t rough_share = 8;

/// The levers a request names, with bounds and present values. Throws base::Rejected (kind "bad-argument").
[[nodiscard]] std::vector<analyse::LeverAnswer> levers_of(const SeekRequest& request, const Questioned& about);

/// Decimals of a step of which a range has about so many.
[[nodiscard]] int decimals_for_steps(double low, double high, double steps);

/// `value` as it is tried and written: a multiple of the lever's step within its bounds.
[[nodiscard]] double on_step(const analyse::LeverAnswer& lever, double value);

/// A lever over the paths of the first chunk: of each the mean of its years, and the extremes of all years.
struct PresentLever {
  std::vector<double> means;
  double low = std::numeric_limits<double>::infinity(), high = -low;

  [[nodiscard]] double mean() const;
};
[[nodiscard]] std::vector<PresentLever> present_of(const Questioned& about, const Case& one,
                                                   const std::vector<model::VariableId>& levers, int threads);

class LeverTrials {
 public:
  /// `about` must outlive it.
  LeverTrials(const SeekRequest& request, const Questioned& about, std::vector<analyse::Goal> goals,
              std::vector<analyse::LeverAnswer> levers);

  /// Levers set to `values`, which stand on their steps.
  [[nodiscard]] analyse::Hits operator()(const std::vector<double>& values, analyse::Look look);
  /// The scenario as it is.
  [[nodiscard]] analyse::Hits as_it_is();
  /// The text of the scenario that sets the levers to `values`.
  [[nodiscard]] std::string text(const std::vector<double>& values) const;

 private:
  [[nodiscard]] analyse::Hits run(const Case& one, analyse::Look look) const;

  const SeekRequest& request_;
  const Questioned& about_;
  std::vector<analyse::Goal> goals_;
  std::vector<analyse::LeverAnswer> levers_;
  std::string name_;         ///< of the trial's file, beside the scenario
  std::string below_;        ///< its line that names the scenario or the model
  std::map<std::pair<std::vector<double>, analyse::Look>, analyse::Hits> seen_;
  read::Parsed parsed_;      ///< of the files that all trials share
};

}  // namespace prospect::app
