#include <algorithm>

#include "publish/sections.hpp"
#include "publish/sweep_charts.hpp"
#include "report/names.hpp"
#include "report/sweep.hpp"

namespace prospect::publish {
namespace {

/// Goals drawn of a sweep.
constexpr std::size_t most_goals_drawn = 6;

bool has_points(const analyse::Sweep& sweep) {
  return sweep.points() > 0 && !sweep.levers.empty() && !sweep.scenarios.empty();
}

/// Sets of targets first, then as they stand.
std::vector<std::size_t> drawn_goals(const View& view, const analyse::Sweep& sweep) {
  const auto is_set = [&](std::size_t goal) {
    const std::string& name = sweep.goals[goal].name;
    const auto& joints = view.program().joints;
    return name == "all" ||
           std::any_of(joints.begin(), joints.end(), [&](const auto& joint) { return joint.name == name; });
  };
  std::vector<std::size_t> order;
  for (std::size_t goal = 0; goal < sweep.goals.size(); ++goal) order.push_back(goal);
  std::stable_partition(order.begin(), order.end(), is_set);
  order.resize(std::min(order.size(), most_goals_drawn));
  return order;
}

void add_sweep(const View& view, std::size_t position, Section& section) {
  const auto& sweep = view.record.sweeps[position];
  const auto said = report::sweep_words(sweep, view.record.seed, view.language(), &view.program());
  const SweepCharts charts(view, position);
  section.blocks.push_back(Subheading{report::shown(sweep.label, view.language(), sweep.name)});
  for (const auto& sentence : said.head) section.blocks.push_back(Paragraph{sentence});
  section.blocks.push_back(charts.summary());
  const auto drawn = drawn_goals(view, sweep);
  if (drawn.size() < sweep.goals.size()) {
    section.blocks.push_back(Paragraph{
        view.words(Phrase::sweep_not_drawn,
                   {{"shown", std::to_string(drawn.size())}, {"all", std::to_string(sweep.goals.size())}})});
  }
  for (const std::size_t goal : drawn) {
    section.blocks.push_back(charts.chart(goal));
    section.blocks.push_back(Points{said.goals[goal]});
  }
  section.blocks.push_back(Points{said.notes});
}

}  // namespace

Section sweep_section(const View& view) {
  Section section{"sweeps", view.words(Phrase::sweep_title), view.words(Phrase::sweep_navigation), {}};
  for (std::size_t k = 0; k < view.record.sweeps.size(); ++k) {
    if (has_points(view.record.sweeps[k])) add_sweep(view, k, section);
  }
  return section;
}

Section sweep_points_section(const View& view) {
  Section section{"sweep-points", view.words(Phrase::sweep_points_title), "", {}};
  for (std::size_t k = 0; k < view.record.sweeps.size(); ++k) {
    if (has_points(view.record.sweeps[k])) section.blocks.push_back(SweepCharts(view, k).points_table());
  }
  return section;
}

}  // namespace prospect::publish
