/// Reported against structural figures of declared indicators.

#include <fmt/format.h>

#include <cmath>

#include "model/builder.hpp"

namespace prospect::model {
namespace {

const read::Value* reporting_of(const Definition& definition, const IndicatorDefinition& indicator) {
  if (indicator.reporting != nullptr || indicator.family == nullptr) return indicator.reporting;
  for (const auto& family : definition.families) {
    if (family.family.name == indicator.family->text) return family.reporting;
  }
  return nullptr;
}

/// Slots of the values aimed at by year and of whether there is one.
struct Aims {
  std::uint32_t value, there;
};

/// The targets tested at a simulated year on a variable; nothing if there are none. Where two targets name
/// one year the later row holds.
std::optional<Aims> aims_at(Program& program, VariableId variable) {
  const auto years = static_cast<std::size_t>(program.horizon());
  std::vector<double> values(years, 0), there(years, 0);
  bool any = false;
  for (const Target& target : program.targets) {
    if (target.variable != variable || target.test != Target::Test::at) continue;
    const auto year = static_cast<std::size_t>(target.year - program.base_year - 1);
    const double upper = target.direction == Target::Direction::between && std::isfinite(target.high)
                             ? target.high : target.value;
    values[year] = (target.value + upper) / 2 * target.scale;
    there[year] = 1;
    any = true;
  }
  if (!any) return std::nullopt;
  program.year_values.push_back(std::move(values));
  program.year_values.push_back(std::move(there));
  const auto last = static_cast<std::uint32_t>(program.year_values.size() - 1);
  return Aims{last - 1, last};
}

ParameterId pull_of(Equations& e, const IndicatorDefinition& indicator, const lanes::Distribution& prior,
                    const read::Value& written) {
  Parameter parameter;
  parameter.name = "pull." + indicator.name;
  parameter.label = {indicator.label.en + ": pull of the target on the reported figure",
                     indicator.label.vi + ": mức kéo số báo cáo về chỉ tiêu"};
  parameter.unit = "1";
  parameter.prior = prior;
  parameter.prior_text = written.is_number() ? fmt::format("{}", written.number) : written.text;
  parameter.place = indicator.place;
  e.program.parameters.push_back(std::move(parameter));
  return ParameterId(e.program.parameters.size() - 1);
}

}  // namespace

void add_reported(const Definition& definition, Equations& equations, base::Problems& problems) {
  Program& program = equations.program;
  for (const auto& indicator : definition.indicators) {
    const read::Value* written = reporting_of(definition, indicator);
    if (written == nullptr) continue;
    const auto prior = constant_distribution(
        *written, fmt::format("the reporting of '{}'", indicator.name), problems);
    if (!prior) continue;
    if (!(prior->lower() >= 0 && prior->upper() <= 1)) {
      problems.add("out-of-bounds", written->place,
                   fmt::format("the reporting of '{}' may lie outside 0 to 1", indicator.name),
                   "0 is the structural figure, 1 the target itself, as in \"beta(2, 3)\"");
      continue;
    }
    std::size_t v = 0;
    while (program.variables[v].name != indicator.name) ++v;
    const VariableId id(v);
    const auto aims = aims_at(program, id);
    if (!aims) continue;
    const ParameterId pull = pull_of(equations, indicator, *prior, *written);
    Variable reported = program.variables[v];
    reported.name = "reported." + indicator.name;
    reported.kind = Variable::Kind::hidden;
    reported.indicator = false;
    reported.tested = true;
    reported.family.clear();
    reported.series.clear();
    const VariableId reported_id = equations.add(std::move(reported));
    Expression law;
    const int x = law.variable(id);
    const int gap = law.apply(Opcode::sub, law.year_value(aims->value), x);
    const int weight = law.apply(Opcode::mul, law.parameter(pull), law.year_value(aims->there));
    law.apply(Opcode::add, x, law.apply(Opcode::mul, weight, gap));
    equations.yearly[reported_id.value] = std::move(law);
    for (Target& target : program.targets) {
      if (target.variable == id && target.test == Target::Test::at) target.reported = reported_id;
    }
  }
}

}  // namespace prospect::model
