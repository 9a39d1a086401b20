#include "report/discover.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/whole.hpp"
#include "report/answer.hpp"
#include "report/drivers.hpp"
#include "report/layout.hpp"
#include "report/names.hpp"
#include "report/numbers.hpp"
#include "report/section.hpp"
#include "report/texts.hpp"
#include "summarise/interval.hpp"

namespace prospect::report {
namespace {

using analyse::Bound;
using analyse::Discovered;
using analyse::Feature;
using analyse::Region;

std::string chance(std::uint64_t hits, std::uint64_t n, base::Language language) {
  return probability(hits, n, summarise::probability_interval(hits, n), language);
}

std::string chance_range(std::uint64_t hits, std::uint64_t n, base::Language language) {
  return probability_range(summarise::probability_interval(hits, n), language);
}

bool cuts_below(const Bound& bound) { return bound.low > 0; }
bool cuts_above(const Feature& feature, const Bound& bound) { return bound.high + 1 < feature.bins(); }

constexpr int most_years = 1000;   // more than are ever simulated

/// Whole years of an event within a bound: bin k of the years seen lies between two edges.
std::string event_words(const std::string& name, const Feature& feature, const Bound& bound,
                        base::Language language) {
  const int least = cuts_below(bound) ? base::whole_within(std::ceil(feature.edges[bound.low - 1]), 0, most_years) : 0;
  const bool has_most = cuts_above(feature, bound);
  const int most = has_most ? base::whole_within(std::ceil(feature.edges[bound.high]), 0, most_years) - 1 : 0;
  const auto words = [&](Text key) {
    return say(key, language,
               {{"name", name}, {"n", std::to_string(has_most ? most : least)},
                {"low", std::to_string(least)}, {"high", std::to_string(most)}});
  };
  if (!has_most) return words(Text::where_least);
  if (most == 0) return words(Text::where_never);
  if (least == most) return words(Text::where_exact);
  return words(cuts_below(bound) ? Text::where_years : Text::where_most);
}

std::string chance_words(const std::string& name, const Feature& feature, const Bound& bound,
                         base::Language language) {
  const auto part = [&](double share) { return percent(share, 0, language); };
  if (cuts_below(bound) && cuts_above(feature, bound)) {
    return say(Text::where_middle, language,
               {{"name", name}, {"low", part(bound.cut_below)}, {"high", part(bound.cut_above)}});
  }
  const bool low = cuts_above(feature, bound);
  return say(low ? Text::where_low : Text::where_high, language,
             {{"name", name}, {"p", part(1 - (low ? bound.cut_above : bound.cut_below))}});
}

std::string words_of(const model::Program& program, const Feature& feature, const Bound& bound,
                     base::Language language) {
  const std::string name = shown(feature.label, language, feature.name);
  if (feature.kind == Feature::Kind::event) return event_words(name, feature, bound, language);
  if (feature.kind == Feature::Kind::chance) return chance_words(name, feature, bound, language);
  const auto value = [&](double edge) {
    return value_with_unit(program, edge, feature.decimals, feature.unit, language);
  };
  const std::string low = cuts_below(bound) ? value(feature.edges[bound.low - 1]) : "";
  const std::string high = cuts_above(feature, bound) ? value(feature.edges[bound.high]) : "";
  if (!low.empty() && !high.empty()) {
    return say(Text::where_between, language, {{"name", name}, {"low", low}, {"high", high}});
  }
  return say(low.empty() ? Text::where_below : Text::where_above, language,
             {{"name", name}, {"value", low.empty() ? high : low}});
}

std::string where(const model::Program& program, const GoalRegions& goal, const Region& region,
                  base::Language language) {
  std::string all;
  for (std::size_t k = 0; k < region.bounds.size(); ++k) {
    const Bound& bound = region.bounds[k];
    if (k > 0) all += k + 1 == region.bounds.size() ? std::string(text(Text::where_and, language)) : ", ";
    all += words_of(program, goal.features[bound.feature], bound, language);
  }
  return all;
}

std::string region_line(const model::Program& program, const GoalRegions& goal, const Region& region,
                        const VerdictOptions& options) {
  const base::Language language = options.language;
  const Discovered& all = goal.found;
  return paragraph("• ",
                   say(Text::discover_region, language,
                       {{"coverage", chance(region.missed, all.missed, language)},
                        {"coverage_range", chance_range(region.missed, all.missed, language)},
                        {"where", where(program, goal, region, language)},
                        {"share", chance(region.paths, all.paths, language)},
                        {"density", chance(region.missed, region.paths, language)},
                        {"density_range", chance_range(region.missed, region.paths, language)},
                        {"elsewhere", chance(all.missed - region.missed, all.paths - region.paths, language)}}),
                   options.columns());
}

std::string about(const model::Program& program, const GoalRegions& goal, const VerdictOptions& options) {
  const base::Language language = options.language;
  const Discovered& found = goal.found;
  const std::string n = count(found.all_paths(), language);
  std::string said =
      paragraph("", say(Text::discover_goal, language,
                        {{"goal", goal_name(program, goal.goal, language)},
                         {"p", chance(found.all_missed(), found.all_paths(), language)},
                         {"n", n},
                         {"range", chance_range(found.all_missed(), found.all_paths(), language)}}),
                options.columns());
  const auto only = [&](Text key) {
    return said + paragraph("", say(key, language,
                                    {{"n", n}, {"missed", count(found.all_missed(), language)}}),
                            options.columns());
  };
  if (found.all_missed() == 0) return only(Text::discover_none);
  if (found.all_missed() == found.all_paths()) return only(Text::discover_all);
  if (!found.searched) return only(Text::discover_few);
  if (found.regions.empty()) return only(Text::discover_nothing);
  for (const auto& region : found.regions) said += region_line(program, goal, region, options);
  return said;
}

/// Columns of a count with its share and interval.
struct Shares {
  std::vector<double> value, low, high;

  void add(std::uint64_t hits, std::uint64_t n) {
    const auto interval = summarise::probability_interval(hits, n);
    value.push_back(n == 0 ? std::numeric_limits<double>::quiet_NaN()
                           : static_cast<double>(hits) / static_cast<double>(n));
    low.push_back(interval.low);
    high.push_back(interval.high);
  }
  void put(const std::string& name, std::vector<analyse::AnswerColumn>& columns) const {
    columns.push_back(numbers(name, "1", value));
    columns.push_back(numbers(name + "_low", "1", low));
    columns.push_back(numbers(name + "_high", "1", high));
  }
};

}  // namespace

std::string discover(const model::Program& program, const std::vector<GoalRegions>& goals,
                     const VerdictOptions& options) {
  const base::Language language = options.language;
  std::string said =
      headline(say(Text::discover_heading, language, {{"label", scenario_name(program, language)}}), options)
          .substr(1);
  for (const auto& goal : goals) said += "\n" + about(program, goal, options);
  said += "\n" + paragraph("", text(Text::discover_note, language), options.columns());
  return finished(said);
}

analyse::Answer discover_answer(const model::Program& program, const std::vector<GoalRegions>& goals) {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  std::vector<std::string> names, region_of, bound_of, feature, unit, kind;
  std::vector<double> paths, region_number, wanted, bound_region, from, below, cut_below, cut_above;
  Shares missed, coverage, density, share;
  for (const auto& goal : goals) {
    const Discovered& all = goal.found;
    names.push_back(goal.goal.name);
    paths.push_back(static_cast<double>(all.all_paths()));
    missed.add(all.all_missed(), all.all_paths());
    for (std::size_t r = 0; r < all.regions.size(); ++r) {
      const Region& region = all.regions[r];
      region_of.push_back(goal.goal.name);
      region_number.push_back(static_cast<double>(r + 1));
      wanted.push_back(region.wanted);
      coverage.add(region.missed, all.missed);
      density.add(region.missed, region.paths);
      share.add(region.paths, all.paths);
      for (const auto& bound : region.bounds) {
        const Feature& of = goal.features[bound.feature];
        bound_of.push_back(goal.goal.name);
        bound_region.push_back(static_cast<double>(r + 1));
        feature.push_back(of.name);
        kind.push_back(of.kind == Feature::Kind::parameter ? "parameter"
                       : of.kind == Feature::Kind::event   ? "event_years"
                                                           : "mean_score");
        unit.push_back(of.unit);
        from.push_back(cuts_below(bound) ? of.edges[bound.low - 1] : none);
        below.push_back(cuts_above(of, bound) ? of.edges[bound.high] : none);
        cut_below.push_back(bound.cut_below);
        cut_above.push_back(bound.cut_above);
      }
    }
  }
  analyse::Answer answer;
  answer.name = answer_name("discover", program.scenario, names);
  answer.question = "discover";
  answer.tables.push_back({"goals", {texts("goal", names), numbers("worlds", "1", paths)}});
  missed.put("missed", answer.tables.back().columns);
  answer.tables.push_back({"regions",
                           {texts("goal", region_of), numbers("region", "1", region_number),
                            numbers("coverage_wanted", "1", wanted)}});
  coverage.put("coverage", answer.tables.back().columns);
  density.put("density", answer.tables.back().columns);
  share.put("share", answer.tables.back().columns);
  answer.tables.push_back({"conditions",
                           {texts("goal", bound_of), numbers("region", "1", bound_region),
                            texts("feature", feature), texts("feature_kind", kind), texts("feature_unit", unit),
                            numbers("from", "1", from), numbers("below", "1", below),
                            numbers("worlds_below", "1", cut_below), numbers("worlds_above", "1", cut_above)}});
  return answer;
}

}  // namespace prospect::report
