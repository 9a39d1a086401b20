#include "summarise/reweight.hpp"

#include "base/check.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace prospect::summarise {
namespace {

constexpr double enough_paths = 400, enough_share = 0.05;
constexpr double infinity = std::numeric_limits<double>::infinity();

/// Logarithms of the weights, but for the figure numbered `without`.
std::vector<double> log_weights(const std::vector<WeighedFigure>& figures, std::uint64_t paths,
                                std::size_t without) {
  std::vector<double> logs(paths, 0);
  for (std::size_t k = 0; k < figures.size(); ++k) {
    if (k == without) continue;
    for (std::size_t path = 0; path < paths; ++path) {
      const double off = (figures[k].values[path] - figures[k].figure.value) / figures[k].error;
      logs[path] = std::isfinite(off) ? logs[path] - off * off / 2 : -infinity;
    }
  }
  return logs;
}

/// Weights over the greatest one; all 0 if no path has any.
std::vector<double> weights_of(std::vector<double> logs) {
  const double most = logs.empty() ? -infinity : *std::max_element(logs.begin(), logs.end());
  for (double& log : logs) log = std::isfinite(most) ? std::exp(log - most) : 0;
  return logs;
}

double effective_size(const std::vector<double>& weights) {
  double sum = 0, squares = 0;
  for (const double weight : weights) {
    sum += weight;
    squares += weight * weight;
  }
  return squares > 0 ? sum * sum / squares : 0;
}

class Shares {
 public:
  Shares(const std::vector<double>& weights, const std::vector<std::int8_t>& met, std::size_t targets)
      : weights_(weights), met_(met), targets_(targets), effective_(effective_size(weights)) {}

  /// The share of the paths that meet all of `members`, before and after.
  [[nodiscard]] WeighedShare of(std::string name, const std::vector<std::size_t>& members) const {
    double hits = 0, weight = 0, sum = 0;
    for (std::size_t path = 0; path < weights_.size(); ++path) {
      sum += weights_[path];
      const bool all = std::all_of(members.begin(), members.end(), [&](std::size_t target) {
        return met_[path * targets_ + target] != 0;
      });
      if (!all) continue;
      hits += 1;
      weight += weights_[path];
    }
    const auto paths = static_cast<double>(weights_.size());
    const double before = hits / paths, after = weight / sum;
    return {std::move(name), before, after, share_interval(before, paths), share_interval(after, effective_)};
  }

 private:
  const std::vector<double>& weights_;
  const std::vector<std::int8_t>& met_;
  std::size_t targets_;
  double effective_;
};

}  // namespace

std::size_t Reweighted::costliest() const {
  PROSPECT_EXPECT(!effective_without.empty());
  const auto most = std::max_element(effective_without.begin(), effective_without.end());
  return static_cast<std::size_t>(most - effective_without.begin());
}

bool Reweighted::is_thin() const {
  return effective < enough_paths || effective < enough_share * static_cast<double>(paths);
}

Reweighted reweight(std::vector<WeighedFigure> figures, const model::Program& program,
                    const Summary& summary, const std::vector<std::int8_t>& met) {
  PROSPECT_EXPECT(!figures.empty());
  const std::size_t targets = summary.targets.size();
  Reweighted result;
  result.paths = figures.front().values.size();
  PROSPECT_EXPECT(met.size() == result.paths * targets);
  const auto weights = weights_of(log_weights(figures, result.paths, figures.size()));
  result.effective = effective_size(weights);
  for (std::size_t k = 0; k < figures.size(); ++k) {
    result.effective_without.push_back(effective_size(weights_of(log_weights(figures, result.paths, k))));
  }
  const Shares shares(weights, met, targets);
  std::vector<std::size_t> every;
  for (std::size_t t = 0; t < targets; ++t) {
    every.push_back(t);
    result.targets.push_back(shares.of(program.targets[summary.targets[t].target].code, {t}));
  }
  for (const GroupCount& group : summary.groups) {
    if (!group.targets.empty()) result.groups.push_back(shares.of(group.name, group.targets));
  }
  result.all = shares.of("", every);
  result.figures = std::move(figures);
  for (auto& figure : result.figures) figure.values.clear();
  return result;
}

}  // namespace prospect::summarise
