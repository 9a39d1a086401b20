#include "app/seek.hpp"

#include <fmt/format.h>

#include <cmath>
#include <filesystem>

#include "analyse/lever_answer.hpp"
#include "app/lever_trials.hpp"
#include "app/scenario_text.hpp"
#include "base/aside_file.hpp"
#include "base/problem.hpp"
#include "report/seek.hpp"

namespace prospect::app {
namespace {

using analyse::LeverAnswer;
using analyse::SeekAnswer;

void check_numbers(const SeekRequest& request, base::Problems& problems) {
  const auto wrong = [&](std::string message, std::string hint) {
    problems.add("bad-argument", {}, std::move(message), std::move(hint));
  };
  if (!(request.probability > 0 && request.probability < 100)) {
    wrong("the probability wanted must lie between 0 and 100", "as in --probability 80");
  }
  if (!request.spread) return;
  if (!(*request.spread > 0) || !std::isfinite(*request.spread)) {
    wrong("a spread is a number above 0, in the lever's unit", "as in --spread 0.5");
  } else if (request.levers.size() > 1) {
    wrong("--spread is for one lever", "leave it out, or seek for one lever");
  }
}

/// Finds before the work that the answer cannot be written where it is asked for.
void check_place(const SeekRequest& request, const Questioned& about, base::Problems& problems) {
  namespace fs = std::filesystem;
  const auto wrong = [&](std::string message, std::string hint) {
    problems.add("bad-output", {}, std::move(message), std::move(hint));
  };
  const fs::path file(request.write), scenario(about.cases.front().file);
  if (about.record) {
    return wrong("--write needs the scenario file, which the answer extends; a result file is given",
                 "ask about the scenario file itself");
  }
  const auto folder = [](const fs::path& path) { return path.has_parent_path() ? path.parent_path() : fs::path("."); };
  std::error_code unknown;
  if (!fs::is_directory(folder(file), unknown)) {
    return wrong(fmt::format("there is no folder '{}'", folder(file).generic_string()), "make it first");
  }
  if (!fs::equivalent(folder(file), folder(scenario), unknown)) {
    return wrong("the answer extends the scenario and must stand in the same folder",
                 fmt::format("as in --write {}", (folder(scenario) / "answer.toml").generic_string()));
  }
  if (file.extension() != ".toml" || file.stem().empty() || fs::is_directory(file, unknown)) {
    return wrong(fmt::format("'{}' is not the name of a scenario file", request.write), "as in --write answer.toml");
  }
  if (is_of_others(request.write, answer_marker)) {
    wrong(fmt::format("'{}' exists and was not written by seek: it will not be replaced", request.write),
          "name another file with --write");
  }
}

std::vector<double> values_of(const SeekAnswer& answer) {
  std::vector<double> values;
  for (const auto& lever : answer.levers) values.push_back(lever.value);
  return values;
}

/// One lever: places are multiples of its step.
void seek_one(SeekAnswer& answer, LeverTrials& trials) {
  LeverAnswer& lever = answer.levers.front();
  const double scale = std::pow(10.0, lever.decimals);
  const auto place = [&](double value) { return static_cast<analyse::Place>(std::llround(value * scale)); };
  const auto value = [&](analyse::Place at) { return on_step(lever, static_cast<double>(at) / scale); };
  const analyse::Places places{place(lever.low), place(lever.high), place(lever.present)};
  const auto sought = analyse::seek(places, answer.wanted, [&](analyse::Place at, analyse::Look look) {
    return trials({value(at)}, look);
  });
  answer.outcome = sought.found ? SeekAnswer::Outcome::found : SeekAnswer::Outcome::out_of_reach;
  answer.at_present = sought.now.hits;
  answer.after = sought.answer.hits;
  lever.value = value(sought.answer.place);
  const bool up = sought.answer.place >= places.now;
  if (sought.near) (up ? lever.from : lever.to) = value(*sought.near);
  if (sought.far) (up ? lever.to : lever.from) = value(*sought.far);
  for (const auto& tried : sought.grid) answer.trials.push_back({{value(tried.place)}, tried.hits});
}

void seek_several(SeekAnswer& answer, LeverTrials& trials) {
  analyse::MoveBounds bounds;
  for (const auto& lever : answer.levers) {
    const double range = lever.high - lever.low;
    bounds.low.push_back((lever.low - lever.present) / range);
    bounds.high.push_back((lever.high - lever.present) / range);
  }
  const auto values = [&](const analyse::Moves& moves) {
    std::vector<double> set;
    for (std::size_t k = 0; k < moves.size(); ++k) {
      const auto& lever = answer.levers[k];
      set.push_back(on_step(lever, lever.present + moves[k] * (lever.high - lever.low)));
    }
    return set;
  };
  const analyse::MovesTrial trial = [&](const analyse::Moves& moves, analyse::Look look) {
    return trials(values(moves), look);
  };
  const auto sought = answer.least_effort ? analyse::seek_least_effort(bounds, answer.wanted, trial)
                                          : analyse::seek_together(bounds, answer.wanted, trial);
  answer.rounds = sought.rounds;
  answer.outcome = sought.stuck ? SeekAnswer::Outcome::no_effect
                   : sought.along.found ? SeekAnswer::Outcome::found
                                        : SeekAnswer::Outcome::out_of_reach;
  answer.at_present = sought.along.now.hits;
  answer.after = sought.along.answer.hits;
  answer.effort = analyse::effort_of(sought.answer);
  const auto set = values(sought.answer);
  for (std::size_t k = 0; k < set.size(); ++k) {
    auto& lever = answer.levers[k];
    lever.value = set[k];
    if (!sought.along.found) continue;
    const double near = sought.near ? values(*sought.near)[k] : LeverAnswer::none;
    const double far = sought.far ? values(*sought.far)[k] : LeverAnswer::none;
    const bool up = set[k] >= lever.present;
    lever.from = up ? near : far;
    lever.to = up ? far : near;
  }
  for (std::size_t k = 0; k < sought.way.size(); ++k) {
    answer.trials.push_back({values(sought.way[k]), sought.along.grid[k].hits});
  }
}

SeekAnswer question_of(const SeekRequest& request, const Questioned& about, const std::vector<analyse::Goal>& goals) {
  SeekAnswer answer;
  answer.scenario = about.cases.front().program.scenario;
  answer.label = about.cases.front().program.label;
  answer.goals = goals;
  answer.wanted = request.probability / 100;
  answer.paths = request.paths;
  answer.seed = about.seed;
  answer.spread = request.spread.value_or(0);
  answer.levers = levers_of(request, about);
  answer.least_effort = request.least_effort && answer.levers.size() > 1;
  return answer;
}

/// What `sought` says, and the text of the scenario that sets the levers so.
std::pair<SeekAnswer, std::string> search(const SeekRequest& request, const Questioned& about) {
  auto goals = analyse::find_goals(about.cases.front().program, request.targets);
  if (request.targets.empty()) goals.erase(goals.begin(), goals.end() - 1);  // the joint holds the others
  SeekAnswer answer = question_of(request, about, goals);
  LeverTrials trials(request, about, std::move(goals), answer.levers);
  answer.before = trials.as_it_is();
  if (answer.before.share() >= answer.wanted) {
    answer.outcome = SeekAnswer::Outcome::met_already;
    answer.after = answer.at_present = answer.before;
    for (auto& lever : answer.levers) lever.value = lever.present;
  } else {
    answer.levers.size() == 1 ? seek_one(answer, trials) : seek_several(answer, trials);
  }
  std::string text = trials.text(values_of(answer));
  return {std::move(answer), std::move(text)};
}

}  // namespace

SeekAnswer sought(const SeekRequest& request, const Questioned& about) {
  base::Problems problems;
  check_numbers(request, problems);
  base::reject_if_errors(problems);
  return search(request, about).first;
}

int seek_command(const SeekRequest& request) {
  base::Problems problems;
  check_numbers(request, problems);
  base::reject_if_errors(problems);
  auto about = questioned(request, 1);
  if (!request.write.empty()) check_place(request, about, problems);
  base::reject_if_errors(problems);
  auto [answer, text] = search(request, about);
  if (!request.write.empty() && answer.outcome == SeekAnswer::Outcome::found) {
    base::write_file(request.write, text);
    answer.written = request.write;
  }
  const model::Program program = about.cases.front().program;
  return finish(request, std::move(about), report::to_answer(answer),
                [&answer = answer, &program](const report::VerdictOptions& options) {
                  return report::seek_text(answer, program, options);
                });
}

}  // namespace prospect::app
