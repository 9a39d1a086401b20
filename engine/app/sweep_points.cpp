#include "app/sweep_points.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

#include "app/lever_trials.hpp"
#include "app/sweep_case.hpp"
#include "base/check.hpp"
#include "base/problem.hpp"

namespace prospect::app {
namespace {

/// Points counted together: the more, the less is run again of what they share; but someone waits for news of them, or
/// for a stop. Their number grows until they take so many seconds.
constexpr std::uint64_t first_worlds = 20'000;
constexpr double wanted_seconds = 1, most_growth = 8, least_growth = 0.5;

std::string in_words(const analyse::Sweep& sweep, const std::string& scenario, std::span<const double> setting) {
  std::string text;
  for (std::size_t k = 0; k < setting.size(); ++k) {
    const auto& lever = sweep.levers[k];
    text += fmt::format("{}{} = {}{}", text.empty() ? "" : ", ", lever.name, setting[k],
                        lever.unit == "1" ? "" : " " + lever.unit);
  }
  return fmt::format("scenario '{}' with {}", scenario, text);
}

/// By lever, the mean over the first worlds and all years.
std::vector<double> present_means(const Questioned& about, const Case& one, const analyse::Sweep& sweep, int threads) {
  std::vector<model::VariableId> ids;
  for (const auto& lever : sweep.levers) {
    const auto& all = one.program.variables;
    const auto at = std::find_if(all.begin(), all.end(), [&](const auto& v) { return v.name == lever.name; });
    PROSPECT_EXPECT(at != all.end());
    ids.emplace_back(static_cast<std::size_t>(at - all.begin()));
  }
  std::vector<double> means;
  for (const auto& lever : present_of(about, one, ids, threads)) {
    means.push_back(lever.low == lever.high ? lever.low : lever.mean());
  }
  return means;
}

}  // namespace

SweepPoints::SweepPoints(const SweepGrid& grid, Questioned about, std::uint64_t paths, int threads)
    : about_(std::move(about)), threads_(threads) {
  // The first ones are to take no longer, whatever the worlds.
  const std::uint64_t fewer = together_ * first_worlds / std::max<std::uint64_t>(paths, 1);
  together_ = std::clamp<std::size_t>(fewer, 1, together_);
  PROSPECT_EXPECT(about_.cases.size() == grid.scenarios.size() && paths > 0 && grid.settings > 0);
  sweep_.name = grid.name;
  sweep_.label = grid.label;
  sweep_.file = grid.file;
  sweep_.design = grid.design;
  sweep_.paths = paths;
  sweep_.levers = grid.levers;
  const auto settings = settings_of(grid, about_.seed);
  for (const auto& one : about_.cases) {
    const std::size_t scenario = cases_.size();
    sweep_.scenario.insert(sweep_.scenario.end(), grid.settings, static_cast<std::int32_t>(scenario));
    sweep_.setting.insert(sweep_.setting.end(), settings.begin(), settings.end());
    try {
      sweep_.scenarios.push_back(
          {one.program.scenario, one.program.label, present_means(about_, one, sweep_, threads)});
      cases_.push_back(std::make_unique<SweepCase>(about_, scenario, sweep_, grid.targets, threads));
    } catch (const base::Rejected& rejected) {
      const auto words =
          in_words(sweep_, one.program.scenario, std::span(settings).first(sweep_.levers.size()));
      base::Problems problems;
      for (auto problem : rejected.problems().sorted()) {
        problem.message += fmt::format(" (of the grid '{}', {})", sweep_.name, words);
        problems.add(std::move(problem));
      }
      throw base::Rejected(std::move(problems));
    }
  }
  for (const auto& goal : cases_.front()->goals()) sweep_.goals.push_back({goal.name, goal.label});
  sweep_.counted.resize(size());
  sweep_.failed.resize(size());
  sweep_.hits.resize(size() * sweep_.goals.size());
}

SweepPoints::~SweepPoints() = default;

std::string SweepPoints::text(std::size_t point) const {
  const std::size_t levers = sweep_.levers.size();
  return cases_[static_cast<std::size_t>(sweep_.scenario[point])]->text(
      std::span(sweep_.setting).subspan(point * levers, levers));
}

std::vector<PointCount> SweepPoints::count(std::size_t first, std::size_t last, const std::atomic<bool>* stop,
                                           const std::function<void()>& seen, const std::function<void()>& alive) {
  PROSPECT_EXPECT(first <= last && last <= size());
  using Clock = std::chrono::steady_clock;
  std::vector<PointCount> counts(last - first);
  const std::size_t levers = sweep_.levers.size();
  std::size_t at = first;
  while (at < last && !(stop != nullptr && *stop)) {
    const std::int32_t scenario = sweep_.scenario[at];
    auto& one = *cases_[static_cast<std::size_t>(scenario)];
    const std::size_t most = std::min(last, at + std::min(together_, one.most_settings()));
    std::size_t end = at;
    while (end < most && sweep_.scenario[end] == scenario) ++end;
    for (auto& other : cases_) {
      if (other.get() != &one) other->rest();
    }
    const auto began = Clock::now();
    const auto settings = std::span(sweep_.setting).subspan(at * levers, (end - at) * levers);
    if (!one.count(settings, std::span(counts).subspan(at - first, end - at), threads_, stop, alive)) break;
    const double seconds = std::chrono::duration<double>(Clock::now() - began).count();
    const double more = std::clamp(wanted_seconds / std::max(seconds, 1e-3), least_growth, most_growth);
    together_ = static_cast<std::size_t>(std::max(static_cast<double>(end - at) * more, 1.0));
    for (; at < end; ++at) {
      if (seen) seen();
    }
  }
  counts.resize(at - first);
  return counts;
}

}  // namespace prospect::app
