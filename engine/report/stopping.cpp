#include "report/stopping.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/whole.hpp"
#include "report/answer.hpp"
#include "report/layout.hpp"
#include "report/names.hpp"
#include "report/numbers.hpp"
#include "report/panels.hpp"
#include "report/section.hpp"
#include "report/texts.hpp"

namespace prospect::report {
namespace {

using analyse::Stopped;
using analyse::WaitedFor;
using summarise::Decision;

constexpr std::string_view precision_name = "precision", decide_name = "decide";

/// A size in points, rounded up so that it is never said to be smaller.
std::string points_up(double share, base::Language language) {
  const int decimals = std::max(0, decimals_for(0, 100 * share));
  const double step = std::pow(10.0, -decimals);
  return number(std::ceil(100 * share / step - 1e-9) * step, decimals, language);
}

const WaitedFor& least_known(const Stopped& stopped) {
  return *std::max_element(stopped.figures.begin(), stopped.figures.end(), [&](const auto& a, const auto& b) {
    return summarise::half_width(stopped.interval(a)) < summarise::half_width(stopped.interval(b));
  });
}

std::string figure_name(const Stopped& stopped, const WaitedFor& figure, base::Language language) {
  const auto& program = *stopped.programs[figure.scenario];
  const std::string name = goal_name(program, figure.goal, language);
  return stopped.programs.size() == 1 ? name : name + " [" + scenario_name(program, language) + "]";
}

std::string validity(const Stopped& stopped, base::Language language) {
  return say(Text::stopped_valid, language,
             {{"n", count(std::min(summarise::first_look, stopped.most), language)},
              {"k", std::to_string(stopped.look)},
              {"looks", std::to_string(stopped.looks)}});
}

std::string precision_text(const Stopped& stopped, const VerdictOptions& options) {
  const base::Language language = options.language;
  std::string said = headline(std::string(text(Text::stopped_heading, language)), options).substr(1);
  if (stopped.figures.empty()) return said + paragraph("", text(Text::nothing_assessed, language), options.columns());
  const auto& least = least_known(stopped);
  const double half = summarise::half_width(stopped.interval(least));
  const bool reached = half <= stopped.precision;
  // A half-width shrinks with the root of the paths.
  const double wanted = static_cast<double>(stopped.paths) * std::pow(half / stopped.precision, 2);
  const double step = std::pow(10.0, std::max(0.0, std::floor(std::log10(std::max(wanted, 1.0))) - 1));
  const auto enough = base::whole(std::ceil(wanted / step) * step);
  said += paragraph("", say(reached ? Text::stopped_precise : Text::stopped_imprecise, language,
                            {{"asked", plain(100 * stopped.precision, language)},
                             {"paths", count(stopped.paths, language)},
                             {"goal", figure_name(stopped, least, language)},
                             {"half", points_up(half, language)},
                             {"enough", count(enough, language)}}) +
                            " " + validity(stopped, language),
                    options.columns());
  return finished(said);
}

Cell decision_cell(Decision decision, base::Language language) {
  switch (decision) {
    case Decision::yes: return {std::string(text(Text::decision_yes, language)), Tone::good};
    case Decision::no: return {std::string(text(Text::decision_no, language)), Tone::bad};
    case Decision::not_yet: break;
  }
  return {std::string(text(Text::decision_not_yet, language)), Tone::doubtful};
}

std::string one_scenario(const Stopped& stopped, const VerdictOptions& options) {
  const base::Language language = options.language;
  const auto head = [&](Text key) { return std::string(text(key, language)); };
  Table table({{head(Text::column_target), Align::left, 48, 24, 2},
               {head(Text::column_chance_alone), Align::right, 14, 10},
               {head(Text::column_interval), Align::right, 20, 12},
               {say(Text::column_decision, language, {{"p", plain(100 * stopped.threshold, language)}}),
                Align::left, 16, 8}},
              options.columns());
  for (const auto& figure : stopped.figures) {
    const auto interval = stopped.decision_interval(figure);
    table.row({{figure_name(stopped, figure, language)},
               {probability(figure.hits, figure.paths, interval, language)},
               {probability_range(interval, language)},
               decision_cell(stopped.decision(figure), language)});
  }
  return table.text(options.color);
}

std::string side_by_side(const Stopped& stopped, const VerdictOptions& options) {
  const base::Language language = options.language;
  Panels what;
  what.head = text(Text::column_target, language);
  std::vector<std::string> goals;
  for (const auto& figure : stopped.figures) {
    if (std::find(goals.begin(), goals.end(), figure.goal.name) != goals.end()) continue;
    goals.push_back(figure.goal.name);
    what.rows.push_back(goal_name(*stopped.programs[figure.scenario], figure.goal, language));
  }
  for (const auto* program : stopped.programs) what.columns.push_back(scenario_name(*program, language));
  what.cell = [&](std::size_t row, std::size_t scenario) {
    for (const auto& figure : stopped.figures) {
      if (figure.scenario != scenario || figure.goal.name != goals[row]) continue;
      Cell cell = decision_cell(stopped.decision(figure), language);
      cell.text += "\n" + probability(figure.hits, figure.paths, stopped.decision_interval(figure), language);
      return cell;
    }
    return Cell{"-"};
  };
  return panels(what, options).substr(1);
}

std::string decide_text(const Stopped& stopped, const VerdictOptions& options) {
  const base::Language language = options.language;
  const std::string p = plain(100 * stopped.threshold, language);
  std::string said = headline(say(Text::decided_heading, language, {{"p", p}}), options).substr(1);
  if (stopped.figures.empty()) return said + paragraph("", text(Text::nothing_assessed, language), options.columns());
  const auto open = std::count_if(stopped.figures.begin(), stopped.figures.end(), [&](const auto& figure) {
    return stopped.decision(figure) == Decision::not_yet;
  });
  said += paragraph("", say(open == 0 ? Text::decided_all : Text::decided_some, language,
                            {{"n", std::to_string(stopped.figures.size())},
                             {"open", std::to_string(open)},
                             {"paths", count(stopped.paths, language)}}) +
                            " " + std::string(text(Text::decided_valid, language)) + " " +
                            validity(stopped, language),
                    options.columns());
  said += "\n" + (stopped.programs.size() == 1 ? one_scenario(stopped, options) : side_by_side(stopped, options));
  return finished(said);
}

analyse::AnswerTable rule_table(const Stopped& stopped, double asked, bool reached) {
  const auto one = [](const char* name, double value) { return numbers(name, "1", {value}); };
  return {"rule",
          {one("paths", static_cast<double>(stopped.paths)), one("most", static_cast<double>(stopped.most)),
           one("look", static_cast<double>(stopped.look)), one("looks", static_cast<double>(stopped.looks)),
           one("level", summarise::level_of_look(Stopped::precision_level, stopped.looks)), one("asked", asked),
           one("reached", reached ? 1 : 0)}};
}

analyse::AnswerTable figure_table(const Stopped& stopped, bool decided) {
  std::vector<std::string> scenarios, goals, decisions;
  std::vector<double> hits, paths, shares, lows, highs;
  for (const auto& figure : stopped.figures) {
    const auto interval = decided ? stopped.decision_interval(figure) : stopped.interval(figure);
    scenarios.push_back(stopped.programs[figure.scenario]->scenario);
    goals.push_back(figure.goal.name);
    hits.push_back(static_cast<double>(figure.hits));
    paths.push_back(static_cast<double>(figure.paths));
    shares.push_back(figure.paths == 0 ? std::nan("") : hits.back() / paths.back());
    lows.push_back(interval.low);
    highs.push_back(interval.high);
    const auto decision = stopped.decision(figure);
    decisions.emplace_back(decision == Decision::yes ? "yes" : decision == Decision::no ? "no" : "not yet");
  }
  analyse::AnswerTable table{"figures",
                             {texts("scenario", scenarios), texts("goal", goals), numbers("hits", "1", hits),
                              numbers("paths", "1", paths), numbers("probability", "1", shares),
                              numbers("low", "1", lows), numbers("high", "1", highs)}};
  if (decided) table.columns.push_back(texts("decision", decisions));
  return table;
}

/// A number of an answer's rule; nothing if it has none.
std::optional<double> rule_number(const analyse::Answer& answer, std::string_view column) {
  for (const auto& table : answer.tables) {
    if (table.name != "rule") continue;
    for (const auto& one : table.columns) {
      const auto* values = std::get_if<std::vector<double>>(&one.values);
      if (one.name == column && values != nullptr && !values->empty()) return values->front();
    }
  }
  return std::nullopt;
}

}  // namespace

std::vector<analyse::Answer> answers(const Stopped& stopped, const std::string& asked) {
  std::vector<analyse::Answer> made;
  const auto make = [&](std::string_view name, auto text, double wanted, bool reached, bool decided) {
    VerdictOptions english, vietnamese;
    vietnamese.language = base::Language::vietnamese;
    made.push_back({std::string(name), "run", asked, {text(stopped, english), text(stopped, vietnamese)},
                    {rule_table(stopped, wanted, reached), figure_table(stopped, decided)}});
  };
  const auto& figures = stopped.figures;
  if (stopped.precision > 0) {
    const bool reached = std::all_of(figures.begin(), figures.end(), [&](const auto& f) { return stopped.precise(f); });
    make(precision_name, precision_text, stopped.precision, reached, false);
  }
  if (stopped.threshold > 0) {
    const bool reached = std::none_of(figures.begin(), figures.end(), [&](const auto& f) {
      return stopped.decision(f) == Decision::not_yet;
    });
    make(decide_name, decide_text, stopped.threshold, reached, true);
  }
  return made;
}

bool says_how_it_stopped(const analyse::Answer& answer) {
  return answer.name == precision_name || answer.name == decide_name;
}

summarise::IntervalRule interval_rule(const store::RunRecord& record) {
  for (const auto& answer : record.answers) {
    if (!says_how_it_stopped(answer)) continue;
    const auto level = rule_number(answer, "level");
    // A file may hold anything; a level that is none is not taken.
    if (level && *level > 0 && *level < 1) return {true, *level};
  }
  return {};
}

bool is_clear(const store::RunRecord& record) {
  return std::none_of(record.answers.begin(), record.answers.end(), [](const auto& answer) {
    return says_how_it_stopped(answer) && rule_number(answer, "reached") == 0.0;
  });
}

std::string how_it_stopped(const store::RunRecord& record, const VerdictOptions& options) {
  std::string said;
  for (const auto& answer : record.answers) {
    if (says_how_it_stopped(answer)) said += "\n" + answer.text.in(options.language);
  }
  return said;
}

}  // namespace prospect::report
