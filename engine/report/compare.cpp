#include "report/compare.hpp"

#include <algorithm>
#include <cmath>

#include "report/answer.hpp"
#include "report/layout.hpp"
#include "report/names.hpp"
#include "report/numbers.hpp"
#include "report/panels.hpp"
#include "report/section.hpp"
#include "report/sentences.hpp"
#include "report/texts.hpp"

namespace prospect::report {
namespace {

using analyse::Comparison;
using summarise::Interval;

/// A difference over its interval. `scale` is 100 for points.
Cell difference_cell(double value, Interval interval, double scale, base::Language language) {
  const auto said = difference_text(value, interval, scale, language);
  return {said.value + "\n" + said.range, said.tone};
}

Cell probability_cell(const Comparison& found, std::size_t goal, std::size_t scenario, base::Language language) {
  const std::uint64_t hits = found.hits(goal, scenario);
  const auto interval = summarise::probability_interval(hits, found.worlds());
  return {probability(hits, found.worlds(), interval, language)};
}

std::string differences(const Comparison& found, std::size_t reference, const VerdictOptions& options) {
  const base::Language language = options.language;
  Panels what;
  what.head = text(Text::column_target, language);
  for (const auto& goal : found.goals()) what.rows.push_back(goal_name(found.program(0), goal, language));
  // The reference stands first; the others keep their order.
  std::vector<std::size_t> order = {reference};
  for (std::size_t s = 0; s < found.scenarios(); ++s) {
    if (s != reference) order.push_back(s);
  }
  for (const auto s : order) what.columns.push_back(scenario_name(found.program(s), language));
  const bool has_expected = found.targets() > 1;
  if (has_expected) {
    what.rows.push_back(say(Text::compare_expected, language, {{"n", std::to_string(found.targets())}}));
  }
  what.cell = [&](std::size_t row, std::size_t column) -> Cell {
    const std::size_t scenario = order[column];
    if (row == found.goals().size()) {
      if (column == 0) return {number(found.met(scenario), 1, language)};
      const auto apart = found.met_difference(scenario, reference);
      return difference_cell(apart.value, apart.interval, 1, language);
    }
    if (column == 0) return probability_cell(found, row, scenario, language);
    const auto apart = found.difference(row, scenario, reference);
    return difference_cell(apart.value, apart.interval, 100, language);
  };
  return panels(what, options);
}

std::string confidence_text(double confidence, base::Language language) {
  constexpr double most_said = 0.999;
  const std::string blank(firm_blank);
  if (confidence > most_said) return ">" + blank + number(100 * most_said, 1, language) + blank + "%";
  // Rounded down: 94.96 % is not 95 %.
  return number(std::floor(1000 * confidence) / 10, 1, language) + blank + "%";
}

std::string rivals_text(const Comparison& found, const analyse::Best& best, base::Language language) {
  std::string rivals;
  for (const auto s : best.not_told_apart) {
    rivals += (rivals.empty() ? "" : "; ") + scenario_name(found.program(s), language);
  }
  return rivals;
}

std::string best_table(const Comparison& found, const VerdictOptions& options) {
  const base::Language language = options.language;
  const auto head = [&](Text key) { return std::string(text(key, language)); };
  Table table({{head(Text::column_target), Align::left, 38, 24, 2},
               {head(Text::column_best), Align::left, 22, 12},
               {head(Text::column_chance_alone), Align::right, 12, 9},
               {head(Text::column_sure), Align::right, 12, 8},
               {head(Text::column_rivals), Align::left, 30, 12}},
              options.columns());
  for (std::size_t goal = 0; goal < found.goals().size(); ++goal) {
    const auto best = found.best(goal);
    const std::string name = goal_name(found.program(0), found.goals()[goal], language);
    const Cell chance = probability_cell(found, goal, best.scenario, language);
    if (best.not_told_apart.size() + 1 == found.scenarios()) {
      table.row({{name}, {head(Text::best_unclear)}, chance, {"-"}, {"-"}});
      continue;
    }
    const bool clear = best.not_told_apart.empty();
    table.row({{name},
               {scenario_name(found.program(best.scenario), language)},
               chance,
               {clear ? confidence_text(best.confidence, language) : std::string(text(Text::not_sure, language))},
               {rivals_text(found, best, language)}});
  }
  return table.text(options.color);
}

struct Columns {
  std::vector<std::string> scenario, goal, against;
  std::vector<double> a, b, value, low, high;
  void interval(Interval of) {
    low.push_back(of.low);
    high.push_back(of.high);
  }
};

analyse::AnswerTable probabilities_table(const Comparison& found) {
  Columns c;
  for (std::size_t s = 0; s < found.scenarios(); ++s) {
    for (std::size_t g = 0; g < found.goals().size(); ++g) {
      c.scenario.push_back(found.program(s).scenario);
      c.goal.push_back(found.goals()[g].name);
      c.a.push_back(static_cast<double>(found.hits(g, s)));
      c.b.push_back(static_cast<double>(found.worlds()));
      c.value.push_back(c.a.back() / c.b.back());
      c.interval(summarise::probability_interval(found.hits(g, s), found.worlds()));
    }
  }
  return {"probabilities",
          {texts("scenario", c.scenario), texts("goal", c.goal), numbers("hits", "1", c.a),
           numbers("worlds", "1", c.b), numbers("probability", "1", c.value), numbers("low", "1", c.low),
           numbers("high", "1", c.high)}};
}

/// Every pair once, as (scenario, against): the reference is what others are held against.
template <class Work>
void each_pair(const Comparison& found, std::size_t reference, Work work) {
  std::vector<std::size_t> order = {reference};
  for (std::size_t s = 0; s < found.scenarios(); ++s) {
    if (s != reference) order.push_back(s);
  }
  for (std::size_t j = 0; j < order.size(); ++j) {
    for (std::size_t i = j + 1; i < order.size(); ++i) work(order[i], order[j]);
  }
}

analyse::AnswerTable differences_table(const Comparison& found, std::size_t reference) {
  Columns c;
  for (std::size_t g = 0; g < found.goals().size(); ++g) {
    each_pair(found, reference, [&](std::size_t scenario, std::size_t against) {
      const auto apart = found.difference(g, scenario, against);
      c.goal.push_back(found.goals()[g].name);
      c.scenario.push_back(found.program(scenario).scenario);
      c.against.push_back(found.program(against).scenario);
      c.a.push_back(static_cast<double>(apart.only_a));
      c.b.push_back(static_cast<double>(apart.only_b));
      c.value.push_back(apart.value);
      c.interval(apart.interval);
    });
  }
  return {"differences",
          {texts("goal", c.goal), texts("scenario", c.scenario), texts("against", c.against),
           numbers("only_scenario", "1", c.a), numbers("only_against", "1", c.b),
           numbers("difference", "1", c.value), numbers("low", "1", c.low), numbers("high", "1", c.high)}};
}

analyse::AnswerTable best_rows(const Comparison& found) {
  Columns c;
  std::vector<std::string> rivals;
  for (std::size_t g = 0; g < found.goals().size(); ++g) {
    const auto best = found.best(g);
    c.goal.push_back(found.goals()[g].name);
    c.scenario.push_back(found.program(best.scenario).scenario);
    c.value.push_back(static_cast<double>(found.hits(g, best.scenario)) / static_cast<double>(found.worlds()));
    c.a.push_back(best.confidence);
    std::string& names = rivals.emplace_back();
    for (const auto s : best.not_told_apart) names += (names.empty() ? "" : "; ") + found.program(s).scenario;
  }
  return {"best",
          {texts("goal", c.goal), texts("scenario", c.scenario), numbers("probability", "1", c.value),
           numbers("confidence", "1", c.a), texts("not_told_apart", rivals)}};
}

analyse::AnswerTable expected_table(const Comparison& found, std::size_t reference) {
  Columns c;
  each_pair(found, reference, [&](std::size_t scenario, std::size_t against) {
    const auto apart = found.met_difference(scenario, against);
    c.scenario.push_back(found.program(scenario).scenario);
    c.against.push_back(found.program(against).scenario);
    c.a.push_back(found.met(scenario));
    c.b.push_back(static_cast<double>(found.targets()));
    c.value.push_back(apart.value);
    c.interval(apart.interval);
  });
  return {"expected",
          {texts("scenario", c.scenario), texts("against", c.against), numbers("expected", "1", c.a),
           numbers("targets", "1", c.b), numbers("difference", "1", c.value), numbers("low", "1", c.low),
           numbers("high", "1", c.high)}};
}

}  // namespace

std::string comparison(const Comparison& found, std::size_t reference, std::uint64_t seed,
                       const VerdictOptions& options) {
  const base::Language language = options.language;
  const auto& program = found.program(reference);
  std::string said = headline(say(Text::compare_heading, language,
                                  {{"region", shown(program.region, language, shown(program.title, language))}}),
                              options)
                         .substr(1);
  std::string line = say(Text::compare_line, language,
                         {{"n", std::to_string(found.scenarios())},
                          {"worlds", count(found.worlds(), language)},
                          {"seed", std::to_string(seed)},
                          {"label", scenario_name(program, language)}});
  if (found.left_out() > 0) {
    line += " " + say(Text::compare_left_out, language, {{"n", count(found.left_out(), language)}});
  }
  said += paragraph("", line, options.columns()) + differences(found, reference, options);
  said += headline(std::string(text(Text::best_heading, language)), options) + best_table(found, options) + "\n";
  for (const Text note : {Text::best_note, Text::compare_note}) {
    said += paragraph("• ", text(note, language), options.columns());
  }
  return finished(said);
}

analyse::Answer comparison_answer(const Comparison& found, std::size_t reference) {
  analyse::Answer answer;
  answer.question = "compare";
  answer.name = "compare";
  for (const auto& goal : found.goals()) answer.name += " " + goal.name;
  answer.name += " against " + found.program(reference).scenario + ":";
  for (std::size_t s = 0; s < found.scenarios(); ++s) {
    if (s != reference) answer.name += " " + found.program(s).scenario;
  }
  answer.tables = {probabilities_table(found), differences_table(found, reference), best_rows(found),
                   expected_table(found, reference)};
  return answer;
}

}  // namespace prospect::report
