#include "report/track_record.hpp"

#include <array>

#include <fmt/format.h>

#include "report/json.hpp"

namespace prospect::report {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

std::string text_of(bool value) { return value ? "true" : "false"; }

template <class Values, class Item>
std::string array_of(const Values& values, const Item& item) {
  std::vector<std::string> items;
  for (const auto& value : values) items.push_back(item(value));
  return json::array(items);
}

std::string pair_of(double low, double high) {
  return json::array({json::real(low), json::real(high)});
}

std::string difference(const analyse::Difference& difference) {
  return json::object({{"mean", json::real(difference.mean)},
                       {"interval", pair_of(difference.low, difference.high)},
                       {"cases", std::to_string(difference.cases)},
                       {"clusters", std::to_string(difference.clusters)}});
}

std::string method_object(const analyse::MethodScore& score) {
  const auto covers = [](const analyse::Coverage& c) {
    return json::object({{"level", json::real(c.level)},
                         {"hits", std::to_string(c.hits)},
                         {"cases", std::to_string(c.cases)},
                         {"interval", pair_of(c.interval.low, c.interval.high)},
                         {"by_series", pair_of(c.by_cluster.low, c.by_cluster.high)}});
  };
  const auto pit = json::object(
      {{"counts", array_of(score.pit.counts, [](int count) { return std::to_string(count); })},
       {"chi_square", json::real(score.pit.chi_square)},
       {"design_effect", json::real(score.pit.design_effect)},
       {"p_value", json::real(score.pit.p_value)}});
  return json::object({{"method", json::quoted(code_of(score.method))},
                       {"cases", std::to_string(score.cases)},
                       {"series", std::to_string(score.series)},
                       {"log_score", json::real(score.log_score)},
                       {"to_ours", difference(score.to_ours)},
                       {"crps", json::real(score.crps)},
                       {"coverage", array_of(score.covers, covers)},
                       {"pit", pit}});
}

std::string pool_object(const analyse::Pool& pool) {
  return json::object({{"by", json::quoted(code_of(pool.by))},
                       {"name", json::quoted(pool.name)},
                       {"label", json::label(pool.label)},
                       {"methods", array_of(pool.methods, method_object)}});
}

std::string case_object(const analyse::TrackRecord& record, const analyse::Case& one) {
  Fields forecasts;
  for (std::size_t m = 0; m < one.by.size(); ++m) {
    const auto& forecast = one.by[m];
    if (!forecast) continue;
    forecasts.emplace_back(code_of(static_cast<analyse::Method>(m)),
                           json::object({{"low", json::real(forecast->low)},
                                         {"median", json::real(forecast->median)},
                                         {"high", json::real(forecast->high)},
                                         {"log_density", json::real(forecast->log_density)},
                                         {"pit", json::real(forecast->pit)},
                                         {"crps", json::real(forecast->crps)}}));
  }
  return json::object({{"series", json::quoted(record.series[one.series].name)},
                       {"origin", std::to_string(one.origin)},
                       {"year", std::to_string(one.year)},
                       {"estimate", text_of(one.estimate)},
                       {"value", json::real(one.value)},
                       {"linked", json::real(one.linked)},
                       {"scale", json::real(one.scale)},
                       {"forecasts", json::object(forecasts)}});
}

std::string end_values_object(const analyse::EndValues& end) {
  const auto method = [](const analyse::EnergyScore& score) {
    return json::object({{"method", json::quoted(code_of(score.method))},
                         {"score", json::real(score.score)},
                         {"skill", json::real(score.skill)}});
  };
  return json::object({{"origin", std::to_string(end.origin)},
                       {"series", std::to_string(end.series)},
                       {"methods", array_of(end.methods, method)}});
}

std::string resolved_object(const analyse::ResolvedTarget& target) {
  return json::object({{"code", json::quoted(target.code)},
                       {"series", json::quoted(target.series)},
                       {"label", json::label(target.label)},
                       {"unit", json::quoted(target.unit)},
                       {"year", std::to_string(target.year)},
                       {"bounds", pair_of(target.low, target.high)},
                       {"figure", json::real(target.figure)},
                       {"met", text_of(target.met)}});
}

std::string round_object(const analyse::PastTargets& targets, const analyse::TargetRound& round) {
  const auto forecast = [&](const analyse::TargetForecast& made) {
    Fields by;
    for (std::size_t m = 0; m < made.probability.size(); ++m) {
      if (!made.probability[m]) continue;
      by.emplace_back(code_of(static_cast<analyse::TargetMethod>(m)),
                      json::real(*made.probability[m]));
    }
    return json::object({{"code", json::quoted(targets.resolved[made.target].code)},
                         {"probability", json::object(by)}});
  };
  const auto score = [](const analyse::TargetScore& one) {
    return json::object({{"method", json::quoted(code_of(one.method))},
                         {"targets", std::to_string(one.targets)},
                         {"brier", json::real(one.brier)},
                         {"log_score", json::real(one.log_score)},
                         {"skill", json::real(one.skill)},
                         {"to_ours", difference(one.to_ours)}});
  };
  const auto& count = round.count;
  const auto count_object = json::object(
      {{"law", array_of(count.law, json::real)},
       {"expected", json::real(count.expected)},
       {"interval", json::array({std::to_string(count.low), std::to_string(count.high)})},
       {"met", std::to_string(count.met)},
       {"pit", json::real(count.pit)}});
  return json::object({{"origin", std::to_string(round.origin)},
                       {"forecasts", array_of(round.forecasts, forecast)},
                       {"scores", array_of(round.scores, score)},
                       {"count", count_object}});
}

std::string targets_object(const analyse::PastTargets& targets) {
  const auto unresolved = [](const analyse::UnresolvedTarget& target) {
    return json::object({{"code", json::quoted(target.code)},
                         {"label", json::label(target.label)},
                         {"reason", json::label(target.reason)}});
  };
  const auto round = [&](const auto& one) { return round_object(targets, one); };
  return json::object({{"resolved", array_of(targets.resolved, resolved_object)},
                       {"unresolved", array_of(targets.unresolved, unresolved)},
                       {"rounds", array_of(targets.rounds, round)}});
}

// A field of a table: in quotes if it holds what would end it.
std::string field(const std::string& text) {
  if (text.find_first_of(",\"\n") == text.npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

}  // namespace

std::string_view code_of(analyse::Pool::By by) {
  constexpr std::array<std::string_view, 4> codes = {"all", "family", "horizon", "origin"};
  return codes[static_cast<std::size_t>(by)];
}

std::string_view code_of(analyse::Method method) {
  constexpr std::array<std::string_view, analyse::method_count> codes = {
      "ours", "random_walk", "own_mean", "damped", "drift_walk"};
  return codes[static_cast<std::size_t>(method)];
}

std::string_view code_of(analyse::TargetMethod method) {
  constexpr std::array<std::string_view, analyse::target_method_count> codes = {
      "ours", "constant", "plan", "extrapolation", "drift_walk"};
  return codes[static_cast<std::size_t>(method)];
}

std::string rule_text(const analyse::TrackRecord& record) {
  std::string text;
  for (const auto& rule : record.rules) {
    text += fmt::format("{}{} = {}", text.empty() ? "" : "; ", rule.key, fmt::join(rule.values, ", "));
  }
  return text;
}

std::string to_json(const analyse::TrackRecord& record) {
  Fields rule;
  for (const auto& one : record.rules) rule.emplace_back(one.key, array_of(one.values, json::real));
  const auto series = [](const analyse::TrackedSeries& one) {
    return json::object({{"series", json::quoted(one.name)},
                         {"family", json::quoted(one.family)},
                         {"unit", json::quoted(one.unit)},
                         {"label", json::label(one.label)}});
  };
  const auto one_case = [&](const analyse::Case& one) { return case_object(record, one); };
  return json::object(
             {{"base_year", std::to_string(record.base_year)},
              {"origins", array_of(record.origins, [](int year) { return std::to_string(year); })},
              {"rule", json::object(rule)},
              {"series", array_of(record.series, series)},
              {"pools", array_of(record.pools, pool_object)},
              {"cases", array_of(record.cases, one_case)},
              {"end_values", array_of(record.end_values, end_values_object)},
              {"targets", targets_object(record.targets)}}) +
         "\n";
}

std::string to_csv(const analyse::TrackRecord& record) {
  std::string table(csv_head);
  const std::string rule = field(rule_text(record));
  for (const auto& one : record.cases) {
    const auto& series = record.series[one.series];
    for (std::size_t m = 0; m < one.by.size(); ++m) {
      const auto& made = one.by[m];
      if (!made) continue;
      table += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", rule,
                           field(series.name), field(series.family), one.origin, one.year,
                           one.estimate ? "yes" : "no", one.value, one.linked, one.scale,
                           code_of(static_cast<analyse::Method>(m)), made->low, made->median,
                           made->high, made->log_density, made->pit, made->crps);
    }
  }
  return table;
}

}  // namespace prospect::report
