#pragma once
/// Families drawn from their own prior: rule, scale, likeness, breaks, errors of estimates, and what came
/// of them. The truth against which the fit is held.

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

#include "calibrate/family_posterior.hpp"
#include "calibrate/histories.hpp"
#include "calibrate/words.hpp"

namespace prospect::calibrate {

/// What is printed: years of figures, how many of the last are estimates, and the last year known.
struct Printed {
  std::vector<int> years = {2015, 2016, 2017, 2018, 2019, 2020};
  std::size_t estimates = 2;
  int base_year = 2020;
};

constexpr int years_ahead = 5;

struct MemberTruth {
  double sigma = 0, level = 0, drift = 0;  ///< level and drift in the base year
  double later = 0;                        ///< level `years_ahead` on
  std::vector<model::Observation> figures;
};

/// A family's truth: its rule, df and scale, and its members.
struct FamilyTruth {
  Rule rule;
  double df = 0, scale = 0;
  std::vector<MemberTruth> members;

  [[nodiscard]] std::vector<model::History> histories() const {
    std::vector<model::History> made;
    for (const auto& member : members) made.push_back(history_of(member.figures));
    return made;
  }
};

inline double one_of(const std::vector<double>& values, WordsOf& words) {
  const auto place = words.uniform() * static_cast<double>(values.size());
  return values[std::min(static_cast<std::size_t>(place), values.size() - 1)];
}

/// Years of breaks up to the base year: at most as many as the fit looks at.
inline std::set<int> draw_breaks(double probability, int first, int last, WordsOf& words) {
  for (;;) {
    std::set<int> years;
    for (int year = first; year <= last; ++year) {
      if (words.uniform() < probability) years.insert(year);
    }
    if (years.size() <= static_cast<std::size_t>(most_breaks)) return years;
  }
}

inline MemberTruth draw_member(const FamilyTruth& family, double break_probability, const Printed& printed,
                               WordsOf& words) {
  const Rule& rule = family.rule;
  MemberTruth member;
  member.sigma = words.draw(lanes::Distribution::inverse_chi(family.df, family.scale));
  double drift = rule.drift_mean + rule.drift_sd * member.sigma * words.normal();
  double level = 0.7;
  const int first = printed.years.front();
  const auto breaks = draw_breaks(break_probability, first + 1, printed.base_year, words);
  for (int year = first; year <= printed.base_year + years_ahead; ++year) {
    if (year > first) {
      drift = rule.damping * drift + rule.drift_change * member.sigma * words.normal();
      level += drift + member.sigma * words.normal();
      const bool later = year > printed.base_year && words.uniform() < break_probability;
      if (later || breaks.contains(year)) level += rule.break_size * member.sigma * words.normal();
    }
    const auto at = std::find(printed.years.begin(), printed.years.end(), year);
    if (at != printed.years.end()) {
      const auto left = static_cast<std::size_t>(printed.years.end() - at);
      const bool estimate = left <= printed.estimates;
      const double seen = level + (estimate ? rule.estimate_error * member.sigma * words.normal() : 0);
      member.figures.push_back({year, seen, seen, estimate});
    }
    if (year == printed.base_year) {
      member.drift = drift;
      member.level = level;
    }
  }
  member.later = level;
  return member;
}

/// Draws a family from its prior, the scale from the grid on which the fit lays it.
inline FamilyTruth draw_family(const model::Family& family, const Printed& printed, int members,
                               WordsOf& words) {
  FamilyTruth truth;
  truth.rule = {one_of(family.damping, words),        one_of(family.drift_change, words),
                one_of(family.drift_sd, words),       one_of(family.estimate_error, words),
                family.drift_mean,                    family.break_size};
  truth.df = one_of(family.df, words);
  truth.scale = family.sigma;
  if (family.sigma_spread > 0) {
    double sum = 0, reached = 0;
    const auto z = [](int k) { return scale_reach * (2.0 * k / (scale_nodes - 1) - 1); };
    for (int k = 0; k < scale_nodes; ++k) sum += std::exp(-z(k) * z(k) / 2);
    const double word = words.uniform() * sum;
    int k = 0;
    while (k + 1 < scale_nodes && (reached += std::exp(-z(k) * z(k) / 2)) < word) ++k;
    truth.scale = family.sigma * std::exp(family.sigma_spread * z(k));
  }
  for (int m = 0; m < members; ++m) {
    truth.members.push_back(draw_member(truth, family.break_probability, printed, words));
  }
  return truth;
}

}  // namespace prospect::calibrate
