#pragma once
/// Draws from a fitted family as the laws say it, one number after the other: the plain way, beside that of
/// simulate/family_draws.

#include <algorithm>
#include <cmath>
#include <vector>

#include "calibrate/family_posterior.hpp"
#include "calibrate/words.hpp"

namespace prospect::calibrate {

struct PosteriorDraw {
  std::size_t node = 0, set = 0;
  double sigma = 0, level = 0, drift = 0;
};

class PosteriorDrawer {
 public:
  /// `narrowing` below 1 spoils the laws of level and drift, to see whether a test would notice.
  PosteriorDrawer(const FamilyPosterior& posterior, std::size_t member, double narrowing = 1)
      : posterior_(posterior), member_(posterior.members[member]), narrowing_(narrowing) {
    double sum = 0;
    for (const auto& node : posterior.nodes) reached_.push_back(sum += node.weight);
  }

  PosteriorDraw draw(WordsOf& words) const {
    PosteriorDraw drawn;
    const double word = words.uniform();
    const auto at = std::lower_bound(reached_.begin(), reached_.end() - 1, word);
    drawn.node = static_cast<std::size_t>(at - reached_.begin());
    const FamilyNode& node = posterior_.nodes[drawn.node];
    double left = words.uniform();
    while (drawn.set + 1 < member_.sets &&
           (left -= member_.weights[drawn.node * member_.sets + drawn.set]) > 0) {
      ++drawn.set;
    }
    const FilteredTrend& trend = member_.trend(node.rule, drawn.set);
    const double total = node.df + member_.innovations;
    const double squares = node.df * node.scale * node.scale + trend.sum_of_squares;
    drawn.sigma = words.draw(lanes::Distribution::inverse_chi(total, std::sqrt(squares / total)));
    const TrendState& state = trend.state;
    const double root = std::sqrt(state.level_variance), z = words.normal();
    const double shared = root > 0 ? state.covariance / root : 0;
    const double own = std::sqrt(std::max(state.drift_variance - shared * shared, 0.0));
    const double size = narrowing_ * drawn.sigma;
    drawn.level = state.level + size * root * z;
    drawn.drift = state.drift + size * (shared * z + own * words.normal());
    return drawn;
  }

  /// The level `ahead` years on, walked year by year from a draw.
  double later(const PosteriorDraw& from, int ahead, WordsOf& words) const {
    const Rule& rule = posterior_.rules[posterior_.nodes[from.node].rule];
    double level = from.level, drift = from.drift;
    for (int k = 0; k < ahead; ++k) {
      drift = rule.damping * drift + rule.drift_change * from.sigma * words.normal();
      level += drift + from.sigma * words.normal();
      if (words.uniform() < posterior_.family.break_probability) {
        level += rule.break_size * from.sigma * words.normal();
      }
    }
    return level;
  }

 private:
  const FamilyPosterior& posterior_;
  const MemberPosterior& member_;
  double narrowing_;
  std::vector<double> reached_;
};

}  // namespace prospect::calibrate
