#include "report/sweep.hpp"

#include <algorithm>
#include <cmath>

#include "base/unicode.hpp"
#include "report/layout.hpp"
#include "report/names.hpp"
#include "report/numbers.hpp"
#include "report/panels.hpp"
#include "report/section.hpp"
#include "report/sweep_points.hpp"
#include "report/texts.hpp"

namespace prospect::report {
namespace {

using analyse::Sweep;
using analyse::SweepDesign;
using analyse::SweepLever;

/// Settings shown of one lever alone, and of a surface down and across.
constexpr std::size_t most_settings = 20, most_down = 8, most_across = 6;
/// Surfaces shown in all.
constexpr std::size_t most_surfaces = 4;
/// Levers named after the first one.
constexpr std::size_t most_others = 3;

std::string lever_unit(const SweepLever& lever, const model::Program* words, base::Language language) {
  if (words != nullptr) return unit_name(*words, lever.unit, language);
  return lever.unit == "1" ? "" : base::printable(lever.unit);
}

class SweepWriter {
 public:
  SweepWriter(const Sweep& sweep, std::uint64_t seed, const VerdictOptions& options, const model::Program* words)
      : sweep_(sweep), points_(sweep), seed_(seed), options_(options), words_(words), language_(options.language) {}

  std::string text() {
    std::string said = headline(say(Text::sweep_heading, language_, {{"label", name_of(sweep_)}}), options_).substr(1);
    for (const auto& sentence : head()) said += paragraph("", sentence, options_.columns());
    for (std::size_t goal = 0; goal < sweep_.goals.size(); ++goal) {
      said += headline(goal_text(sweep_.goals[goal], words_, language_), options_);
      if (sweep_.design == SweepDesign::full) {
        const std::string tables = sweep_.levers.size() == 1 ? curve(goal) : surfaces(goal);
        said += tables.empty() ? "" : tables + "\n";
      }
      said += bullets(of_goal(goal));
    }
    if (left_out_ > 0) {
      said += "\n" + bullets({say(Text::sweep_more_tables, language_, {{"n", std::to_string(left_out_)}})});
    }
    return finished(said + "\n" + bullets(notes()));
  }

  [[nodiscard]] SweepWords sentences() const {
    SweepWords said{head(), {}, notes()};
    for (std::size_t goal = 0; goal < sweep_.goals.size(); ++goal) said.goals.push_back(of_goal(goal));
    return said;
  }

 private:
  using Sentences = std::vector<std::string>;

  template <class Named>
  [[nodiscard]] std::string name_of(const Named& named) const { return shown(named.label, language_, named.name); }
  [[nodiscard]] std::string bullets(const Sentences& sentences) const {
    std::string said;
    for (const auto& sentence : sentences) said += paragraph("• ", sentence, options_.columns());
    return said;
  }
  [[nodiscard]] std::string setting(std::size_t lever, double value) const {
    return setting_text(sweep_.levers[lever], value, words_, language_);
  }

  [[nodiscard]] std::string chance(std::size_t point, std::size_t goal) const {
    const SweepCount count = points_.count(point, goal);
    return probability(count.hits, count.n, count.interval(), language_);
  }
  [[nodiscard]] std::string chance_range(std::size_t point, std::size_t goal) const {
    return probability_range(points_.count(point, goal).interval(), language_);
  }

  /// "Industry 7 %/year; Investment 12": levers from `first` on that have a text.
  template <class TextOf>
  [[nodiscard]] std::string listed(std::size_t first, TextOf text_of) const {
    std::string list;
    for (std::size_t lever = first; lever < sweep_.levers.size(); ++lever) {
      const std::string of = text_of(lever);
      if (!of.empty()) list += (list.empty() ? "" : "; ") + name_of(sweep_.levers[lever]) + " " + of;
    }
    return list;
  }
  [[nodiscard]] std::string settings(std::size_t point) const {
    return listed(0, [&](std::size_t lever) { return setting(lever, points_.setting(point, lever)); });
  }
  [[nodiscard]] std::string present(std::size_t scenario) const {
    return listed(0, [&](std::size_t lever) {
      const double value = sweep_.scenarios[scenario].present[lever];
      return std::isfinite(value) ? present_text(sweep_.levers[lever], value, words_, language_) : std::string();
    });
  }
  [[nodiscard]] std::string where(std::size_t point) const {
    if (sweep_.scenarios.size() == 1) return settings(point);
    return name_of(sweep_.scenarios[static_cast<std::size_t>(sweep_.scenario[point])]) + ", " + settings(point);
  }

  [[nodiscard]] Sentences head() const {
    std::string scenarios, levers;
    for (const auto& scenario : sweep_.scenarios) scenarios += (scenarios.empty() ? "" : "; ") + name_of(scenario);
    for (std::size_t k = 0; k < sweep_.levers.size(); ++k) {
      const SweepLever& lever = sweep_.levers[k];
      const std::string ends = sweep_.design == SweepDesign::full
                                   ? std::to_string(lever.values.size())
                                   : setting(k, points_.lowest(k)) + " – " + setting(k, points_.highest(k));
      levers += (levers.empty() ? "" : "; ") + name_of(lever) + " (" + ends + ")";
    }
    const std::size_t each = sweep_.scenarios.empty() ? 0 : points_.of(0).size();
    const Text design = sweep_.design == SweepDesign::full ? Text::sweep_full : Text::sweep_hypercube;
    Sentences said = {
        say(design, language_, {{"scenarios", scenarios}, {"points", count(each, language_)}, {"levers", levers}}),
        say(Text::sweep_worlds, language_,
            {{"paths", count(sweep_.paths, language_)}, {"seed", std::to_string(seed_)}})};
    if (const double width = widest(); width > 0) {
      constexpr int decimals = 1;
      const std::string points = number(std::ceil(1000 * width) / 10, decimals, language_);   // not less than it is
      said.push_back(say(Text::sweep_width, language_, {{"width", points}}));
    }
    std::string certain;
    for (const SweepLever& lever : sweep_.levers) {
      if (!(lever.spread > 0)) certain += (certain.empty() ? "" : "; ") + name_of(lever);
    }
    if (!certain.empty()) said.push_back(say(Text::sweep_exact, language_, {{"levers", certain}}));
    for (const SweepLever& lever : sweep_.levers) {
      if (!(lever.spread > 0)) continue;
      const std::string spread = with_unit(plain(lever.spread, language_), lever_unit(lever, words_, language_));
      said.push_back(say(Text::sweep_spread, language_, {{"lever", name_of(lever)}, {"spread", spread}}));
    }
    add_failures(said);
    return said;
  }

  /// How far an interval reaches from its probability at most.
  [[nodiscard]] double widest() const {
    double most = 0;
    for (std::size_t point = 0; point < sweep_.points(); ++point) {
      for (std::size_t goal = 0; goal < sweep_.goals.size(); ++goal) {
        const SweepCount of = points_.count(point, goal);
        if (of.n == 0) continue;
        const auto [low, high] = of.interval();
        most = std::max({most, high - of.share(), of.share() - low});
      }
    }
    return most;
  }

  void add_failures(Sentences& said) const {
    std::size_t n = 0;
    double most = 0;
    for (std::size_t point = 0; point < sweep_.points(); ++point) {
      if (sweep_.failed[point] == 0) continue;
      ++n;
      most = std::max(most, static_cast<double>(sweep_.failed[point]) / static_cast<double>(sweep_.counted[point]));
    }
    constexpr int decimals = 2;
    if (n == 0) return;
    said.push_back(say(Text::sweep_failed, language_,
                       {{"n", count(n, language_)}, {"share", percent(most, decimals, language_)}}));
  }

  /// What is said of a goal, in words.
  [[nodiscard]] Sentences of_goal(std::size_t goal) const {
    const SweepExtremes found = extremes(points_, goal);
    if (found.n == 0) return {std::string(report::text(Text::sweep_nothing, language_))};
    Sentences said;
    if (sweep_.design == SweepDesign::latin_hypercube) {
      for (std::size_t scenario = 0; scenario < sweep_.scenarios.size(); ++scenario) {
        said.push_back(shares(scenario, goal));
      }
    }
    std::string highest = say(Text::sweep_highest, language_,
                              {{"probability", chance(found.highest, goal)},
                               {"range", chance_range(found.highest, goal)},
                               {"where", where(found.highest)}});
    if (found.rivals > 0) {
      highest += " " + say(Text::sweep_picked, language_,
                           {{"n", count(found.n, language_)}, {"rivals", count(found.rivals, language_)}});
    }
    said.push_back(highest);
    said.push_back(say(Text::sweep_lowest, language_,
                       {{"probability", chance(found.lowest, goal)},
                        {"range", chance_range(found.lowest, goal)},
                        {"where", where(found.lowest)}}));
    for (std::size_t scenario = 0; scenario < sweep_.scenarios.size(); ++scenario) add_nearest(said, scenario, goal);
    const auto reach = [&](double share) { return count(points_reaching(points_, goal, share), language_); };
    said.push_back(say(Text::sweep_reach, language_,
                       {{"n", count(found.n, language_)},
                        {"half", reach(0.5)},
                        {"likely", reach(0.66)},
                        {"sure", reach(0.9)}}));
    return said;
  }

  void add_nearest(Sentences& said, std::size_t scenario, std::size_t goal) const {
    const auto point = points_.nearest(scenario);
    if (!point || points_.count(*point, goal).n == 0) return;
    said.push_back(say(Text::sweep_nearest, language_,
                       {{"scenario", name_of(sweep_.scenarios[scenario])},
                        {"present", present(scenario)},
                        {"settings", settings(*point)},
                        {"probability", chance(*point, goal)},
                        {"range", chance_range(*point, goal)}}));
  }

  /// Settings of the one lever by scenario.
  [[nodiscard]] std::string curve(std::size_t goal) const {
    const SweepLever& lever = sweep_.levers.front();
    const auto rows = thinned(lever.values.size(), most_settings);
    Panels what;
    what.head = lever_text(lever, words_, language_);
    for (const std::size_t row : rows) {
      what.rows.push_back(trimmed(lever.values[row], lever.decimals, language_));
    }
    for (const auto& scenario : sweep_.scenarios) what.columns.push_back(name_of(scenario));
    what.cell = [&](std::size_t row, std::size_t column) -> Cell {
      const auto point = points_.at(column, {rows[row]});
      if (!point) return {"-"};
      return {chance(*point, goal) + "\n" + chance_range(*point, goal)};
    };
    return panels(what, options_).substr(1) + thinned_note(rows.size(), lever.values.size());
  }

  [[nodiscard]] std::string thinned_note(std::size_t shown_points, std::size_t all) const {
    if (shown_points == all) return "";
    return paragraph("", say(Text::sweep_thinned, language_,
                             {{"shown", count(shown_points, language_)}, {"all", count(all, language_)}}),
                     options_.columns());
  }

  [[nodiscard]] std::string surfaces(std::size_t goal) {
    std::string said;
    const auto down = thinned(sweep_.levers[0].values.size(), most_down);
    const auto across = thinned(sweep_.levers[1].values.size(), most_across);
    for (std::size_t scenario = 0; scenario < sweep_.scenarios.size(); ++scenario) {
      if (shown_ == most_surfaces) {
        ++left_out_;
        continue;
      }
      ++shown_;
      said += surface(goal, scenario, down, across) + "\n";
    }
    if (said.empty()) return said;
    if (sweep_.levers.size() > 2) {
      const std::string held =
          listed(2, [&](std::size_t k) { return setting(k, sweep_.levers[k].values[points_.middle(k)]); });
      said += paragraph("", say(Text::sweep_held, language_, {{"settings", held}}), options_.columns());
    }
    return said + thinned_note(down.size() * across.size(), points_.of(0).size());
  }

  [[nodiscard]] std::string surface(std::size_t goal, std::size_t scenario, const std::vector<std::size_t>& down,
                                    const std::vector<std::size_t>& across) const {
    const SweepLever& rows = sweep_.levers[0];
    const SweepLever& columns = sweep_.levers[1];
    std::vector<Column> heads = {{"", Align::right, 16, 6}};
    for (const std::size_t column : across) {
      heads.push_back({trimmed(columns.values[column], columns.decimals, language_), Align::right, 14, 6});
    }
    Table table(std::move(heads), options_.columns());
    for (const std::size_t row : down) {
      std::vector<Cell> cells = {{trimmed(rows.values[row], rows.decimals, language_), Tone::strong}};
      for (const std::size_t column : across) {
        std::vector<std::size_t> place = {row, column};
        for (std::size_t lever = 2; lever < sweep_.levers.size(); ++lever) place.push_back(points_.middle(lever));
        const auto point = points_.at(scenario, place);
        cells.push_back({point ? chance(*point, goal) : "-"});
      }
      table.row(std::move(cells));
    }
    return paragraph("", say(Text::sweep_surface, language_,
                             {{"scenario", name_of(sweep_.scenarios[scenario])},
                              {"rows", lever_text(rows, words_, language_)},
                              {"columns", lever_text(columns, words_, language_)}}),
                     options_.columns()) +
           table.text(options_.color);
  }

  /// Which lever matters most.
  [[nodiscard]] std::string shares(std::size_t scenario, std::size_t goal) const {
    const std::string name = name_of(sweep_.scenarios[scenario]);
    const std::size_t n = points_.of(scenario).size();
    if (share_bins(n) == 0) {
      return say(Text::sweep_share_few, language_, {{"scenario", name}, {"n", std::to_string(n)}});
    }
    const auto found = lever_shares(points_, scenario, goal);
    if (std::isnan(found.front().share)) return say(Text::sweep_share_same, language_, {{"scenario", name}});
    constexpr double least_said = 0.005;   // rounds to a percent
    if (found.front().share < least_said) return say(Text::sweep_share_none, language_, {{"scenario", name}});
    const auto share = [&](const LeverShare& of) { return percent(of.share, 0, language_); };
    std::string others;
    for (std::size_t k = 1; k < std::min(found.size(), most_others + 1); ++k) {
      others += (others.empty() ? "" : ", ") + name_of(sweep_.levers[found[k].lever]) + " " + share(found[k]);
    }
    std::string said = say(Text::sweep_share, language_,
                           {{"scenario", name},
                            {"lever", name_of(sweep_.levers[found.front().lever])},
                            {"share", share(found.front())}});
    if (!others.empty()) said += " " + say(Text::sweep_share_then, language_, {{"others", others}});
    return said;
  }

  [[nodiscard]] Sentences notes() const {
    Sentences said = {std::string(report::text(Text::sweep_intervals, language_))};
    for (std::size_t scenario = 0; scenario < sweep_.scenarios.size(); ++scenario) {
      if (!points_.nearest(scenario)) continue;
      said.emplace_back(report::text(Text::sweep_certain, language_));
      break;
    }
    if (sweep_.design == SweepDesign::latin_hypercube) {
      said.emplace_back(report::text(Text::sweep_share_note, language_));
    }
    return said;
  }

  const Sweep& sweep_;
  SweepPoints points_;
  std::uint64_t seed_;
  const VerdictOptions& options_;
  const model::Program* words_;
  base::Language language_;
  std::size_t shown_ = 0, left_out_ = 0;   ///< surfaces
};

}  // namespace

std::string sweep(const Sweep& found, std::uint64_t seed, const VerdictOptions& options, const model::Program* words) {
  return SweepWriter(found, seed, options, words).text();
}

SweepWords sweep_words(const Sweep& found, std::uint64_t seed, base::Language language, const model::Program* words) {
  VerdictOptions options;
  options.language = language;
  return SweepWriter(found, seed, options, words).sentences();
}

std::string setting_text(const SweepLever& lever, double value, const model::Program* words, base::Language language) {
  return with_unit(trimmed(value, lever.decimals, language), lever_unit(lever, words, language));
}

std::string present_text(const SweepLever& lever, double value, const model::Program* words, base::Language language) {
  const auto [low, high] = std::minmax_element(lever.values.begin(), lever.values.end());
  const int decimals = lever.values.empty() ? lever.decimals
                                            : std::min(lever.decimals, std::max(0, decimals_for(*low, *high) + 1));
  return with_unit(trimmed(value, decimals, language), lever_unit(lever, words, language));
}

std::string goal_text(const analyse::SweepGoal& goal, const model::Program* words, base::Language language) {
  if (words != nullptr) {
    for (const auto& target : words->targets) {
      if (target.code == goal.name) return target_name(target, language);
    }
  }
  return shown(goal.label, language, goal.name);
}

std::string lever_text(const SweepLever& lever, const model::Program* words, base::Language language) {
  const std::string unit = lever_unit(lever, words, language);
  const std::string name = shown(lever.label, language, lever.name);
  return unit.empty() ? name : name + ", " + unit;
}

}  // namespace prospect::report
