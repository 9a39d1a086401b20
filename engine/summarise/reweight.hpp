#pragma once
/// What new figures say of paths that were drawn without them: the paths' weights.
///
/// Law       a path whose values are x_k weighs prod exp(-((x_k - f_k) / e_k)^2 / 2): the likelihood of the
///           figures f_k, each seen with a normal error of sd e_k. A share of the weight estimates the
///           probability given the figures (importance sampling, Robert and Casella 2004, Monte Carlo
///           Statistical Methods, section 3.3).
/// Size      effective = (sum w)^2 / sum w^2 (Kish 1965; Kong 1992): as many equal paths would know as much.

#include <cstdint>
#include <string>
#include <vector>

#include "model/program.hpp"
#include "summarise/interval.hpp"
#include "summarise/summary.hpp"

namespace prospect::summarise {

/// A figure and the values of its indicator in its year.
struct WeighedFigure {
  model::ObservedFigure figure;
  double error = 1;                    ///< its standard deviation, in the unit of the indicator
  std::vector<double> values;          ///< by path
};

/// A target or a group of targets.
struct WeighedShare {
  std::string name;                    ///< code of the target, name of the group; empty: all targets
  double before = 0, after = 0;        ///< NaN where nothing weighs
  Interval before_interval, after_interval;
};

struct Reweighted {
  std::uint64_t paths = 0;
  double effective = 0;
  std::vector<WeighedFigure> figures;  ///< without their values
  std::vector<double> effective_without;  ///< by figure: the effective size had it not been given
  std::vector<WeighedShare> targets, groups;
  WeighedShare all;

  /// The figure without which most would be left; expects one.
  [[nodiscard]] std::size_t costliest() const;
  /// Whether too few paths carry the weight: below 400, or below a twentieth of them.
  [[nodiscard]] bool is_thin() const;
};

/// Weighs kept paths. `met` is [path][assessed target] in the order of `summary.targets`, whose groups
/// are asked for too.
[[nodiscard]] Reweighted reweight(std::vector<WeighedFigure> figures, const model::Program& program,
                                  const Summary& summary, const std::vector<std::int8_t>& met);

}  // namespace prospect::summarise
