#pragma once
/// Where the bins of a histogram lie, fixed by a pilot before the run.
///
/// Bins     0 holds all that lies below, `last` all that lies above; those between are `width` wide
///          and count from `centre_bin`, whose middle is `centre`. 1024 in all.
/// Limits   the 1st and 99th percentile of the pilot and a quarter of their distance on each side.
///          The wanted quantiles run from 5 to 95 %, so they fall between the limits as good as
///          always, however heavy the tails; the extremes of a heavy tail would leave nearly all
///          values in a single bin. Where a wanted quantile does fall outside, it is found between
///          the limit and the extreme, and its error says so.
/// Whole    a pilot of whole numbers gets bins of width 1 about them: quantiles are then exact.
/// Atom     a pilot whose percentiles are equal gets one bin of a few ulp about their value.

#include <vector>

namespace prospect::summarise {

inline constexpr int bin_count = 1024;

struct Range {
  double centre = 0;       ///< also what is taken off before moments are summed
  double width = 1;        ///< of a bin
  double bins_per_unit = 1;
  int centre_bin = 1;
  int last = 2;            ///< the upper end bin
  bool whole = false;      ///< the pilot held whole numbers only, and each has its bin
  bool atom = true;        ///< the only bin between the ends stands for one value

  /// Lower edge of a bin from 1 to `last`.
  [[nodiscard]] double edge(int bin) const { return centre + (bin - centre_bin - 0.5) * width; }
  /// Middle of a bin between the ends.
  [[nodiscard]] double middle(int bin) const { return centre + (bin - centre_bin) * width; }
};

/// Fits a range to a pilot sample, in any order; values that are not finite are passed over, and a
/// sample without any other gives an atom at 0.
[[nodiscard]] Range fit_range(std::vector<double> sample);

}  // namespace prospect::summarise
