#include "analyse/figure_laws.hpp"

#include "analyse/baselines.hpp"
#include "base/check.hpp"
#include "lanes/ordered_for.hpp"

#include <algorithm>

namespace prospect::analyse {
namespace {

/// The same family held to one rule.
model::Family rung(model::Family family, double damping, double drift_change, double drift_sd) {
  family.damping = {damping};
  family.drift_change = {drift_change};
  family.drift_sd = {drift_sd};
  family.drift_mean = 0;
  family.estimate_error = {0};
  family.df = {4};
  family.break_probability = 0;
  return family;
}

std::vector<model::Family> methods_of(const model::Family& family, const std::vector<Rule>& rules) {
  model::Family ours = family;
  for (const Rule& rule : rules) lay_on(rule, ours);
  return {ours, rung(family, 0, 0, 0), rung(family, 1, 0, 2), rung(family, 0.8, 1, 2)};
}

}  // namespace

FigureLaws::FigureLaws(const model::Program& program, const std::vector<int>& origins,
                       const std::vector<Rule>& rules, int threads)
    : program_(program), origins_(origins), families_(program.families.size()) {
  std::vector<std::vector<const model::History*>> histories(families_);
  for (const auto& history : program.histories) {
    const auto at = std::find_if(program.families.begin(), program.families.end(),
                                 [&](const auto& f) { return f.name == history.family; });
    PROSPECT_EXPECT(at != program.families.end());
    const auto family = static_cast<std::size_t>(at - program.families.begin());
    members_.push_back({family, histories[family].size()});
    histories[family].push_back(&history);
  }
  fits_.resize(origins_.size() * families_ * fitted_methods);
  const auto fit = [&](std::uint64_t chunk, int) {
    const std::size_t origin = chunk / families_, family = chunk % families_;
    if (histories[family].empty()) return;
    const auto methods = methods_of(program.families[family], rules);
    for (std::size_t m = 0; m < fitted_methods; ++m) {
      fits_[slot(origin, family, m)] =
          calibrate::fit_family(methods[m], histories[family], origins_[origin]);
    }
  };
  lanes::ordered_for(origins_.size() * families_, threads, fit, [](auto, int) {});
}

std::optional<calibrate::Mixture> FigureLaws::law(Method method, std::size_t history, int origin,
                                                  int year, bool estimate) const {
  const auto& [family, index] = members_[history];
  if (method == Method::drift_walk) return drift_walk(program_.histories[history], origin, year);
  const auto at = std::find(origins_.begin(), origins_.end(), origin);
  PROSPECT_EXPECT(at != origins_.end());
  const auto& fit = fits_[slot(static_cast<std::size_t>(at - origins_.begin()), family,
                               static_cast<std::size_t>(method))];
  return calibrate::predict_figure(*fit, index, year, estimate);
}

}  // namespace prospect::analyse
