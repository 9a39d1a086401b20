#include "app/observe.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "app/conditions.hpp"
#include "app/refuse.hpp"
#include "app/stored.hpp"
#include "base/problem.hpp"
#include "model/model.hpp"
#include "read/read.hpp"
#include "report/text.hpp"

namespace prospect::app {
namespace {

/// Everything the result was made of, and the new table.
class WithTable : public read::FileSource {
 public:
  WithTable(const store::RunRecord& record, std::string name, const read::FileSource& files)
      : stored_(record.texts), name_(std::move(name)), files_(files) {}

  [[nodiscard]] std::optional<std::string> text(const std::string& name) const override {
    return name == name_ ? files_.text(name) : stored_.text(name);
  }
  [[nodiscard]] bool is_folder(const std::string& name) const override {
    return name == name_ && files_.is_folder(name);
  }
  [[nodiscard]] std::vector<std::string> beside(const std::string& name) const override {
    return name == name_ ? files_.beside(name) : stored_.beside(name);
  }

 private:
  read::Memory stored_;
  std::string name_;
  const read::FileSource& files_;
};

summarise::WeighedFigure weighed(const model::ObservedFigure& figure, const std::string& indicator,
                                 const store::ScenarioRecord& scenario) {
  const auto& summary = scenario.summary;
  const auto at = std::find_if(summary.indicators.begin(), summary.indicators.end(), [&](auto id) {
    return scenario.program.variables[id.value].name == indicator;
  });
  if (at == summary.indicators.end()) {
    throw base::Failure(fmt::format("the result file has no indicator '{}'", indicator));
  }
  const auto i = static_cast<std::size_t>(at - summary.indicators.begin());
  const auto y = static_cast<std::size_t>(figure.year - summary.years.front());
  summarise::WeighedFigure one{figure, error_of(figure, summary.spreads[i][y].sd), {}};
  const std::size_t years = summary.years.size();
  for (std::size_t path = 0; path < scenario.kept.paths; ++path) {
    const auto value = scenario.kept.values[(path * summary.indicators.size() + i) * years + y];
    one.values.push_back(static_cast<double>(value));
  }
  return one;
}

}  // namespace

summarise::Reweighted observe(const store::RunRecord& record, const store::ScenarioRecord& scenario,
                              const std::string& table, const read::FileSource& files) {
  if (!record.observed.empty()) {
    refuse(fmt::format("the result starts from the figures of '{}' already", record.observed),
           "put all new figures into one table, and take a result made without --observe");
  }
  if (scenario.kept.paths == 0) {
    refuse("the result file keeps no paths that could be weighed",
           "keep some: prospect run SCENARIO --keep-paths 20000; or run anew with --observe");
  }
  const WithTable texts(record, table, files);
  const auto equations = model::equations(read::load(scenario.file, texts, table), record.as_of);
  std::vector<summarise::WeighedFigure> figures;
  for (const auto& figure : equations.program.observed) {
    const auto& variable = equations.program.variables[figure.variable.value];
    figures.push_back(weighed(figure, variable.name, scenario));
  }
  return summarise::reweight(std::move(figures), scenario.program, scenario.summary, scenario.kept.met);
}

int observe_command(const ObserveRequest& request) {
  const auto record = load_result(request.file);
  const auto& scenario = find_scenario(record, request.scenario);
  const auto table = std::filesystem::path(request.observe).lexically_normal().generic_string();
  const auto result = observe(record, scenario, table, read::Disk());
  report::VerdictOptions options;
  options.language = request.language;
  if (request.json) {
    fmt::print("{}\n", report::weighed_json(scenario, result));
  } else {
    fmt::print("{}", report::weighed(scenario, result, table, options));
  }
  return done;
}

}  // namespace prospect::app
