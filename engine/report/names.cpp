#include "report/names.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/unicode.hpp"
#include "report/numbers.hpp"
#include "report/texts.hpp"

namespace prospect::report {
namespace {

std::string years_of(const model::Program& program, const model::Target& target,
                     base::Language language) {
  using Test = model::Target::Test;
  const auto years = [&](Text key) {
    return say(key, language,
               {{"from", std::to_string(target.from)}, {"year", std::to_string(target.year)}});
  };
  switch (target.test) {
    case Test::at: return target.year == program.end_year ? "" : years(Text::test_at);
    case Test::every: return years(Text::test_every);
    case Test::ever: return years(Text::test_ever);
    case Test::mean: return years(Text::test_mean);
    case Test::sum: return years(Text::test_sum);
  }
  return "";
}

std::string value_wanted(const model::Target& target, base::Language language) {
  using Direction = model::Target::Direction;
  const std::string blank(firm_blank);
  const std::string value = plain(target.value, language);
  if (target.direction == Direction::at_least) return "≥" + blank + value;
  if (target.direction == Direction::at_most) return "≤" + blank + value;
  if (!(target.high > target.value)) return "≈" + blank + value;
  return value + "–" + plain(target.high, language);
}

}  // namespace

std::string shown(const base::Label& label, base::Language language, std::string_view otherwise) {
  const std::string text = base::printable(label.in(language));
  return text.empty() ? base::printable(otherwise) : text;
}

std::string target_number(const model::Target& target) {
  const std::string number = target.number > 0 ? std::to_string(target.number) : target.code;
  return "(" + base::printable(number + target.part) + ")";
}

std::string target_name(const model::Target& target, base::Language language) {
  return target_number(target) + std::string(firm_blank) +
         shown(target.label, language, target.code);
}

std::string goal_name(const model::Program& program, const analyse::Goal& goal, base::Language language) {
  const bool single = goal.targets.size() == 1 && program.targets[goal.targets.front()].code == goal.name;
  return single ? target_name(program.targets[goal.targets.front()], language)
                : shown(goal.label, language, goal.name);
}

std::string unit_name(const model::Program& program, const std::string& unit,
                      base::Language language) {
  const std::string name = base::printable(program.unit_text(unit, language));
  return name == "1" ? "" : name;
}

std::string with_unit(const std::string& figure, const std::string& unit) {
  if (unit.empty()) return figure;
  const bool is_percent = unit.starts_with('%');
  return figure + (is_percent ? std::string(firm_blank) : " ") + unit;
}

std::string target_wanted(const model::Program& program, const model::Target& target,
                          base::Language language) {
  const std::string unit = unit_name(program, target.unit, language);
  const std::string years = years_of(program, target, language);
  const std::string wanted = with_unit(value_wanted(target, language), unit);
  return years.empty() ? wanted : wanted + ", " + years;
}

std::string figure_unit(const model::Program& program, const model::Target& target,
                        base::Language language) {
  if (!target.variable || target.variable->value >= program.variables.size()) return "";
  const std::string& unit = program.variables[target.variable->value].unit;
  return unit == target.unit ? "" : unit_name(program, unit, language);
}

std::string theme_name(std::string_view theme, base::Language language) {
  constexpr std::array<std::pair<std::string_view, Text>, 7> known = {
      {{"economy", Text::theme_economy},
       {"society", Text::theme_society},
       {"environment", Text::theme_environment},
       {"party", Text::theme_party},
       {"growth", Text::theme_growth},
       {"drivers", Text::theme_drivers},
       {"", Text::theme_other}}};
  for (const auto& [name, key] : known) {
    if (name == theme) return std::string(text(key, language));
  }
  return base::printable(theme);
}

std::string variable_name(const model::Program& program, const std::string& name,
                          base::Language language) {
  const auto variable = std::find_if(program.variables.begin(), program.variables.end(),
                                     [&](const model::Variable& v) { return v.name == name; });
  return variable == program.variables.end() ? base::printable(name)
                                             : shown(variable->label, language, name);
}

std::string input_name(simulate::Input::Kind kind, const base::Label& label, std::string_view name,
                       base::Language language) {
  using Kind = simulate::Input::Kind;
  const std::string shown_name = shown(label, language, name);
  const auto words = [&](Text key) { return say(key, language, {{"name", shown_name}}); };
  switch (kind) {
    case Kind::parameter:
    case Kind::event: return shown_name;
    case Kind::lever: return words(Text::input_lever);
    case Kind::state: return words(Text::input_state);
    case Kind::family: return words(Text::input_family);
    case Kind::block: return words(Text::input_block);
    case Kind::shock:
    case Kind::noise: break;
  }
  return words(Text::input_chance);
}

std::string scenario_name(const model::Program& program, base::Language language) {
  return shown(program.label, language, program.scenario);
}

}  // namespace prospect::report
