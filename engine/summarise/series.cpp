#include "summarise/series.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace prospect::summarise {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double epsilon = std::numeric_limits<double>::epsilon();

/// One cache line more than 1024 counts, so that equal bins of two series do not share a cache set.
constexpr std::size_t bin_stride = bin_count + lanes::row_alignment / sizeof(std::uint16_t);
/// A count of 16 bits holds this many lanes whatever bin they fall in.
constexpr std::uint64_t bins_hold = std::numeric_limits<std::uint16_t>::max();
/// Where the edge of a bin may lie by rounding, in widths and in ulp of the values: the place of a
/// value is d / width rounded once, with |d / width| < 1024 and 2^-53 off in the inverse width.
constexpr double edge_widths = 1e-12, edge_ulp = 4;

double least_of(const Stripes& stripes) {
  return *std::min_element(stripes.values, stripes.values + stripe_count);
}

double greatest_of(const Stripes& stripes) {
  return *std::max_element(stripes.values, stripes.values + stripe_count);
}

/// The quantile levels in percent, which are whole: ranks are then exact.
std::uint64_t percent(double level) { return static_cast<std::uint64_t>(std::lround(level * 100)); }

}  // namespace

SeriesTally::SeriesTally(const std::vector<Range>& ranges)
    : ranges_(&ranges), series_(ranges.size()), bins_(ranges.size() * bin_stride) {}

void SeriesTally::add(std::size_t series, const double* row) {
  if (sound_->count() == 0) {
    return;
  }
  const Range& range = (*ranges_)[series];
  One& one = series_[series];
  std::uint16_t* bins = &bins_[series * bin_stride];
  // Lanes that do not count stand at the centre: they add nothing to the sums, and what they add
  // to the centre's bin is taken off again.
  const double* even = sound_->patched(row, range.centre, rows_.row(2));
  double* places = rows_.row(turn_);
  turn_ = 1 - turn_;
  if (sound_->unsound().empty()) {
    add_row(even, range, one.sums, places, uncounted_);
  } else {
    const RowSums before = one.sums;
    add_row(even, range, one.sums, places, uncounted_);
    one.sums.least = before.least;
    one.sums.greatest = before.greatest;
  }
  uncounted_ = {places, bins};
  if (range.whole) {
    one.whole = one.whole && all_whole(even);
  }
  if (!sound_->unsound().empty()) {
    std::uint16_t& centre = bins[range.centre_bin];
    centre = static_cast<std::uint16_t>(centre - sound_->unsound().size());
    sound_->patch(rows_.row(2), row[sound_->first()]);
    add_extremes(rows_.row(2), one.sums);
  }
}

void SeriesTally::settle() {
  if (uncounted_.bins != nullptr) count_places(uncounted_.places, uncounted_.bins);
  uncounted_ = {};
}

SeriesTotals::SeriesTotals(std::vector<Range> ranges)
    : ranges_(std::move(ranges)), series_(ranges_.size()) {
  for (One& one : series_) {
    one.least = infinity;
    one.greatest = -infinity;
    one.bins.resize(bin_count);
  }
}

void SeriesTotals::close(SeriesTally& tally) {
  PROSPECT_EXPECT(tally.lanes_ <= simulate::chunk_paths);
  for (std::size_t i = 0; i < series_.size() && tally.lanes_ > 0; ++i) {
    RowSums& sums = tally.series_[i].sums;
    series_[i].count += tally.lanes_;
    series_[i].sum.add(sums.sums.sum());
    series_[i].squares.add(sums.squares.sum());
    sums.sums = {};
    sums.squares = {};
  }
  tally.lanes_in_bins_ += tally.lanes_;
  tally.lanes_ = 0;
  if (tally.lanes_in_bins_ + simulate::chunk_paths > bins_hold) {
    empty_bins(tally);
  }
}

void SeriesTotals::empty_bins(SeriesTally& tally) {
  tally.settle();
  for (std::size_t i = 0; i < series_.size(); ++i) {
    std::uint16_t* bins = &tally.bins_[i * bin_stride];
    for (int bin = 0; bin <= ranges_[i].last; ++bin) {
      series_[i].bins[static_cast<std::size_t>(bin)] += bins[bin];
      bins[bin] = 0;
    }
  }
  tally.lanes_in_bins_ = 0;
}

void SeriesTotals::finish(SeriesTally& tally) {
  empty_bins(tally);
  for (std::size_t i = 0; i < series_.size(); ++i) {
    SeriesTally::One& from = tally.series_[i];
    One& to = series_[i];
    // Adding zero makes 0 of -0: which of the two came first must not show.
    to.least = std::min(to.least, least_of(from.sums.least)) + 0.0;
    to.greatest = std::max(to.greatest, greatest_of(from.sums.greatest)) + 0.0;
    to.whole = to.whole && from.whole;
    from = {};
  }
}

void SeriesTotals::merge(const SeriesTotals& other) {
  for (std::size_t i = 0; i < series_.size(); ++i) {
    One& to = series_[i];
    const One& from = other.series_[i];
    to.count += from.count;
    to.sum.merge(from.sum);
    to.squares.merge(from.squares);
    to.least = std::min(to.least, from.least);
    to.greatest = std::max(to.greatest, from.greatest);
    to.whole = to.whole && from.whole;
    for (std::size_t bin = 0; bin < to.bins.size(); ++bin) to.bins[bin] += from.bins[bin];
  }
}

void SeriesTotals::exchange(base::Archive& archive) {
  archive.agreed(std::uint64_t{series_.size()});
  for (std::size_t i = 0; i < series_.size(); ++i) {
    One& one = series_[i];
    archive.agreed(ranges_[i].centre);
    archive.agreed(ranges_[i].width);
    archive.part(one.count);
    one.sum.exchange(archive);
    one.squares.exchange(archive);
    archive.part(one.least);
    archive.part(one.greatest);
    archive.part(one.whole);
    archive.counts(one.bins);
    const auto binned = std::accumulate(one.bins.begin(), one.bins.end(), std::uint64_t{0});
    if (binned != one.count || (one.count > 0 && !(one.least <= one.greatest))) archive.invalidate();
  }
}

bool SeriesTotals::hold(std::uint64_t sound) const {
  return std::all_of(series_.begin(), series_.end(), [sound](const One& one) { return one.count == sound; });
}

SeriesTotals::Found SeriesTotals::quantile(const One& one, const Range& range,
                                           std::uint64_t rank) const {
  int bin = 0;
  std::uint64_t below = 0;
  while (bin < range.last && below + one.bins[static_cast<std::size_t>(bin)] < rank) {
    below += one.bins[static_cast<std::size_t>(bin++)];
  }
  const bool inner = bin > 0 && bin < range.last;
  if (inner && range.whole && one.whole) {
    return {range.middle(bin), 0};
  }
  double low = bin > 0 ? range.edge(bin) : one.least;
  double high = bin < range.last ? range.edge(bin + 1) : one.greatest;
  const double slack =
      edge_widths * range.width + edge_ulp * epsilon * std::max(std::fabs(low), std::fabs(high));
  if (inner && range.atom) {
    return {std::clamp(range.centre, one.least, one.greatest), range.width + slack};
  }
  low = std::clamp(low, one.least, one.greatest);
  high = std::clamp(high, one.least, one.greatest);
  const auto among = static_cast<double>(one.bins[static_cast<std::size_t>(bin)]);
  const double share = (static_cast<double>(rank - below) - 0.5) / among;
  return {low + share * (high - low), (high - low) + slack};
}

Spread SeriesTotals::spread(std::size_t series) const {
  const One& one = series_[series];
  const auto count = static_cast<double>(one.count);
  // About any centre c, with d = x - c: mean = c + sum d / n, and the squares about the mean are
  // sum d^2 - (sum d)^2 / n. The centre lies among the values, so few digits cancel.
  const double shift = one.sum.value() / count, mean = ranges_[series].centre + shift;
  Spread spread;
  spread.quantiles.fill(not_a_number);
  spread.mean = spread.sd = spread.minimum = spread.maximum = spread.quantile_error = not_a_number;
  if (one.count == 0 || std::isnan(mean)) {
    return spread;
  }
  spread.minimum = one.least;
  spread.maximum = one.greatest;
  const bool constant = one.least == one.greatest;
  spread.mean = constant ? spread.minimum : std::clamp(mean, one.least, one.greatest);
  if (one.count > 1) {
    const double squares = std::max(one.squares.value() - shift * shift * count, 0.0);
    spread.sd = constant ? 0 : std::sqrt(squares / (count - 1));
  }
  spread.quantile_error = 0;
  for (std::size_t level = 0; level < quantile_levels.size(); ++level) {
    const std::uint64_t rank = (percent(quantile_levels[level]) * one.count + 99) / 100;
    const Found found =
        constant ? Found{spread.minimum, 0} : quantile(one, ranges_[series], rank);
    spread.quantiles[level] = found.value;
    spread.quantile_error = std::max(spread.quantile_error, found.error);
  }
  return spread;
}

}  // namespace prospect::summarise
