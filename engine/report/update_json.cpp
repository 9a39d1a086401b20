#include "report/json.hpp"
#include "report/text.hpp"
#include "report/update.hpp"

namespace prospect::report {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

Fields course_fields(const summarise::Course& course) {
  const auto& p = course.probability;
  std::vector<std::string> parts;
  for (std::size_t k = 1; k < p.size(); ++k) parts.push_back(json::real(p[k] - p[k - 1]));
  return {{"before", json::real(p.front())}, {"after", json::real(p.back())}, {"parts", json::array(parts)}};
}

std::string courses(const std::vector<summarise::Course>& list, const std::string& key) {
  std::vector<std::string> rows;
  for (const auto& course : list) {
    Fields fields = {{key, json::quoted(course.name)}};
    for (auto& field : course_fields(course)) fields.push_back(std::move(field));
    rows.push_back(json::object(fields));
  }
  return json::array(rows);
}

Fields share_fields(const summarise::WeighedShare& share) {
  const auto interval = [](const summarise::Interval& of) {
    return json::array({json::real(of.low), json::real(of.high)});
  };
  return {{"before", json::real(share.before)},
          {"before_interval", interval(share.before_interval)},
          {"after", json::real(share.after)},
          {"after_interval", interval(share.after_interval)}};
}

std::string shares(const std::vector<summarise::WeighedShare>& list, const std::string& key) {
  std::vector<std::string> rows;
  for (const auto& share : list) {
    Fields fields = {{key, json::quoted(share.name)}};
    for (auto& field : share_fields(share)) fields.push_back(std::move(field));
    rows.push_back(json::object(fields));
  }
  return json::array(rows);
}

}  // namespace

std::string observed_array(const store::ScenarioRecord& scenario) {
  std::vector<std::string> rows;
  for (const auto& figure : scenario.summary.observed) {
    rows.push_back(json::object({{"series", json::quoted(figure.series)},
                                 {"year", std::to_string(figure.year)},
                                 {"value", json::real(figure.value)},
                                 {"error", json::real(figure.error)},
                                 {"status", json::quoted(figure.estimate ? "estimate" : "actual")},
                                 {"fitted", figure.fitted ? "true" : "false"},
                                 {"agreeing", std::to_string(figure.agreeing)}}));
  }
  return json::array(rows);
}

std::string update_object(const store::ScenarioRecord& scenario) {
  if (!scenario.update) return "null";
  const auto& update = *scenario.update;
  std::vector<std::string> accepted;
  for (const auto paths : update.accepted) accepted.push_back(std::to_string(paths));
  return json::object({{"simulated", std::to_string(update.simulated)},
                       {"accepted", json::array(accepted)},
                       {"targets", courses(update.targets, "code")},
                       {"groups", courses(update.groups, "name")},
                       {"all_met", json::object(course_fields(update.all))}});
}

std::string weighed_json(const store::ScenarioRecord& scenario, const summarise::Reweighted& result) {
  std::vector<std::string> figures;
  for (std::size_t k = 0; k < result.figures.size(); ++k) {
    const auto& one = result.figures[k];
    figures.push_back(json::object({{"series", json::quoted(one.figure.series)},
                                    {"year", std::to_string(one.figure.year)},
                                    {"value", json::real(one.figure.value)},
                                    {"error", json::real(one.error)},
                                    {"status", json::quoted(one.figure.estimate ? "estimate" : "actual")},
                                    {"effective_without", json::real(result.effective_without[k])}}));
  }
  return json::object({{"scenario", json::quoted(scenario.program.scenario)},
                       {"paths", std::to_string(result.paths)},
                       {"effective", json::real(result.effective)},
                       {"thin", result.is_thin() ? "true" : "false"},
                       {"figures", json::array(figures)},
                       {"targets", shares(result.targets, "code")},
                       {"groups", shares(result.groups, "name")},
                       {"all_met", json::object(share_fields(result.all))}}) +
         "\n";
}

}  // namespace prospect::report
