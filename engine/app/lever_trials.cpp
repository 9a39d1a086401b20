#include "app/lever_trials.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numeric>

#include "app/first_worlds.hpp"
#include "app/run.hpp"
#include "app/scenario_text.hpp"
#include "base/hints.hpp"
#include "base/problem.hpp"
#include "model/model.hpp"
#include "model/prune.hpp"
#include "read/read.hpp"
#include "report/texts.hpp"
#include "simulate/simulate.hpp"

namespace prospect::app {
namespace {

using analyse::LeverAnswer;

/// About that many steps in the range of a lever.
constexpr double steps_in_range = 1e4;

std::string joined(const std::vector<analyse::Goal>& goals, base::Language language) {
  std::string text;
  for (const auto& goal : goals) text += (text.empty() ? "" : "; ") + goal.label.in(language);
  return text;
}

}  // namespace

double PresentLever::mean() const {
  return std::accumulate(means.begin(), means.end(), 0.0) / static_cast<double>(means.size());
}

std::vector<PresentLever> present_of(const Questioned& about, const Case& one,
                                     const std::vector<model::VariableId>& levers, int threads) {
  std::vector<PresentLever> present;
  auto equations = model::equations(read::load(one.file, *about.files, about.observed), about.as_of);
  for (const auto& years : first_worlds(std::move(equations), one.estimate, about.seed, levers, threads)) {
    auto& lever = present.emplace_back();
    for (std::size_t path = 0; path < years.front().size(); ++path) {
      double sum = 0;
      for (const auto& year : years) {
        lever.low = std::min(lever.low, year[path]);
        lever.high = std::max(lever.high, year[path]);
        sum += year[path];
      }
      lever.means.push_back(sum / static_cast<double>(years.size()));
    }
  }
  return present;
}

std::vector<LeverAnswer> levers_of(const SeekRequest& request, const Questioned& about) {
  const model::Program& program = about.cases.front().program;
  std::vector<std::string> names;
  for (const auto& variable : program.variables) {
    if (variable.kind == model::Variable::Kind::lever) names.push_back(variable.name);
  }
  base::Problems problems;
  std::vector<LeverAnswer> levers;
  std::vector<model::VariableId> ids;
  const std::string levers_are = fmt::format("levers are {}", fmt::join(names, ", "));
  for (const auto& name : request.levers) {
    const auto at = std::find_if(program.variables.begin(), program.variables.end(), [&](const auto& v) {
      return v.kind == model::Variable::Kind::lever && v.name == name;
    });
    const bool again = std::any_of(levers.begin(), levers.end(), [&](const auto& l) { return l.name == name; });
    if (at == program.variables.end()) {
      problems.add("bad-argument", {}, fmt::format("the model has no lever '{}'", name),
                   base::did_you_mean(name, names, names.empty() ? "it has none" : levers_are));
    } else if (!again) {
      LeverAnswer lever;
      lever.name = name;
      lever.label = at->label;
      lever.unit = at->unit;
      lever.low = at->low;
      lever.high = at->high;
      if (!(lever.high > lever.low)) {
        problems.add("bad-argument", {}, fmt::format("the bounds of lever '{}' leave no choice", name),
                     "widen them in the model");
      }
      levers.push_back(lever);
      ids.push_back(model::VariableId(static_cast<std::size_t>(at - program.variables.begin())));
    }
  }
  base::reject_if_errors(problems);
  const auto present = present_of(about, about.cases.front(), ids, threads_of(request));
  for (std::size_t k = 0; k < levers.size(); ++k) {
    levers[k].fixed = present[k].low == present[k].high;
    levers[k].decimals = decimals_for_steps(levers[k].low, levers[k].high, steps_in_range);
    const double mean = levers[k].fixed ? present[k].low : present[k].mean();
    levers[k].present = std::clamp(mean, levers[k].low, levers[k].high);
    if (!std::isfinite(mean)) {
      problems.add("bad-argument", {}, fmt::format("lever '{}' has no finite present value", levers[k].name),
                   "set it in the scenario");
    }
  }
  base::reject_if_errors(problems);
  return levers;
}

int decimals_for_steps(double low, double high, double steps) {
  return std::clamp(static_cast<int>(-std::floor(std::log10((high - low) / steps) + 1e-9)), 0, 9);
}

double on_step(const LeverAnswer& lever, double value) {
  const double scale = std::pow(10.0, lever.decimals);
  return std::clamp(std::round(value * scale) / scale, lever.low, lever.high);
}

LeverTrials::LeverTrials(const SeekRequest& request, const Questioned& about, std::vector<analyse::Goal> goals,
                         std::vector<LeverAnswer> levers)
    : request_(request), about_(about), goals_(std::move(goals)), levers_(std::move(levers)) {
  const std::filesystem::path file(about.cases.front().file);
  below_ = line_below(file.string(), !read::load(file.string(), *about.files, about.observed).scenarios.empty());
  name_ = request.write.empty() ? (file.parent_path() / (file.stem().string() + "_sought.toml")).generic_string()
                                : request.write;
}

std::string LeverTrials::text(const std::vector<double>& values) const {
  using report::Text;
  const auto say = [&](Text key, base::Language language) {
    return report::say(key, language,
                       {{"goals", joined(goals_, language)}, {"probability", fmt::format("{}", request_.probability)}});
  };
  const auto both = [&](Text key) {
    return base::Label{say(key, base::Language::english), say(key, base::Language::vietnamese)};
  };
  std::string text = scenario_head(answer_marker, both(Text::seek_scenario_label), both(Text::seek_scenario_about),
                                   below_) +
                     "\n[lever]\n";
  for (std::size_t k = 0; k < levers_.size(); ++k) {
    std::string value = fmt::format("{}", values[k]);
    if (request_.spread) value = fmt::format("\"normal({}, {})\"", value, *request_.spread);
    text += fmt::format("{} = {{ value = {}, source = \"found by prospect seek, seed {}, {} paths\" }}\n",
                        levers_[k].name, value, about_.seed, request_.paths);
  }
  return text;
}

analyse::Hits LeverTrials::run(const Case& one, analyse::Look look) const {
  if (request_.watch) request_.watch();
  const auto goals = goals_;
  simulate::Plan plan = plan_of(request_, about_, one);
  if (look == analyse::Look::rough) {
    plan.paths = std::min(plan.paths, std::max(simulate::chunk_paths, plan.paths / rough_share));
  }
  auto wanted = analyse::variables_of(one.program, goals);
  for (const auto& condition : plan.conditions) wanted.push_back(condition.variable);
  const model::Program program = model::only(one.program, wanted);
  struct Tally {
    std::unique_ptr<analyse::GoalTest> test;
    analyse::Hits hits;
  };
  std::vector<Tally> tallies(static_cast<std::size_t>(plan.threads));
  const simulate::Receiver receiver{
      [&](const simulate::PathBlock& block, int thread) {
        auto& tally = tallies[static_cast<std::size_t>(thread)];
        if (!tally.test) tally.test = std::make_unique<analyse::GoalTest>(program, goals);
        const auto& met = tally.test->met(block);
        auto all = met.front();
        for (const auto& set : met) {
          for (std::size_t w = 0; w < all.size(); ++w) all[w] &= set[w];
        }
        tally.hits.hits += summarise::size_of(all);
        tally.hits.n += summarise::size_of(summarise::counted_lanes(block));
      },
      [](std::uint64_t, int) {}};
  simulate::run(program, one.estimate, plan, receiver);
  analyse::Hits hits;  // whole numbers: no order of threads shows
  for (const auto& tally : tallies) {
    hits.hits += tally.hits.hits;
    hits.n += tally.hits.n;
  }
  return hits;
}

analyse::Hits LeverTrials::as_it_is() { return run(about_.cases.front(), analyse::Look::full); }

analyse::Hits LeverTrials::operator()(const std::vector<double>& values, analyse::Look look) {
  const auto key = std::pair(values, look);
  if (const auto at = seen_.find(key); at != seen_.end()) return at->second;
  const Case one = case_of(about_, name_, text(values), about_.cases.front(), threads_of(request_), &parsed_);
  return seen_.emplace(key, run(one, look)).first->second;
}

}  // namespace prospect::app
