#include "report/update.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "report/layout.hpp"
#include "report/names.hpp"
#include "report/numbers.hpp"
#include "report/section.hpp"
#include "report/texts.hpp"

namespace prospect::report {
namespace {

constexpr double moved_enough = 0.01;          // a point
constexpr std::size_t figures_named = 3;
constexpr std::uint64_t paths_for_decimals = 10'000;

std::string value_of(const store::ScenarioRecord& scenario, const summarise::ObservedCount& figure,
                     double value, int decimals, base::Language language) {
  const auto* variable = observed_variable(scenario.program, figure.series);
  const std::string unit = variable == nullptr ? "" : unit_name(scenario.program, variable->unit, language);
  return with_unit(trimmed(value, decimals, language), unit);
}

std::string figure_line(const store::ScenarioRecord& scenario, const summarise::ObservedCount& figure,
                        base::Language language) {
  constexpr int most_decimals = 6;
  const std::string name =
      observed_name(scenario, figure.series, figure.year, figure.estimate, language) + " = " +
      value_of(scenario, figure, figure.value, most_decimals, language);
  if (figure.fitted) return say(Text::observed_started, language, {{"figure", name}});
  const auto& summary = scenario.summary;
  const auto interval = summarise::probability_interval(figure.agreeing, summary.simulated);
  return say(Text::observed_held, language,
             {{"figure", name},
              {"error", value_of(scenario, figure, figure.error,
                                 std::max(0, decimals_for(0, figure.error)), language)},
              {"p", probability(figure.agreeing, summary.simulated, interval, language)}});
}

/// With a sign, in points.
std::string points(double change, int decimals, base::Language language) {
  const std::string size = number(100 * std::abs(change), decimals, language);
  return (change < 0 ? "−" : "+") + size;
}

/// Shows one course over the steps.
class Rows {
 public:
  Rows(const store::ScenarioRecord& scenario, const VerdictOptions& options)
      : scenario_(scenario), update_(*scenario.update), language_(options.language) {
    const auto fewest = *std::min_element(update_.accepted.begin(), update_.accepted.end());
    decimals_ = fewest < paths_for_decimals ? 0 : 1;
  }

  [[nodiscard]] std::vector<Cell> row(std::string name, const summarise::Course& course) const {
    const auto& p = course.probability;
    const auto known = [](double x) { return std::isfinite(x); };
    const std::string change =
        known(p.front()) && known(p.back()) ? points(p.back() - p.front(), decimals_, language_) : "-";
    return {{std::move(name)}, {share(p.front())}, {share(p.back())}, {change}, {parts(p)}};
  }

  [[nodiscard]] static bool moved(const summarise::Course& course) {
    // A target that was not assessed before has moved too.
    const double change = course.probability.back() - course.probability.front();
    return !(std::abs(change) < moved_enough);
  }

 private:
  [[nodiscard]] std::string share(double p) const {
    return std::isfinite(p) ? percent(p, decimals_, language_) : "-";
  }

  [[nodiscard]] std::string parts(const std::vector<double>& p) const {
    std::vector<std::size_t> order(p.size() - 1);
    std::iota(order.begin(), order.end(), 0);
    const auto part = [&](std::size_t k) { return p[k + 1] - p[k]; };
    if (!std::all_of(p.begin(), p.end(), [](double x) { return std::isfinite(x); })) return "-";
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return std::abs(part(a)) > std::abs(part(b)); });
    std::string lines;
    double rest = 0;
    for (std::size_t n = 0; n < order.size(); ++n) {
      if (n >= figures_named) {
        rest += part(order[n]);
      } else if (shows(part(order[n]))) {
        const auto& figure = scenario_.program.observed[order[n]];
        lines += (lines.empty() ? "" : "\n") + points(part(order[n]), decimals_, language_) +
                 std::string(firm_blank) +
                 observed_name(scenario_, figure.series, figure.year, figure.estimate, language_);
      }
    }
    if (!shows(rest)) return lines;
    return lines + (lines.empty() ? "" : "\n") +
           say(Text::update_rest, language_, {{"change", points(rest, decimals_, language_)}});
  }

  /// Whether a change is more than a rounded nought.
  [[nodiscard]] bool shows(double change) const {
    return 100 * std::abs(change) >= 0.5 * std::pow(10.0, -decimals_);
  }

  const store::ScenarioRecord& scenario_;
  const summarise::Update& update_;
  base::Language language_;
  int decimals_ = 0;
};

std::string target_words(const store::ScenarioRecord& scenario, const std::string& code,
                         base::Language language) {
  for (const auto& target : scenario.program.targets) {
    if (target.code == code) return target_name(target, language);
  }
  return code;
}

bool has_provisional(const store::ScenarioRecord& scenario) {
  const auto& figures = scenario.summary.observed;
  return std::any_of(figures.begin(), figures.end(), [](const auto& figure) { return figure.estimate; });
}

std::string notes(const store::ScenarioRecord& scenario, std::size_t others, const VerdictOptions& options) {
  const base::Language language = options.language;
  const auto& update = *scenario.update;
  const auto fewest = *std::min_element(update.accepted.begin(), update.accepted.end());
  // The widest 95 % interval of a share: 1.96 / (2 sqrt n).
  const double within = fewest == 0 ? 100 : 98 / std::sqrt(static_cast<double>(fewest));
  const auto line = [&](const std::string& words) { return paragraph("", words, options.columns()); };
  std::string said;
  if (others > 0) said += line(say(Text::update_others, language, {{"n", std::to_string(others)}}));
  if (has_provisional(scenario)) said += line(std::string(text(Text::observed_mark, language)));
  said += line(say(Text::update_note, language, {{"n", count(update.simulated, language)}}) + " " +
               say(Text::update_accuracy, language,
                   {{"points", number(within, std::max(0, decimals_for(0, within)), language)}}));
  return said;
}

}  // namespace

const model::Variable* observed_variable(const model::Program& program, const std::string& series) {
  const model::Variable* meant = nullptr;
  for (const auto& variable : program.variables) {
    if (!variable.indicator || variable.series != series) continue;
    if (meant == nullptr || (meant->family.empty() && !variable.family.empty())) meant = &variable;
  }
  return meant;
}

std::string observed_name(const store::ScenarioRecord& scenario, const std::string& series, int year,
                          bool estimate, base::Language language) {
  const auto* variable = observed_variable(scenario.program, series);
  const std::string name = variable == nullptr ? series : shown(variable->label, language, series);
  return name + " " + std::to_string(year) + (estimate ? "*" : "");
}

std::string observed_figures(const store::ScenarioRecord& scenario, const VerdictOptions& options) {
  const auto& summary = scenario.summary;
  if (summary.observed.empty()) return "";
  const base::Language language = options.language;
  std::string said = headline(std::string(text(Text::observed_heading, language)), options);
  for (const auto& figure : summary.observed) {
    said += paragraph("• ", figure_line(scenario, figure, language), options.columns());
  }
  if (has_provisional(scenario)) {
    said += paragraph("", text(Text::observed_mark, language), options.columns());
  }
  const bool held = std::any_of(summary.observed.begin(), summary.observed.end(),
                                [](const auto& figure) { return !figure.fitted; });
  if (!held) return said;
  const bool few = summary.paths < summarise::enough_paths;
  const std::string words = say(few ? Text::observed_few : Text::observed_counted, language,
                                {{"paths", count(summary.paths, language)},
                                 {"n", count(summary.simulated, language)},
                                 {"wanted", std::to_string(summarise::paths_for_enough(summary))},
                                 {"enough", std::to_string(summarise::enough_paths)}});
  for (const std::string& line : wrapped(words, options.columns())) {
    said += toned(line, few ? Tone::bad : Tone::plain, options.color) + "\n";
  }
  return said;
}

std::string update_table(const store::ScenarioRecord& scenario, const VerdictOptions& options) {
  if (!scenario.update || scenario.update->accepted.empty()) return "";
  const base::Language language = options.language;
  const auto head = [&](Text key) { return std::string(text(key, language)); };
  constexpr int least = 24, number_width = 10, parts_least = 30;
  Table table({{head(Text::column_target), Align::left, 44, least},
               {head(Text::column_before), Align::right, number_width, 7},
               {head(Text::column_after), Align::right, number_width, 7},
               {head(Text::column_change), Align::right, number_width, 8},
               {head(Text::column_parts), Align::left, 60, parts_least}},
              options.columns());
  const Rows rows(scenario, options);
  std::size_t others = 0;
  for (const auto& course : scenario.update->targets) {
    if (Rows::moved(course)) {
      table.row(rows.row(target_words(scenario, course.name, language), course));
    } else {
      ++others;
    }
  }
  for (const auto& joint : scenario.program.joints) {
    for (const auto& course : scenario.update->groups) {
      if (course.name == joint.name) table.row(rows.row(shown(joint.label, language, joint.name), course));
    }
  }
  table.row(rows.row(head(Text::update_all), scenario.update->all));
  return headline(head(Text::update_heading), options) + table.text(options.color) +
         notes(scenario, others, options);
}

}  // namespace prospect::report
