#pragma once
/// How a run that stops when it is clear came to its end. The rule is that of summarise/stopping.hpp.

#include <cstdint>
#include <vector>

#include "analyse/goals.hpp"
#include "model/program.hpp"
#include "summarise/stopping.hpp"

namespace prospect::analyse {

/// A figure the run waited for.
struct WaitedFor {
  std::size_t scenario = 0;             ///< index into Stopped::programs
  Goal goal;
  std::uint64_t hits = 0, paths = 0;    ///< paths that count
};

struct Stopped {
  std::vector<const model::Program*> programs;   ///< of the scenarios
  std::vector<WaitedFor> figures;                ///< scenario by scenario
  std::uint64_t paths = 0, most = 0;             ///< run of each scenario; the most allowed
  std::size_t look = 0, looks = 0;               ///< at which it stopped, from 1; looks possible
  double precision = 0;                          ///< half-width asked for, a share; 0: not asked
  double threshold = 0;                          ///< "is P above it?", a share; 0: not asked

  static constexpr double precision_level = 0.95, decision_level = 0.99;

  /// The interval of a figure that holds at 95 % whatever made the run stop; that of its decision, at 99 %.
  [[nodiscard]] summarise::Interval interval(const WaitedFor& figure) const {
    return summarise::exact_interval(figure.hits, figure.paths,
                                     summarise::level_of_look(precision_level, looks));
  }
  [[nodiscard]] summarise::Interval decision_interval(const WaitedFor& figure) const {
    return summarise::exact_interval(figure.hits, figure.paths,
                                     summarise::level_of_look(decision_level, looks));
  }
  [[nodiscard]] summarise::Decision decision(const WaitedFor& figure) const {
    return summarise::decide(decision_interval(figure), threshold);
  }
  [[nodiscard]] bool precise(const WaitedFor& figure) const {
    return summarise::half_width(interval(figure)) <= precision;
  }
  /// Whether all that was asked of every figure is so.
  [[nodiscard]] bool clear() const {
    for (const auto& figure : figures) {
      if (precision > 0 && !precise(figure)) return false;
      if (threshold > 0 && decision(figure) == summarise::Decision::not_yet) return false;
    }
    return true;
  }
};

}  // namespace prospect::analyse
