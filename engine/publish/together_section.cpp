#include <algorithm>
#include <cmath>

#include "publish/sections.hpp"
#include "report/answer.hpp"
#include "report/fate.hpp"
#include "report/names.hpp"
#include "report/numbers.hpp"
#include "report/section.hpp"

namespace prospect::publish {
namespace {

using report::Text;

constexpr std::size_t pairs_told = 8;
/// A matrix of more rows cannot be read on a page.
constexpr std::size_t most_in_matrix = 12;

Chart count_chart(const View& view) {
  const auto& summary = view.scenario().summary;
  const auto paths = static_cast<double>(summary.paths);
  std::vector<double> met, share_of, at_least;
  Chart chart;
  chart.id = "count";
  chart.kind = "count";
  chart.title = view.words(Phrase::count_title);
  chart.description = report::verdict_sentences(view.scenario(), view.options)[1];
  chart.dataset = dataset_of(view.scenario(), "met_count");
  chart.words = {{"met", view.words(Phrase::axis_met)},
                 {"share", view.words(Phrase::axis_paths)},
                 {"at_least", view.words(Phrase::column_at_least)},
                 {"median", view.words(Text::column_median)}};
  chart.table = table("count-table", chart.title,
                      {counts("met", view.words(Phrase::axis_met), ""),
                       shares("share", view.words(Phrase::column_exactly), chart.dataset),
                       shares("at_least", view.words(Phrase::column_at_least), chart.dataset)});
  for (std::size_t k = 0; k < summary.met_count.size(); ++k) {
    met.push_back(static_cast<double>(k));
    share_of.push_back(static_cast<double>(summary.met_count[k]) / paths);
    at_least.push_back(static_cast<double>(report::at_least(summary, k)) / paths);
    chart.table.rows.push_back({cell(std::to_string(k), met.back()), share(share_of.back(), 1, view.language()),
                                share(at_least.back(), 1, view.language())});
  }
  const auto median = static_cast<double>(report::met_range(summary).median);
  chart.data = {{"count",
                 {report::numbers("met", "1", met), report::numbers("share", "1", share_of),
                  report::numbers("at_least", "1", at_least)}},
                {"marks", {report::numbers("met", "1", {median})}}};
  return chart;
}

std::string name_of(const View& view, std::size_t assessed) {
  return report::target_name(report::target_of(view.scenario(), assessed), view.language());
}

/// Targets of the strongest pairs, in their own order, and the pairs among them.
Chart matrix_chart(const View& view, const std::vector<report::Pair>& pairs) {
  std::vector<std::size_t> rows;
  for (const auto& pair : pairs) {
    for (const std::size_t one : {pair.a, pair.b}) {
      const bool is_new = std::find(rows.begin(), rows.end(), one) == rows.end();
      if (is_new && rows.size() < most_in_matrix) rows.push_back(one);
    }
  }
  const auto is_row = [&](std::size_t one) { return std::find(rows.begin(), rows.end(), one) != rows.end(); };
  std::vector<std::string> a, b;
  std::vector<double> phi, both, chance;
  Chart chart;
  chart.id = "together";
  chart.kind = "matrix";
  chart.title = view.words(Text::pairs_heading);
  chart.description = view.words(Phrase::matrix_description);
  chart.dataset = dataset_of(view.scenario(), "both_missed");
  chart.words = {{"phi", view.words(Phrase::column_phi)}, {"both", view.words(Phrase::column_both)}};
  chart.table =
      table("together-table", chart.title,
            {words("a", view.words(Text::column_target)), words("b", view.words(Phrase::column_other_target)),
             shares("both", view.words(Phrase::column_both), chart.dataset),
             shares("chance", view.words(Phrase::column_by_chance), chart.dataset),
             numbers("phi", view.words(Phrase::column_phi), "1", chart.dataset)});
  chart.table.columns.back().decimals = 2;
  for (const auto& pair : pairs) {
    if (!is_row(pair.a) || !is_row(pair.b)) continue;
    a.push_back(name_of(view, pair.a));
    b.push_back(name_of(view, pair.b));
    phi.push_back(pair.phi);
    both.push_back(pair.both);
    chance.push_back(pair.chance);
    chart.table.rows.push_back({cell(a.back()), cell(b.back()), share(pair.both, 0, view.language()),
                                share(pair.chance, 0, view.language()),
                                cell(report::number(pair.phi, 2, view.language()), pair.phi)});
  }
  chart.data = {{"pairs",
                 {report::texts("a", a), report::texts("b", b), report::numbers("phi", "1", phi),
                  report::numbers("both", "1", both), report::numbers("chance", "1", chance)}}};
  return chart;
}

Points pair_lines(const View& view, const std::vector<report::Pair>& pairs) {
  Points points;
  for (std::size_t k = 0; k < std::min(pairs.size(), pairs_told); ++k) {
    const auto& pair = pairs[k];
    points.items.push_back(report::say(Text::pair_line, view.language(),
                                       {{"a", name_of(view, pair.a)},
                                        {"b", name_of(view, pair.b)},
                                        {"both", report::percent(pair.both, 0, view.language())},
                                        {"chance", report::percent(pair.chance, 0, view.language())},
                                        {"phi", report::number(pair.phi, 2, view.language())}}));
  }
  return points;
}

Points binding(const View& view) {
  const auto& summary = view.scenario().summary;
  Points points;
  if (summary.all_met == summary.paths) return {{view.words(Text::binding_no_miss)}};
  const auto line = [&](Text key, std::size_t assessed, const summarise::Counted& of) {
    points.items.push_back(report::say(
        key, view.language(),
        {{"target", name_of(view, assessed)}, {"p", report::fate(of, view.options).probability}}));
  };
  if (const auto alone = report::most_alone(summary)) {
    line(Text::binding_alone, *alone, {summary.targets[*alone].only_miss, summary.paths});
  } else {
    points.items.push_back(view.words(Text::binding_none_alone));
  }
  const std::size_t lowest = report::weakest(summary, 1).front();
  line(Text::binding_lowest, lowest, counted(summary, summary.targets[lowest]));
  return points;
}

Table groups(const View& view) {
  const auto& scenario = view.scenario();
  Table made =
      table("groups", view.words(Text::groups_heading),
            {words("group", view.words(Text::column_group)), counts("targets", view.words(Text::column_members), ""),
             shares("probability", view.words(Phrase::column_probability), dataset_of(scenario, "group_probability")),
             in_data(shares("low", view.words(Phrase::column_low), dataset_of(scenario, "group_low"))),
             in_data(shares("high", view.words(Phrase::column_high), dataset_of(scenario, "group_high"))),
             on_page(words("interval", view.words(Phrase::column_interval))),
             on_page(words("assumptions", view.words(Phrase::column_assumptions))),
             words("word", view.words(Text::column_word))});
  for (const auto& group : scenario.summary.groups) {
    if (group.targets.empty()) continue;
    const auto all = counted(scenario.summary, group);
    const auto fate = report::fate(all, view.options);
    const auto interval = view.options.intervals(all);
    const std::string assumed = report::assumption_text(group.assumptions, view.language());
    made.rows.push_back(
        {cell(report::group_name(group, view.language())),
         cell(std::to_string(group.targets.size()), static_cast<double>(group.targets.size())),
         cell(fate.probability, static_cast<double>(group.all_met) / static_cast<double>(scenario.summary.paths)),
         cell("", interval.low), cell("", interval.high), cell(fate.range),
         cell(assumed),
         cell(fate.word, signal_of(fate.likelihood))});
  }
  return made;
}

}  // namespace

Section together_section(const View& view) {
  Section section{"together", view.words(Phrase::together_title), view.words(Phrase::together_navigation), {}};
  const auto& summary = view.scenario().summary;
  if (summary.targets.size() < 2 || summary.paths == 0) return section;
  section.blocks.push_back(count_chart(view));
  section.blocks.push_back(Subheading{view.words(Text::binding_heading)});
  section.blocks.push_back(binding(view));
  const auto pairs = report::pairs_beyond_chance(summary, summary.targets.size() * summary.targets.size());
  section.blocks.push_back(Subheading{view.words(Text::pairs_heading)});
  if (pairs.empty()) {
    section.blocks.push_back(Paragraph{view.words(Text::pairs_none)});
  } else {
    section.blocks.push_back(pair_lines(view, pairs));
    section.blocks.push_back(matrix_chart(view, pairs));
  }
  section.blocks.push_back(groups(view));
  return section;
}

}  // namespace prospect::publish
