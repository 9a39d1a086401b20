#include <algorithm>
#include <cmath>

#include "base/unicode.hpp"
#include "publish/sections.hpp"
#include "report/answer.hpp"
#include "report/names.hpp"
#include "report/numbers.hpp"
#include "report/stopping.hpp"

namespace prospect::publish {
namespace {

using report::Text;

std::vector<Column> target_columns(const View& view) {
  const auto dataset = [&](std::string_view what) { return dataset_of(view.scenario(), what); };
  return {on_page(words("number", view.words(Text::column_number))),
          in_data(words("target", view.words(Phrase::column_code))),
          words("label", view.words(Text::column_target)),
          words("wanted", view.words(Text::column_wanted)),
          on_page(words("figure", view.words(Text::column_figure))),
          in_data(numbers("median", view.words(Text::column_median), "", dataset("figure_quantiles"))),
          in_data(numbers("q05", view.words(Phrase::column_q05), "", dataset("figure_quantiles"))),
          in_data(numbers("q95", view.words(Phrase::column_q95), "", dataset("figure_quantiles"))),
          in_data(words("unit", view.words(Text::column_unit))),
          shares("probability", view.words(Phrase::column_probability), dataset("probability")),
          in_data(shares("low", view.words(Phrase::column_low), dataset("probability_low"))),
          in_data(shares("high", view.words(Phrase::column_high), dataset("probability_high"))),
          on_page(words("interval", view.words(Phrase::column_interval))),
          in_data(shares("assumption_low", view.words(Phrase::column_assumption_low), dataset("assumption_low"))),
          in_data(shares("assumption_high", view.words(Phrase::column_assumption_high), dataset("assumption_high"))),
          on_page(words("assumptions", view.words(Phrase::column_assumptions))),
          in_data(shares("reported", view.words(Phrase::column_reported), dataset("reported_hits"))),
          words("word", view.words(Text::column_word)),
          numbers("shortfall", view.words(Text::column_shortfall), "", dataset("shortfall"))};
}

/// A share with as many decimals as its interval supports is written by report::probability; formats with real
/// numbers show one.
Cell share_or_none(double value) { return {std::isnan(value) ? "-" : "", value}; }

std::vector<Cell> target_row(const View& view, const summarise::TargetCount& count) {
  const auto language = view.language();
  const auto& summary = view.scenario().summary;
  const auto& program = view.program();
  const auto& target = program.targets[count.target];
  const auto& variable = program.variables[target.variable->value];
  const auto met = counted(summary, count);
  const auto fate = report::fate(met, view.options);
  const auto interval = view.options.intervals(met);
  const auto paths = static_cast<double>(summary.paths);
  const auto& q = count.figure.quantiles;
  const auto figure = [&](double value) { return fitted(value, q.front(), q.back(), language); };
  std::string shown = fate.probability;
  double reported = std::nan("");
  if (count.reported_hits) {
    reported = static_cast<double>(*count.reported_hits) / paths;
    shown += "\n" + report::say(Text::as_reported, language,
                                {{"p", report::fate(counted_reported(summary, count), view.options).probability}});
  }
  // A star points to how the target was read.
  const bool is_noted = !report::shown(target.reason, language).empty();
  return {cell(report::target_number(target) + (is_noted ? "*" : "")),
          cell(target.code),
          cell(report::shown(target.label, language, target.code)),
          cell(report::target_wanted(program, target, language)),
          cell(report::figure_text(count.figure, report::figure_unit(program, target, language), language)),
          figure(q[3]),
          figure(q.front()),
          figure(q.back()),
          cell(report::unit_name(program, variable.unit, language)),
          cell(shown, static_cast<double>(count.hits) / paths),
          share_or_none(interval.low),
          share_or_none(interval.high),
          cell(fate.range),
          share_or_none(count.assumptions.low),
          share_or_none(count.assumptions.high),
          cell(report::assumption_text(count.assumptions, language)),
          share_or_none(reported),
          cell(fate.word, signal_of(fate.likelihood)),
          cell(report::shortfall_text(count, language), count.shortfall)};
}

Table target_table(const View& view) {
  Table made = table("targets", view.words(Phrase::targets_caption), target_columns(view));
  const auto& scenario = view.scenario();
  for (const auto& theme : report::themes_of(scenario)) {
    made.headings.emplace_back(made.rows.size(), report::theme_name(theme, view.language()));
    for (const auto& count : scenario.summary.targets) {
      if (scenario.program.targets[count.target].theme == theme) made.rows.push_back(target_row(view, count));
    }
  }
  return made;
}

std::string_view signal_name(Signal signal) {
  switch (signal) {
    case Signal::good:
      return "good";
    case Signal::doubtful:
      return "doubtful";
    case Signal::bad:
      return "bad";
    case Signal::none:
      break;
  }
  return "none";
}

/// Targets of one theme: all of them in one picture would not fit on a page.
Chart probability_chart(const View& view, const std::string& theme) {
  const auto& summary = view.scenario().summary;
  std::vector<std::string> name, signal, word;
  std::vector<double> probability, low, high, assumption_low, assumption_high;
  for (const auto& count : summary.targets) {
    if (view.program().targets[count.target].theme != theme) continue;
    const auto met = counted(summary, count);
    const auto interval = view.options.intervals(met);
    const auto fate = report::fate(met, view.options);
    name.push_back(report::target_name(view.program().targets[count.target], view.language()));
    probability.push_back(static_cast<double>(count.hits) / static_cast<double>(summary.paths));
    low.push_back(interval.low);
    high.push_back(interval.high);
    assumption_low.push_back(count.assumptions.low);
    assumption_high.push_back(count.assumptions.high);
    signal.emplace_back(signal_name(signal_of(fate.likelihood)));
    word.push_back(fate.word);
  }
  Chart chart;
  chart.id = "probabilities-" + theme;
  chart.kind = "probabilities";
  chart.title = view.words(Phrase::probabilities_title, {{"theme", report::theme_name(theme, view.language())}});
  chart.description = view.words(Phrase::probabilities_description);
  chart.words = {{"axis", view.words(Phrase::axis_probability)},
                 {"sampling", view.words(Phrase::column_interval)},
                 {"assumptions", view.words(Phrase::column_assumptions)}};
  chart.data = {{"targets",
                 {report::texts("name", name), report::numbers("probability", "1", probability),
                  report::numbers("low", "1", low), report::numbers("high", "1", high),
                  report::numbers("assumption_low", "1", assumption_low),
                  report::numbers("assumption_high", "1", assumption_high), report::texts("signal", signal),
                  report::texts("word", word)}}};
  chart.dataset = dataset_of(view.scenario(), "probability");
  return chart;
}

/// What tempers or sharpens the verdict: the plan's own arithmetic, the track record, what is not assessed.
Points beside_the_verdict(const View& view) {
  Points points;
  constexpr std::size_t most_findings = 4;
  auto against = report::contradictions(analyse::Finding::Kind::plan_arithmetic, view.record.audit);
  against.resize(std::min(against.size(), most_findings));
  for (const auto* finding : against) {
    points.items.push_back(
        view.words(Phrase::verdict_arithmetic,
                   {{"finding", report::finding_words(*finding, &view.program(), view.language())},
                    {"figures", report::finding_figures(*finding, &view.program(), view.language())}}));
  }
  for (const auto* answer : answers_to(view.record, "score")) {
    const auto* counts = table_in(*answer, "counts");
    if (counts == nullptr || numbers_in(*counts, "origin").empty()) continue;
    const auto whole = [&](const char* column) {
      return report::number(numbers_in(*counts, column).front(), 0, view.language());
    };
    const double expected = numbers_in(*counts, "expected").front(), met = numbers_in(*counts, "met").front();
    const bool gloomy = met > numbers_in(*counts, "high").front(), hopeful = met < numbers_in(*counts, "low").front();
    points.items.push_back(view.words(gloomy    ? Phrase::verdict_record_gloomy
                                      : hopeful ? Phrase::verdict_record_hopeful
                                                : Phrase::verdict_record_fair,
                                      {{"origin", std::to_string(std::lround(numbers_in(*counts, "origin").front()))},
                                       {"expected", report::number(expected, 1, view.language())},
                                       {"n", whole("targets")},
                                       {"met", whole("met")}}));
    break;
  }
  const auto omitted = report::omitted_targets(view.record).size();
  if (omitted > 0) {
    const auto all = omitted + report::listed_targets(view.record.scenarios).size();
    points.items.push_back(
        view.words(Phrase::verdict_omitted, {{"n", std::to_string(omitted)}, {"all", std::to_string(all)}}));
  }
  return points;
}

/// How targets were read where the plan leaves room: notes of the table of targets.
Table readings(const View& view) {
  Table made = table(
      "readings", view.words(Phrase::readings_caption),
      {words("target", view.words(Text::column_target)), words("reading", view.words(Phrase::column_reading)),
       quotes("printed", view.words(Phrase::column_as_printed)), quotes("place", view.words(Phrase::column_place))});
  for (const auto& count : view.scenario().summary.targets) {
    const auto& target = view.program().targets[count.target];
    const std::string note = report::shown(target.reason, view.language());
    if (note.empty()) continue;
    made.rows.push_back({cell(report::target_name(target, view.language())), cell(note),
                         cell(base::printable(target.printed)), cell(base::printable(target.place_in_report))});
  }
  return made;
}

}  // namespace

Section verdict_section(const View& view) {
  Section section{"verdict", view.words(Phrase::verdict_title), view.words(Phrase::verdict_navigation), {}};
  const auto& scenario = view.scenario();
  section.blocks.push_back(
      Subheading{report::say(Text::scenario_heading, view.language(),
                             {{"label", report::scenario_name(scenario.program, view.language())}})});
  const std::string about = report::shown(scenario.program.description, view.language());
  if (!about.empty()) section.blocks.push_back(Paragraph{about});
  const std::string failed = report::failed_sentence(scenario, view.options);
  const double failed_share = scenario.summary.paths == 0 ? 0
                                                          : static_cast<double>(scenario.summary.failed) /
                                                                static_cast<double>(scenario.summary.paths);
  // Above its limit a failure concerns every number below, so it comes first.
  if (failed_share > scenario.program.failed_limit) section.blocks.push_back(Paragraph{failed, Signal::bad});
  section.blocks.push_back(Points{report::verdict_sentences(scenario, view.options)});
  const Points beside = beside_the_verdict(view);
  if (scenario.summary.targets.empty()) return section;
  for (auto& chart : headline_fans(view)) section.blocks.push_back(std::move(chart));
  if (!beside.items.empty()) section.blocks.push_back(beside);
  section.blocks.push_back(target_table(view));
  section.blocks.push_back(Paragraph{view.words(Phrase::targets_note)});
  const auto& counts = scenario.summary.targets;
  if (std::any_of(counts.begin(), counts.end(), [](const auto& count) { return count.reported_hits.has_value(); })) {
    section.blocks.push_back(Paragraph{view.words(Phrase::reported_note)});
  }
  Table read = readings(view);
  if (!read.rows.empty()) section.blocks.push_back(std::move(read));
  for (const auto& theme : report::themes_of(scenario)) section.blocks.push_back(probability_chart(view, theme));
  if (!failed.empty() && failed_share <= scenario.program.failed_limit) section.blocks.push_back(Paragraph{failed});
  return section;
}

}  // namespace prospect::publish
