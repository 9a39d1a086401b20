#include "publish/sweep_charts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "report/answer.hpp"
#include "report/names.hpp"
#include "report/numbers.hpp"
#include "report/sweep.hpp"
#include "store/contents.hpp"

namespace prospect::publish {
namespace {

using analyse::SweepDesign;
using report::SweepCount;
using report::Text;

/// Settings drawn along a curve; cells of all panels together, and of one panel at least; points of a scenario.
constexpr std::size_t most_along = 120, most_cells = 1200, least_cells = 16, most_dots = 160;
/// Settings in the table beside a picture.
constexpr std::size_t most_rows = 12, most_down_rows = 8, most_across_rows = 6;

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

/// Columns of a probability as charts take it.
struct SweepFates {
  std::vector<double> probability, low, high;

  void add(const SweepCount& count) {
    const auto interval = count.interval();
    probability.push_back(count.share());
    low.push_back(count.n == 0 ? nothing : interval.low);
    high.push_back(count.n == 0 ? nothing : interval.high);
  }
  void put_into(analyse::AnswerTable& table) const {
    table.columns.push_back(report::numbers("probability", "1", probability));
    table.columns.push_back(report::numbers("low", "1", low));
    table.columns.push_back(report::numbers("high", "1", high));
  }
};

/// Positions of at most `most` of `count` things, both ends among them: every so many where that leaves half of what
/// may be at least, so that steps between settings are equal where they were.
std::vector<std::size_t> evenly(std::size_t count, std::size_t most) {
  for (std::size_t step = 1; count > 1 && most > 1 && 2 * ((count - 1) / step + 1) >= most; ++step) {
    if ((count - 1) % step != 0 || (count - 1) / step + 1 > most) continue;
    std::vector<std::size_t> positions;
    for (std::size_t k = 0; k < count; k += step) positions.push_back(k);
    return positions;
  }
  return report::thinned(count, most);
}

/// Where `value` lies among ascending `values`, in steps; none further than half a step outside.
double place_among(const std::vector<double>& values, double value) {
  if (!std::isfinite(value) || values.size() < 2) return values.size() == 1 && values[0] == value ? 0 : nothing;
  const auto next = std::upper_bound(values.begin() + 1, values.end() - 1, value);
  const auto i = static_cast<std::size_t>(next - values.begin()) - 1;
  const double place = static_cast<double>(i) + (value - values[i]) / (values[i + 1] - values[i]);
  constexpr double half = 0.5;
  return place < -half || place > static_cast<double>(values.size()) - 1 + half ? nothing : place;
}

std::string group_of(const std::vector<analyse::Sweep>& sweeps, std::size_t position) {
  std::vector<std::string> taken;
  for (std::size_t k = 0; k <= position; ++k) taken.push_back(store::group_name(sweeps[k].name, taken));
  return taken.back();
}

/// Steps of a mean over parts of as many points each.
struct SweepMeans {
  std::vector<double> lever, from, to, mean;
  std::vector<std::string> scenario;

  void add(const report::SweepPoints& points, std::size_t of_scenario, std::size_t of_lever, std::size_t goal,
           const std::string& name) {
    std::vector<std::size_t> sorted;
    for (const std::size_t point : points.of(of_scenario)) {
      if (points.count(point, goal).n > 0) sorted.push_back(point);
    }
    std::stable_sort(sorted.begin(), sorted.end(), [&](std::size_t a, std::size_t b) {
      return points.setting(a, of_lever) < points.setting(b, of_lever);
    });
    const std::size_t bins = report::share_bins(sorted.size());
    for (std::size_t bin = 0; bin < bins; ++bin) {
      const std::size_t first = bin * sorted.size() / bins, next = (bin + 1) * sorted.size() / bins;
      double sum = 0;
      for (std::size_t k = first; k < next; ++k) sum += points.count(sorted[k], goal).share();
      lever.push_back(static_cast<double>(of_lever));
      scenario.push_back(name);
      from.push_back(points.setting(sorted[first], of_lever));
      to.push_back(points.setting(sorted[next - 1], of_lever));
      mean.push_back(sum / static_cast<double>(next - first));
    }
  }
};

}  // namespace

struct SweepCharts::Panel {
  std::size_t scenario = 0;
  std::size_t third = 0;    ///< position of the third lever's value
  std::string title;
};

SweepCharts::SweepCharts(const View& view, std::size_t position)
    : view_(view), sweep_(view.record.sweeps.at(position)), position_(position), points_(sweep_) {}

std::string SweepCharts::dataset(std::string_view what) const {
  return fmt::format("/sweep/{}/{}", group_of(view_.record.sweeps, position_), what);
}

std::string SweepCharts::scenario(std::size_t position) const {
  const auto& of = sweep_.scenarios[position];
  return report::shown(of.label, view_.language(), of.name);
}

std::string SweepCharts::goal(std::size_t position) const {
  return report::goal_text(sweep_.goals[position], &view_.program(), view_.language());
}

std::string SweepCharts::lever(std::size_t position) const {
  return report::lever_text(sweep_.levers[position], &view_.program(), view_.language());
}

std::string SweepCharts::setting(std::size_t lever, double value) const {
  return report::setting_text(sweep_.levers[lever], value, &view_.program(), view_.language());
}

std::string SweepCharts::present(std::size_t lever, double value) const {
  return report::present_text(sweep_.levers[lever], value, &view_.program(), view_.language());
}

std::vector<std::size_t> SweepCharts::settings(std::size_t lever, std::size_t most) const {
  const auto& values = sweep_.levers[lever].values;
  std::vector<std::size_t> ascending(values.size()), chosen;
  std::iota(ascending.begin(), ascending.end(), std::size_t{0});
  std::stable_sort(ascending.begin(), ascending.end(),
                   [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  for (const std::size_t k : evenly(values.size(), most)) chosen.push_back(ascending[k]);
  return chosen;
}

std::string SweepCharts::where(std::size_t point) const {
  std::string list;
  for (std::size_t k = 0; k < sweep_.levers.size(); ++k) {
    const auto& of = sweep_.levers[k];
    list += (list.empty() ? "" : "; ") + report::shown(of.label, view_.language(), of.name) + " " +
            setting(k, points_.setting(point, k));
  }
  return list;
}

Chart SweepCharts::chart(std::size_t goal) const {
  if (sweep_.design == SweepDesign::latin_hypercube) return scatter(goal);
  return sweep_.levers.size() == 1 ? curve(goal) : surface(goal);
}

Chart SweepCharts::started(std::size_t of, const char* kind) const {
  Chart chart;
  chart.id = fmt::format("sweep-{}-{}", position_ + 1, of + 1);
  chart.kind = kind;
  chart.title = goal(of);
  chart.dataset = dataset("probability");
  chart.words = {{"low", view_.words(Phrase::column_low)},
                 {"high", view_.words(Phrase::column_high)},
                 {"present", view_.words(Phrase::sweep_present)}};
  return chart;
}

std::string SweepCharts::thinned_note(std::size_t shown) const {
  if (shown >= sweep_.points()) return "";
  return " " + view_.words(Phrase::sweep_chart_thinned, {{"shown", report::count(shown, view_.language())},
                                                         {"all", report::count(sweep_.points(), view_.language())}});
}

std::string SweepCharts::held_note() const {
  std::string held;
  for (std::size_t k = 3; k < sweep_.levers.size(); ++k) {
    const auto& of = sweep_.levers[k];
    held += (held.empty() ? "" : "; ") + report::shown(of.label, view_.language(), of.name) + " " +
            setting(k, of.values[points_.middle(k)]);
  }
  return held.empty() ? "" : " " + report::say(Text::sweep_held, view_.language(), {{"settings", held}});
}

void SweepCharts::add_fate(std::vector<Cell>& row, std::size_t point, std::size_t goal) const {
  const SweepCount count = points_.count(point, goal);
  const auto interval = count.interval();
  row.push_back(cell(report::probability(count.hits, count.n, interval, view_.language()), count.share()));
  row.push_back(cell("", count.n == 0 ? nothing : interval.low));
  row.push_back(cell("", count.n == 0 ? nothing : interval.high));
  row.push_back(cell(count.n == 0 ? "-" : report::probability_range(interval, view_.language())));
}

Table SweepCharts::point_rows(const Chart& chart, std::size_t goal, const std::vector<std::size_t>& points) const {
  Table made = table(chart.id + "-table", chart.title, {words("scenario", view_.words(Phrase::column_scenario))});
  for (std::size_t k = 0; k < sweep_.levers.size(); ++k) {
    made.columns.push_back(numbers(fmt::format("lever_{}", k + 1), lever(k), "", dataset("setting")));
    made.columns.back().decimals = sweep_.levers[k].decimals;
  }
  made.columns.push_back(shares("probability", view_.words(Phrase::column_probability), dataset("probability")));
  made.columns.push_back(in_data(shares("low", view_.words(Phrase::column_low), dataset("probability_low"))));
  made.columns.push_back(in_data(shares("high", view_.words(Phrase::column_high), dataset("probability_high"))));
  made.columns.push_back(on_page(words("interval", view_.words(Phrase::column_interval))));
  for (const std::size_t point : points) {
    std::vector<Cell> row = {cell(scenario(static_cast<std::size_t>(sweep_.scenario[point])))};
    for (std::size_t k = 0; k < sweep_.levers.size(); ++k) {
      const double value = points_.setting(point, k);
      row.push_back(cell(report::trimmed(value, sweep_.levers[k].decimals, view_.language()), value));
    }
    add_fate(row, point, goal);
    made.rows.push_back(std::move(row));
  }
  return made;
}

Chart SweepCharts::curve(std::size_t of) const {
  Chart chart = started(of, "sweep_curve");
  chart.words.insert(chart.words.end(), {{"axis", view_.words(Phrase::axis_probability)},
                                         {"band", view_.words(Phrase::column_interval)},
                                         {"lever", lever(0)}});
  std::vector<std::string> scenarios, with_present;
  std::vector<double> x, now_at;
  SweepFates fates;
  std::vector<std::size_t> rows;
  const auto along = settings(0, most_along), beside = settings(0, most_rows);
  for (std::size_t s = 0; s < sweep_.scenarios.size(); ++s) {
    for (const std::size_t value : along) {
      const auto point = points_.at(s, {value});
      if (!point) continue;
      scenarios.push_back(scenario(s));
      x.push_back(points_.setting(*point, 0));
      fates.add(points_.count(*point, of));
    }
    for (const std::size_t value : beside) {
      if (const auto point = points_.at(s, {value})) rows.push_back(*point);
    }
    const auto& now = sweep_.scenarios[s].present;
    if (now.empty() || !std::isfinite(now.front())) continue;
    with_present.push_back(scenario(s));
    now_at.push_back(now.front());
  }
  chart.description = view_.words(Phrase::sweep_curve_description, {{"goal", chart.title}, {"lever", lever(0)}}) +
                      thinned_note(x.size());
  chart.data = {{"curve", {report::texts("scenario", scenarios), report::numbers("x", "", x)}},
                {"present", {report::texts("scenario", with_present), report::numbers("x", "", now_at)}}};
  fates.put_into(chart.data[0]);
  chart.table = point_rows(chart, of, rows);
  return chart;
}

std::vector<SweepCharts::Panel> SweepCharts::panels() const {
  std::vector<Panel> made;
  for (std::size_t s = 0; s < sweep_.scenarios.size(); ++s) {
    if (sweep_.levers.size() == 2) {
      made.push_back({s, 0, scenario(s)});
      continue;
    }
    // Low, middle and high of the third lever.
    const auto& third = sweep_.levers[2];
    const auto all = settings(2, third.values.size());
    for (const std::size_t k : report::thinned(all.size(), 3)) {
      const std::size_t value = all[k];
      const std::string held = report::shown(third.label, view_.language(), third.name) + " " +
                               setting(2, third.values[value]);
      made.push_back({s, value, sweep_.scenarios.size() == 1 ? held : scenario(s) + " · " + held});
    }
  }
  return made;
}

Chart SweepCharts::surface(std::size_t of) const {
  Chart chart = started(of, "sweep_surface");
  chart.words.insert(chart.words.end(), {{"probability", view_.words(Phrase::axis_probability)},
                                         {"down", "↑ " + lever(0)},
                                         {"across", "→ " + lever(1)},
                                         {"half", view_.words(Phrase::sweep_boundary, {{"share", "50"}})},
                                         {"most", view_.words(Phrase::sweep_boundary, {{"share", "80"}})}});
  const auto shown = panels();
  const std::size_t each = std::max(least_cells, most_cells / shown.size());
  const auto across = settings(1, static_cast<std::size_t>(std::sqrt(1.5 * static_cast<double>(each))));
  const auto down = settings(0, std::max<std::size_t>(each / across.size(), 2));
  const auto down_rows = settings(0, most_down_rows), across_rows = settings(1, most_across_rows);
  std::vector<double> here_x, here_y, across_values, down_values;
  std::size_t drawn = 0;
  std::vector<std::string> titles, here, across_texts, down_texts;
  SweepFates fates;
  std::vector<std::size_t> rows;
  const auto place = [&](const Panel& in, std::size_t row, std::size_t column) {
    std::vector<std::size_t> values = {row, column};
    for (std::size_t k = 2; k < sweep_.levers.size(); ++k) values.push_back(k == 2 ? in.third : points_.middle(k));
    return points_.at(in.scenario, values);
  };
  const auto text = [&](std::size_t k, double value) {
    return report::trimmed(value, sweep_.levers[k].decimals, view_.language());
  };
  for (const std::size_t row : down) {
    down_values.push_back(sweep_.levers[0].values[row]);
    down_texts.push_back(text(0, down_values.back()));
  }
  for (const std::size_t column : across) {
    across_values.push_back(sweep_.levers[1].values[column]);
    across_texts.push_back(text(1, across_values.back()));
  }
  for (const Panel& in : shown) {
    for (const std::size_t row : down) {
      for (const std::size_t column : across) {
        const auto point = place(in, row, column);
        drawn += point.has_value();
        fates.add(point ? points_.count(*point, of) : SweepCount{});
      }
    }
    for (const std::size_t row : down_rows) {
      for (const std::size_t column : across_rows) {
        if (const auto point = place(in, row, column)) rows.push_back(*point);
      }
    }
    titles.push_back(in.title);
    const auto& now = sweep_.scenarios[in.scenario].present;
    here_x.push_back(now.size() > 1 ? place_among(across_values, now[1]) : nothing);
    here_y.push_back(now.size() > 1 ? place_among(down_values, now[0]) : nothing);
    here.push_back(now.size() > 1 ? present(0, now[0]) + "; " + present(1, now[1]) : "");
  }
  chart.description =
      view_.words(Phrase::sweep_surface_description,
                  {{"goal", chart.title}, {"down", lever(0)}, {"across", lever(1)}}) +
      held_note() + thinned_note(drawn);
  chart.data = {{"panels",
                 {report::texts("title", titles), report::numbers("here_x", "", here_x),
                  report::numbers("here_y", "", here_y), report::texts("here", here)}},
                {"cells", {}},
                {"across", {report::texts("text", across_texts)}},
                {"down", {report::texts("text", down_texts)}}};
  fates.put_into(chart.data[1]);
  chart.table = point_rows(chart, of, rows);
  return chart;
}

Chart SweepCharts::scatter(std::size_t of) const {
  Chart chart = started(of, "sweep_points");
  chart.words.insert(chart.words.end(), {{"axis", view_.words(Phrase::axis_probability)},
                                         {"mean", view_.words(Phrase::sweep_mean)}});
  const std::size_t levers = sweep_.levers.size();
  std::vector<std::string> scenarios, texts, present_scenarios, present_texts;
  std::vector<std::vector<double>> x(levers);
  std::vector<double> low, high, present_lever, present_values;
  SweepFates fates;
  SweepMeans means;
  for (std::size_t s = 0; s < sweep_.scenarios.size(); ++s) {
    const auto& all = points_.of(s);
    for (const std::size_t k : report::thinned(all.size(), most_dots)) {
      scenarios.push_back(scenario(s));
      for (std::size_t l = 0; l < levers; ++l) x[l].push_back(points_.setting(all[k], l));
      fates.add(points_.count(all[k], of));
    }
    const auto& now = sweep_.scenarios[s].present;
    for (std::size_t l = 0; l < levers; ++l) {
      means.add(points_, s, l, of, scenario(s));
      if (l >= now.size() || !std::isfinite(now[l])) continue;
      present_scenarios.push_back(scenario(s));
      present_texts.push_back(present(l, now[l]));
      present_lever.push_back(static_cast<double>(l));
      present_values.push_back(now[l]);
    }
  }
  chart.table = table(chart.id + "-table", chart.title,
                      {words("scenario", view_.words(Phrase::column_scenario)),
                       words("lever", view_.words(Text::column_lever)),
                       numbers("from", view_.words(Phrase::sweep_from), "", dataset("setting")),
                       numbers("to", view_.words(Phrase::sweep_to), "", dataset("setting")),
                       shares("mean", view_.words(Phrase::sweep_mean), dataset("probability"))});
  for (std::size_t k = 0; k < means.mean.size(); ++k) {
    const auto l = static_cast<std::size_t>(means.lever[k]);
    const auto text = [&](double value) {
      return cell(report::trimmed(value, sweep_.levers[l].decimals, view_.language()), value);
    };
    chart.table.rows.push_back({cell(means.scenario[k]), cell(lever(l)), text(means.from[k]), text(means.to[k]),
                                share(means.mean[k], 0, view_.language())});
  }
  for (std::size_t l = 0; l < levers; ++l) {
    texts.push_back(lever(l));
    low.push_back(points_.lowest(l));
    high.push_back(points_.highest(l));
  }
  chart.description =
      view_.words(Phrase::sweep_points_description, {{"goal", chart.title}}) + thinned_note(scenarios.size());
  chart.data = {{"points", {report::texts("scenario", scenarios)}},
                {"levers",
                 {report::texts("text", texts), report::numbers("low", "", low), report::numbers("high", "", high)}},
                {"means",
                 {report::texts("scenario", means.scenario), report::numbers("lever", "1", means.lever),
                  report::numbers("from", "", means.from), report::numbers("to", "", means.to),
                  report::numbers("mean", "1", means.mean)}},
                {"present",
                 {report::texts("scenario", present_scenarios), report::numbers("lever", "1", present_lever),
                  report::numbers("x", "", present_values), report::texts("text", present_texts)}}};
  fates.put_into(chart.data[0]);
  for (std::size_t l = 0; l < levers; ++l) {
    chart.data[0].columns.push_back(report::numbers(fmt::format("x{}", l), "", x[l]));
  }
  return chart;
}

Table SweepCharts::summary() const {
  const std::string at = dataset("probability");
  Table made = table(fmt::format("sweep-{}-summary", position_ + 1), view_.words(Phrase::sweep_summary_caption),
                     {words("goal", view_.words(Text::column_target)),
                      shares("highest", view_.words(Phrase::sweep_highest), at),
                      in_data(shares("low", view_.words(Phrase::column_low), dataset("probability_low"))),
                      in_data(shares("high", view_.words(Phrase::column_high), dataset("probability_high"))),
                      on_page(words("interval", view_.words(Phrase::column_interval))),
                      words("where", view_.words(Phrase::sweep_where)),
                      shares("lowest", view_.words(Phrase::sweep_lowest), at)});
  const std::vector<std::pair<const char*, double>> reached = {{"50", 0.5}, {"66", 0.66}, {"90", 0.9}};
  for (const auto& [text, of] : reached) {
    made.columns.push_back(
        counts(std::string("reach_") + text, view_.words(Phrase::sweep_reaching, {{"share", text}}), at));
  }
  for (std::size_t g = 0; g < sweep_.goals.size(); ++g) {
    const auto found = report::extremes(points_, g);
    if (found.n == 0) continue;
    std::vector<Cell> row = {cell(goal(g))};
    add_fate(row, found.highest, g);
    const std::string in = scenario(static_cast<std::size_t>(sweep_.scenario[found.highest]));
    row.push_back(cell((sweep_.scenarios.size() == 1 ? "" : in + ", ") + where(found.highest)));
    const SweepCount lowest = points_.count(found.lowest, g);
    row.push_back(cell(report::probability(lowest.hits, lowest.n, lowest.interval(), view_.language()),
                       lowest.share()));
    for (const auto& [text, of] : reached) {
      const std::size_t n = report::points_reaching(points_, g, of);
      row.push_back(cell(report::count(n, view_.language()), static_cast<double>(n)));
    }
    made.rows.push_back(std::move(row));
  }
  return made;
}

Table SweepCharts::points_table() const {
  Table made = table(fmt::format("sweep-{}-points", position_ + 1),
                     report::shown(sweep_.label, view_.language(), sweep_.name),
                     {in_data(words("scenario", view_.words(Phrase::column_scenario)))});
  for (std::size_t k = 0; k < sweep_.levers.size(); ++k) {
    made.columns.push_back(in_data(numbers(fmt::format("lever_{}", k + 1), lever(k), "", dataset("setting"))));
    made.columns.back().decimals = sweep_.levers[k].decimals;
  }
  made.columns.push_back(in_data(counts("counted", view_.words(Phrase::fact_paths), dataset("counted"))));
  for (std::size_t g = 0; g < sweep_.goals.size(); ++g) {
    const auto column = [&](const char* name, const std::string& head, const char* where) {
      made.columns.push_back(in_data(shares(fmt::format("{}_{}", name, g + 1), goal(g) + ": " + head, dataset(where))));
    };
    column("probability", view_.words(Phrase::column_probability), "probability");
    column("low", view_.words(Phrase::column_low), "probability_low");
    column("high", view_.words(Phrase::column_high), "probability_high");
  }
  for (std::size_t point = 0; point < sweep_.points(); ++point) {
    std::vector<Cell> row = {cell(scenario(static_cast<std::size_t>(sweep_.scenario[point])))};
    for (std::size_t k = 0; k < sweep_.levers.size(); ++k) row.push_back(cell("", points_.setting(point, k)));
    row.push_back(cell("", static_cast<double>(sweep_.counted[point])));
    for (std::size_t g = 0; g < sweep_.goals.size(); ++g) {
      const SweepCount count = points_.count(point, g);
      const auto interval = count.interval();
      row.push_back(cell("", count.share()));
      row.push_back(cell("", count.n == 0 ? nothing : interval.low));
      row.push_back(cell("", count.n == 0 ? nothing : interval.high));
    }
    made.rows.push_back(std::move(row));
  }
  return made;
}

}  // namespace prospect::publish
