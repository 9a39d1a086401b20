#include "report/seek.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "report/answer.hpp"
#include "report/layout.hpp"
#include "report/names.hpp"
#include "report/numbers.hpp"
#include "report/section.hpp"
#include "report/texts.hpp"

namespace prospect::report {
namespace {

using analyse::LeverAnswer;
using analyse::SeekAnswer;
using Outcome = SeekAnswer::Outcome;

/// Rows of other values shown, at most about.
constexpr std::size_t shown_trials = 9;

class Writer {
 public:
  Writer(const SeekAnswer& answer, const model::Program& program, const VerdictOptions& options)
      : answer_(answer), program_(program), options_(options), language_(options.language) {}

  std::string text() {
    const std::string heading = say(Text::seek_heading, language_, {{"goals", goals()}, {"wanted", wanted()}});
    std::string said = headline(heading, options_).substr(1);
    said += paragraph("",
                      say(Text::seek_run, language_,
                          {{"label", shown(answer_.label, language_, answer_.scenario)},
                           {"paths", count(answer_.paths, language_)},
                           {"seed", std::to_string(answer_.seed)}}),
                      options_.columns()) +
            "\n";
    said += levers() + "\n" + outcome() + remarks();
    if (answer_.trials.size() > 1) said += trials();
    if (!answer_.written.empty()) said += "\n" + line(Text::seek_written, {{"file", answer_.written}});
    return finished(said);
  }

  /// For the what-if page, where no table stands beside them. Of options so wide that each paragraph is a line.
  [[nodiscard]] std::vector<std::string> sentences() const {
    std::vector<std::string> said;
    if (answer_.outcome == Outcome::found) {
      for (const auto& lever : answer_.levers) {
        const std::string of = interval(lever);
        said.push_back(shown(lever.label, language_, lever.name) + ": " + with_unit(value(lever), unit(lever)) +
                       (of == "-" ? "" : " (" + of + ")"));
      }
    }
    std::string lines = no_gain() ? line(Text::seek_no_effect, {{"before", chance(answer_.before)},
                                                                {"range", range_of(answer_.before)}})
                                  : outcome();
    if (!all_fixed() && answer_.outcome != Outcome::met_already) {
      lines += line(Text::page_seek_doubt, {{"at_present", chance(answer_.at_present)}});
    }
    lines += line(Text::page_seek_paths, {{"paths", count(answer_.paths, language_)}});
    lines = finished(lines);
    for (std::size_t end = lines.find('\n'); end != std::string::npos; end = lines.find('\n')) {
      constexpr std::string_view bullet = "• ";
      const std::size_t begin = lines.starts_with(bullet) ? bullet.size() : 0;
      if (end > begin) said.push_back(lines.substr(begin, end - begin));
      lines.erase(0, end + 1);
    }
    return said;
  }

 private:
  [[nodiscard]] bool all_fixed() const {
    return std::all_of(answer_.levers.begin(), answer_.levers.end(), [](const auto& lever) { return lever.fixed; });
  }
  /// What was tried cannot be told from what is.
  [[nodiscard]] bool no_gain() const {
    return answer_.outcome == Outcome::out_of_reach &&
           answer_.after.interval().low <= std::max(answer_.before.interval().high, answer_.at_present.interval().high);
  }
  [[nodiscard]] std::string range_of(const analyse::Hits& hits) const {
    return probability_range(hits.interval(), language_);
  }

  using Fillings = std::initializer_list<Filling>;

  [[nodiscard]] std::string line(Text key, Fillings fillings) const {
    return paragraph("• ", say(key, language_, fillings), options_.columns());
  }
  [[nodiscard]] std::string head(Text key) const { return std::string(text_of(key)); }
  [[nodiscard]] std::string_view text_of(Text key) const { return report::text(key, language_); }

  [[nodiscard]] std::string goals() const {
    std::string list;
    for (const auto& goal : answer_.goals) {
      const bool single = goal.targets.size() == 1;
      list += (list.empty() ? "" : "; ") + (single ? target_name(program_.targets[goal.targets.front()], language_)
                                                  : shown(goal.label, language_, goal.name));
    }
    return list;
  }
  [[nodiscard]] std::string wanted() const {
    return with_unit(plain(100 * answer_.wanted, language_), "%");
  }
  [[nodiscard]] std::string chance(const analyse::Hits& hits) const {
    return probability(hits.hits, hits.n, hits.interval(), language_);
  }
  [[nodiscard]] std::string unit(const LeverAnswer& lever) const { return unit_name(program_, lever.unit, language_); }

  /// Decimals that the interval supports, none beyond those tried.
  [[nodiscard]] static int decimals(const LeverAnswer& lever) {
    const double width = lever.to - lever.from;
    if (lever.value == lever.low || lever.value == lever.high) return lever.decimals;
    if (!(width > 0)) return std::min(lever.decimals, decimals_for(lever.low, lever.high) + 1);
    return std::min(lever.decimals, decimals_for(lever.from, lever.to));
  }
  [[nodiscard]] std::string value(const LeverAnswer& lever) const {
    const bool found = answer_.outcome == Outcome::found;
    const bool at_bound = lever.value == lever.low || lever.value == lever.high;
    return found && !at_bound ? number(lever.value, decimals(lever), language_)
                 : trimmed(lever.value, decimals(lever), language_);
  }

  [[nodiscard]] std::string interval(const LeverAnswer& lever) const {
    if (std::isnan(lever.from) && std::isnan(lever.to)) return "-";
    const auto end = [&](double v) { return std::isnan(v) ? "…" : number(v, decimals(lever), language_); };
    if (lever.from == lever.to) return "-";  // held at its bound
    if (!std::isnan(lever.from) && !std::isnan(lever.to)) {
      return range(lever.from, lever.to, decimals(lever), language_);
    }
    return end(lever.from) + " – " + end(lever.to);
  }

  [[nodiscard]] std::string levers() const {
    const bool found = answer_.outcome == Outcome::found;
    const bool tells = found || answer_.outcome == Outcome::out_of_reach;
    std::vector<Column> heads = {{head(Text::column_lever), Align::left, 44, 16},
                                 {head(Text::column_now), Align::right, 16, 6}};
    if (tells) heads.push_back({head(found ? Text::column_needed : Text::column_tried), Align::right, 16, 6});
    if (found) heads.push_back({head(Text::column_seek_interval), Align::right, 20, 8});
    heads.push_back({head(Text::column_may), Align::right, 20, 8});
    Table table(std::move(heads), options_.columns());
    for (const auto& lever : answer_.levers) {
      const std::string of = unit(lever);
      std::vector<Cell> cells = {{shown(lever.label, language_, lever.name) + (of.empty() ? "" : ", " + of)},
                                 {trimmed(lever.present, decimals(lever), language_) + (lever.fixed ? "" : "*")}};
      if (tells) cells.push_back({value(lever)});
      if (found) cells.push_back({interval(lever)});
      cells.push_back({bounds(lever)});
      table.row(std::move(cells));
    }
    return table.text(options_.color);
  }

  [[nodiscard]] std::string bounds(const LeverAnswer& lever) const {
    const std::string low = plain(lever.low, language_), high = plain(lever.high, language_);
    if (lever.low >= 0) return low + "–" + high;
    return say(Text::seek_between, language_, {{"low", low}, {"high", high}});
  }

  [[nodiscard]] std::string outcome() const {
    const std::string before = chance(answer_.before), after = chance(answer_.after);
    const std::string range = probability_range(answer_.after.interval(), language_);
    switch (answer_.outcome) {
      case Outcome::found: return line(Text::seek_found, {{"after", after}, {"range", range}, {"before", before}});
      case Outcome::met_already: return line(Text::seek_met, {{"before", before}, {"range", range}});
      case Outcome::no_effect: return line(Text::seek_no_effect, {{"before", before}, {"range", range}});
      case Outcome::out_of_reach: break;
    }
    const auto& lever = answer_.levers.front();
    if (answer_.levers.size() > 1) {
      return line(Text::seek_out_several,
                  {{"wanted", wanted()}, {"after", after}, {"range", range}, {"before", before}});
    }
    return line(Text::seek_out_one, {{"wanted", wanted()},
                                     {"low", plain(lever.low, language_)},
                                     {"high", with_unit(plain(lever.high, language_), unit(lever))},
                                     {"value", with_unit(value(lever), unit(lever))},
                                     {"after", after},
                                     {"range", range},
                                     {"before", before}});
  }

  [[nodiscard]] std::string remarks() const {
    std::string said;
    const bool found = answer_.outcome == Outcome::found;
    if (answer_.spread > 0) {
      const auto& lever = answer_.levers.front();
      said += line(Text::seek_spread, {{"spread", with_unit(plain(answer_.spread, language_), unit(lever))}});
    }
    if (!all_fixed()) {
      said += paragraph("", text_of(Text::seek_history), options_.columns());
      if (answer_.outcome != Outcome::met_already && answer_.spread == 0) {
        said += line(Text::seek_doubt, {{"at_present", chance(answer_.at_present)}});
      }
    }
    if (answer_.levers.size() > 1 && answer_.outcome != Outcome::met_already) {
      said += answer_.least_effort && found
                  ? line(Text::seek_effort, {{"effort", percent(answer_.effort, 0, language_)},
                                             {"rounds", std::to_string(answer_.rounds)}})
                  : answer_.least_effort ? "" : line(Text::seek_way, {});
    }
    if (!found) return said;
    said += line(Text::seek_interval, {});
    const bool open = std::any_of(answer_.levers.begin(), answer_.levers.end(), [](const auto& l) {
      return std::isnan(l.from) != std::isnan(l.to);
    });
    return open ? said + line(Text::seek_open, {}) : said;
  }

  /// Rows of the grid, about evenly, and the answer in its place.
  [[nodiscard]] std::vector<analyse::LeverTrial> chosen() const {
    const auto& all = answer_.trials;
    std::vector<analyse::LeverTrial> rows;
    const std::size_t step = (all.size() + shown_trials - 1) / shown_trials;
    for (std::size_t k = 0; k < all.size(); ++k) {
      if (k % step == 0 || k + 1 == all.size()) rows.push_back(all[k]);
    }
    return rows;
  }

  [[nodiscard]] std::string trials() const {
    std::vector<Column> heads;
    for (const auto& lever : answer_.levers) {
      const std::string of = answer_.levers.size() > 1 ? "" : unit(lever);
      heads.push_back({shown(lever.label, language_, lever.name) + (of.empty() ? "" : ", " + of), Align::right, 26, 8});
    }
    heads.push_back({head(Text::column_chance_of), Align::right, 14, 8});
    heads.push_back({head(Text::column_seek_interval), Align::right, 20, 8});
    Table table(std::move(heads), options_.columns());
    for (const auto& trial : chosen()) {
      std::vector<Cell> cells;
      for (std::size_t k = 0; k < trial.values.size(); ++k) {
        cells.push_back({trimmed(trial.values[k], answer_.levers[k].decimals, language_)});
      }
      cells.push_back({chance(trial.hits)});
      cells.push_back({probability_range(trial.hits.interval(), language_)});
      table.row(std::move(cells));
    }
    return headline(head(Text::seek_tried), options_) + table.text(options_.color) +
           paragraph("", text_of(Text::seek_tried_note), options_.columns());
  }

  const SeekAnswer& answer_;
  const model::Program& program_;
  const VerdictOptions& options_;
  base::Language language_;
};

analyse::AnswerTable result_table(const SeekAnswer& answer, const std::string& goals) {
  const auto interval = answer.after.interval();
  return {"result",
          {texts("goals", {goals}), texts("outcome", {outcome_word(answer.outcome)}),
           numbers("wanted", "1", {answer.wanted}), numbers("probability", "1", {answer.after.share()}),
           numbers("probability_low", "1", {interval.low}), numbers("probability_high", "1", {interval.high}),
           numbers("before", "1", {answer.before.share()}),
           numbers("at_present_values", "1", {answer.at_present.share()}),
           numbers("paths", "1", {static_cast<double>(answer.after.n)}), numbers("effort", "1", {answer.effort}),
           texts("written", {answer.written})}};
}

analyse::AnswerTable lever_table(const SeekAnswer& answer) {
  std::vector<std::string> names, units;
  std::vector<double> present, fixed, value, from, to, low, high;
  const bool tells = answer.outcome != Outcome::no_effect;
  for (const auto& lever : answer.levers) {
    names.push_back(lever.name);
    units.push_back(lever.unit);
    present.push_back(lever.present);
    fixed.push_back(lever.fixed ? 1 : 0);
    value.push_back(tells ? lever.value : LeverAnswer::none);
    from.push_back(lever.from);
    to.push_back(lever.to);
    low.push_back(lever.low);
    high.push_back(lever.high);
  }
  // Where units differ by row they stand in a column of their own.
  const bool alike = std::all_of(units.begin(), units.end(), [&](const auto& u) { return u == units.front(); });
  const std::string unit = alike ? units.front() : "of column unit";
  return {"levers",
          {texts("lever", names), texts("unit", units), numbers("present", unit, present),
           numbers("present_is_one_number", "1", fixed), numbers("value", unit, value),
           numbers("interval_low", unit, from), numbers("interval_high", unit, to),
           numbers("bound_low", unit, low), numbers("bound_high", unit, high)}};
}

analyse::AnswerTable trial_table(const SeekAnswer& answer) {
  analyse::AnswerTable table{"trials", {}};
  for (std::size_t k = 0; k < answer.levers.size(); ++k) {
    std::vector<double> values;
    for (const auto& trial : answer.trials) values.push_back(trial.values[k]);
    table.columns.push_back(numbers(answer.levers[k].name, answer.levers[k].unit, std::move(values)));
  }
  std::vector<double> share, low, high, paths;
  for (const auto& trial : answer.trials) {
    share.push_back(trial.hits.share());
    low.push_back(trial.hits.interval().low);
    high.push_back(trial.hits.interval().high);
    paths.push_back(static_cast<double>(trial.hits.n));
  }
  table.columns.push_back(numbers("probability", "1", share));
  table.columns.push_back(numbers("probability_low", "1", low));
  table.columns.push_back(numbers("probability_high", "1", high));
  table.columns.push_back(numbers("paths", "1", paths));
  return table;
}

}  // namespace

std::string seek_text(const SeekAnswer& answer, const model::Program& program, const VerdictOptions& options) {
  return Writer(answer, program, options).text();
}

std::vector<std::string> seek_sentences(const SeekAnswer& answer, const model::Program& program,
                                        base::Language language) {
  VerdictOptions options;
  options.language = language;
  options.width = std::numeric_limits<int>::max() / 2;
  return Writer(answer, program, options).sentences();
}

std::string outcome_word(Outcome outcome) {
  switch (outcome) {
    case Outcome::met_already: return "met_already";
    case Outcome::found: return "found";
    case Outcome::out_of_reach: return "out_of_reach";
    case Outcome::no_effect: return "no_effect";
  }
  return "";
}

analyse::Answer to_answer(const SeekAnswer& answer) {
  std::string levers, goals;
  for (const auto& lever : answer.levers) levers += (levers.empty() ? "" : " ") + lever.name;
  for (const auto& goal : answer.goals) goals += (goals.empty() ? "" : " ") + goal.name;
  analyse::Answer out;
  out.name = "seek " + levers + " for " + goals + " in " + answer.scenario;
  out.question = "seek";
  out.tables = {result_table(answer, goals), lever_table(answer), trial_table(answer)};
  return out;
}

}  // namespace prospect::report
