#include "analyse/discover.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "base/check.hpp"
#include "summarise/interval.hpp"

namespace prospect::analyse {
namespace {

constexpr std::size_t most_features = 3;
constexpr std::array<double, 3> levels = {0.8, 0.5, 0.25};
constexpr double peeled_part = 0.05;
/// A region smaller than this says nothing: paths, misses, and share of all paths.
constexpr std::uint64_t least_paths = 50, least_missed = 25;
constexpr double least_share = 0.005;

struct Tally {
  std::uint64_t missed = 0, paths = 0;

  [[nodiscard]] double density() const {
    return paths == 0 ? 0 : static_cast<double>(missed) / static_cast<double>(paths);
  }
};

Tally without(const Tally& all, const Tally& part) { return {all.missed - part.missed, all.paths - part.paths}; }

bool lies_within(const WorldTable& table, const std::vector<Bound>& bounds, std::size_t path) {
  return std::all_of(bounds.begin(), bounds.end(), [&](const Bound& b) {
    const std::size_t bin = table.bins[b.feature][path];
    return bin >= b.low && bin <= b.high;
  });
}

Tally tally(const WorldTable& table, const std::vector<Fate>& fates, const std::vector<std::uint32_t>& paths,
            const std::vector<Bound>& bounds) {
  Tally sum;
  for (const auto p : paths) {
    if (!lies_within(table, bounds, p)) continue;
    ++sum.paths;
    sum.missed += fates[p] == Fate::missed;
  }
  return sum;
}

/// One half of the paths that count.
std::vector<std::uint32_t> half_of(const std::vector<Fate>& fates, std::uint64_t odd) {
  std::vector<std::uint32_t> paths;
  for (std::size_t p = 0; p < fates.size(); ++p) {
    const bool mine = p / simulate::chunk_paths % 2 == odd;
    if (mine && fates[p] != Fate::not_counted) paths.push_back(static_cast<std::uint32_t>(p));
  }
  return paths;
}

/// A box on the way of the search.
struct Stage {
  std::vector<Bound> bounds;
  Tally inside;
};

/// A cut that may be made: the bounds of a feature after it, and what is left.
struct Cut {
  Bound bound;
  Tally left;
  double gain = 0;   ///< in density, for each path cut off
};

/// Cuts the box down step by step.
class Search {
 public:
  Search(const WorldTable& table, const std::vector<Fate>& fates, std::vector<std::uint32_t> paths)
      : table_(&table), fates_(&fates), paths_(std::move(paths)), bounds_(table.features.size()) {
    for (std::size_t f = 0; f < bounds_.size(); ++f) bounds_[f] = {f, 0, table.features[f].bins() - 1, 0, 0};
    for (const auto p : paths_) inside_.missed += fates[p] == Fate::missed;
    inside_.paths = paths_.size();
    all_ = inside_;
  }

  [[nodiscard]] std::vector<Stage> run() {
    std::vector<Stage> stages = {{{}, inside_}};
    while (step()) stages.push_back({cut_bounds(), inside_});
    return stages;
  }

 private:
  [[nodiscard]] bool is_cut(std::size_t f) const {
    return bounds_[f].low > 0 || bounds_[f].high + 1 < table_->features[f].bins();
  }
  [[nodiscard]] std::vector<Bound> cut_bounds() const {
    std::vector<Bound> cut;
    for (std::size_t f = 0; f < bounds_.size(); ++f) {
      if (is_cut(f)) cut.push_back(bounds_[f]);
    }
    return cut;
  }

  bool step() {
    const bool full = cut_bounds().size() >= most_features;
    Cut best;
    for (std::size_t f = 0; f < bounds_.size(); ++f) {
      if (full && !is_cut(f)) continue;
      std::vector<Tally> bins(table_->features[f].bins());
      for (const auto p : paths_) {
        Tally& bin = bins[table_->bins[f][p]];
        ++bin.paths;
        bin.missed += (*fates_)[p] == Fate::missed;
      }
      consider(f, bins, true, best);
      consider(f, bins, false, best);
    }
    if (best.gain <= 0) return false;
    bounds_[best.bound.feature] = best.bound;
    inside_ = best.left;
    const auto& column = table_->bins[best.bound.feature];
    std::erase_if(paths_, [&](std::uint32_t p) {
      return column[p] < best.bound.low || column[p] > best.bound.high;
    });
    return true;
  }

  /// The cut off one end that takes a twentieth, or the next bin.
  void consider(std::size_t f, const std::vector<Tally>& bins, bool from_below, Cut& best) const {
    const double wanted = peeled_part * static_cast<double>(inside_.paths);
    Bound bound = bounds_[f];
    Tally off;
    while (bound.low < bound.high && static_cast<double>(off.paths) < wanted) {
      const Tally& bin = bins[from_below ? bound.low : bound.high];
      if (off.paths > 0 && static_cast<double>(off.paths + bin.paths) > 2 * wanted) break;
      off.paths += bin.paths;
      off.missed += bin.missed;
      from_below ? void(++bound.low) : void(--bound.high);
    }
    if (off.paths == 0) return;
    const Tally left = without(inside_, off);
    const bool enough = left.paths >= least_paths && left.missed >= least_missed &&
                        static_cast<double>(left.paths) >= least_share * static_cast<double>(all_.paths);
    if (!enough) return;
    const double gain = (left.density() - inside_.density()) / static_cast<double>(off.paths);
    if (gain > best.gain) best = {bound, left, gain};
  }

  const WorldTable* table_;
  const std::vector<Fate>* fates_;
  std::vector<std::uint32_t> paths_;
  std::vector<Bound> bounds_;   ///< a feature
  Tally inside_, all_;
};

/// Drops bounds that raise the share of misses by little: by less than a tenth of what all of them do together.
void drop_what_does_not_pay(const WorldTable& table, const std::vector<Fate>& fates,
                            const std::vector<std::uint32_t>& paths, std::vector<Bound>& bounds) {
  constexpr double pays = 0.1;
  const double base = tally(table, fates, paths, {}).density();
  while (!bounds.empty()) {
    const double with = tally(table, fates, paths, bounds).density();
    std::size_t weakest = 0;
    double best = -1;
    for (std::size_t k = 0; k < bounds.size(); ++k) {
      auto fewer = bounds;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(k));
      const double density = tally(table, fates, paths, fewer).density();
      if (density > best) {
        best = density;
        weakest = k;
      }
    }
    if (bounds.size() == 1 || with - best > pays * (with - base)) return;
    bounds.erase(bounds.begin() + static_cast<std::ptrdiff_t>(weakest));
  }
}

/// Which shares of all worlds a bound leaves outside.
void weigh(const WorldTable& table, const std::vector<Fate>& fates, Bound& bound) {
  std::uint64_t below = 0, above = 0, all = 0;
  for (std::size_t p = 0; p < fates.size(); ++p) {
    if (fates[p] == Fate::not_counted) continue;
    const std::size_t bin = table.bins[bound.feature][p];
    ++all;
    below += bin < bound.low;
    above += bin > bound.high;
  }
  bound.cut_below = static_cast<double>(below) / static_cast<double>(all);
  bound.cut_above = static_cast<double>(above) / static_cast<double>(all);
}

/// The last stage that holds a share of all misses.
const Stage& stage_for(const std::vector<Stage>& stages, double wanted) {
  const auto all = static_cast<double>(stages.front().inside.missed);
  for (std::size_t k = stages.size(); k-- > 1;) {
    if (static_cast<double>(stages[k].inside.missed) >= wanted * all) return stages[k];
  }
  return stages.front();
}

}  // namespace

Discovered discover(const WorldTable& table, std::size_t goal) {
  PROSPECT_EXPECT(goal < table.fates.size());
  const auto& fates = table.fates[goal];
  const auto finding = half_of(fates, 0), judging = half_of(fates, 1);
  const Tally found = tally(table, fates, finding, {}), judged = tally(table, fates, judging, {});
  Discovered said;
  said.missed = judged.missed;
  said.paths = judged.paths;
  said.found_missed = found.missed;
  said.found_paths = found.paths;
  const auto enough = [](const Tally& half) {
    return half.missed >= 2 * least_missed && half.paths - half.missed >= 2 * least_missed;
  };
  said.searched = enough(found) && enough(judged);
  if (!said.searched) return said;
  const auto stages = Search(table, fates, finding).run();
  const auto base = summarise::probability_interval(judged.missed, judged.paths);
  for (const double wanted : levels) {
    Region region;
    region.wanted = wanted;
    region.bounds = stage_for(stages, wanted).bounds;
    drop_what_does_not_pay(table, fates, finding, region.bounds);
    for (auto& bound : region.bounds) weigh(table, fates, bound);
    const bool known = std::any_of(said.regions.begin(), said.regions.end(),
                                   [&](const Region& r) { return r.bounds == region.bounds; });
    if (region.bounds.empty() || known) continue;
    const Tally here = tally(table, fates, judging, region.bounds);
    const Tally there = tally(table, fates, finding, region.bounds);
    region.missed = here.missed;
    region.paths = here.paths;
    region.found_missed = there.missed;
    region.found_paths = there.paths;
    const auto density = summarise::probability_interval(here.missed, here.paths);
    region.better = here.paths > 0 && density.low > base.high;
    if (region.better) said.regions.push_back(std::move(region));
  }
  return said;
}

}  // namespace prospect::analyse
