#include "report/fate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace prospect::report {
namespace {

// The smallest k such that at least `numerator` tenths of the paths meet k or fewer.
std::size_t count_quantile(const std::vector<std::uint64_t>& met_count, std::uint64_t tenths) {
  const std::uint64_t paths =
      std::accumulate(met_count.begin(), met_count.end(), std::uint64_t{0});
  std::uint64_t below = 0;
  for (std::size_t k = 0; k < met_count.size(); ++k) {
    below += met_count[k];
    if (paths > 0 && below * 10 >= tenths * paths) return k;
  }
  return 0;
}

std::optional<Pair> related(const summarise::Summary& summary, std::size_t a, std::size_t b) {
  const std::size_t targets = summary.targets.size();
  const auto sound = static_cast<double>(summary.paths - std::min(summary.failed, summary.paths));
  const auto share = [&](std::size_t i, std::size_t j) {
    const std::uint64_t missed = summary.both_missed[i * targets + j];
    return static_cast<double>(missed - std::min(missed, summary.failed)) / sound;
  };
  const double miss_a = share(a, a), miss_b = share(b, b);
  const double variance = miss_a * (1 - miss_a) * miss_b * (1 - miss_b);
  if (!(sound > 0) || !(variance > 0)) return std::nullopt;  // one of them never varies
  Pair pair{a, b, share(a, b), miss_a * miss_b, 0};
  pair.phi = (pair.both - pair.chance) / std::sqrt(variance);
  // Under independence phi has a standard error of one over the root of the paths.
  constexpr double worth_naming = 0.1, standard_errors = 3;
  if (pair.phi < std::max(worth_naming, standard_errors / std::sqrt(sound))) return std::nullopt;
  return pair;
}

}  // namespace

MetRange met_range(const summarise::Summary& summary) {
  const auto& counts = summary.met_count;
  MetRange range{count_quantile(counts, 1), count_quantile(counts, 5), count_quantile(counts, 9),
                 std::numeric_limits<double>::quiet_NaN()};
  double paths = 0, met = 0;
  for (std::size_t k = 0; k < counts.size(); ++k) {
    paths += static_cast<double>(counts[k]);
    met += static_cast<double>(k) * static_cast<double>(counts[k]);
  }
  if (paths > 0) range.mean = met / paths;
  return range;
}

std::uint64_t at_least(const summarise::Summary& summary, std::size_t k) {
  std::uint64_t paths = 0;
  for (std::size_t met = k; met < summary.met_count.size(); ++met)
    paths += summary.met_count[met];
  return paths;
}

std::size_t round_number(std::size_t median, std::size_t targets) {
  constexpr std::size_t step = 5, many = 10;
  const std::size_t rounded = median / step * step;
  return targets >= many && rounded > 0 ? rounded : std::max<std::size_t>(median, 1);
}

std::vector<std::size_t> weakest(const summarise::Summary& summary, std::size_t most) {
  std::vector<std::size_t> order(summary.targets.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return summary.targets[a].hits < summary.targets[b].hits;
  });
  order.resize(std::min(order.size(), most));
  return order;
}

std::optional<std::size_t> most_alone(const summarise::Summary& summary) {
  const auto& targets = summary.targets;
  const auto most =
      std::max_element(targets.begin(), targets.end(),
                       [](const auto& a, const auto& b) { return a.only_miss < b.only_miss; });
  if (most == targets.end() || most->only_miss == 0) return std::nullopt;
  return static_cast<std::size_t>(most - targets.begin());
}

std::vector<Pair> pairs_beyond_chance(const summarise::Summary& summary, std::size_t most) {
  std::vector<Pair> pairs;
  const std::size_t targets = summary.targets.size();
  if (summary.both_missed.size() < targets * targets) return pairs;
  for (std::size_t a = 0; a < targets; ++a) {
    for (std::size_t b = a + 1; b < targets; ++b) {
      if (const auto pair = related(summary, a, b)) pairs.push_back(*pair);
    }
  }
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const Pair& a, const Pair& b) { return a.phi > b.phi; });
  pairs.resize(std::min(pairs.size(), most));
  return pairs;
}

}  // namespace prospect::report
