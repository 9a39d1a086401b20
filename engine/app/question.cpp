#include "app/question.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <set>

#include "app/conditions.hpp"
#include "app/refuse.hpp"
#include "app/run.hpp"
#include "app/sobol.hpp"
#include "app/stored.hpp"
#include "base/problem.hpp"
#include "calibrate/fit.hpp"
#include "model/model.hpp"
#include "read/read.hpp"
#include "report/answer.hpp"
#include "store/store.hpp"

namespace prospect::app {
namespace {

/// Files of the scenarios asked for, and what else the request says, from a result file.
std::vector<std::string> open_result(const QuestionRequest& request, Questioned& about) {
  open_record(request, about);
  about.fits->offer(*about.record);
  about.seed = about.record->seed;
  about.as_of = about.record->as_of;
  about.observed = about.record->observed;
  about.other_worlds = is_of_points(*about.record);
  about.files = std::make_shared<read::Memory>(about.record->texts);
  std::vector<std::string> files;
  for (const auto& name : request.scenarios) files.push_back(find_scenario(*about.record, name).file);
  if (request.scenarios.empty()) {
    for (const auto& scenario : about.record->scenarios) files.push_back(scenario.file);
  }
  return files;
}

std::vector<std::string> open_scenarios(const QuestionRequest& request, Questioned& about) {
  about.seed = request.seed;
  about.as_of = request.as_of;
  about.files = std::make_shared<read::Disk>();
  if (!request.scenarios.empty()) {
    refuse("--scenario names a scenario of a result file", "give the scenario files themselves");
  }
  if (request.keep) {
    refuse("there is no result file to keep the answer in",
           "give one in the place of the scenario files, or leave --store out");
  }
  return request.files;
}

/// A result file holds its own scenarios, texts and draws: it cannot be mixed with others.
void refuse_results_among(const std::vector<std::string>& files) {
  const auto result = std::find_if(files.begin(), files.end(), stands_for_result);
  if (result == files.end()) return;
  refuse(fmt::format("'{}' is a result file, and a question takes one result file alone", *result),
         "run the scenarios together, as in prospect run a.toml b.toml, and give that result; or give the scenario "
         "files");
}

model::Program compiled(const Questioned& about, const std::string& file, bool events_shown) {
  auto equations = model::equations(read::load(file, *about.files, about.observed), about.as_of);
  if (events_shown) show_events(equations);
  return model::compile(std::move(equations));
}

}  // namespace

void open_record(const QuestionRequest& request, Questioned& about) {
  if (request.keep) about.alone = std::make_shared<const base::FileLock>(alone_at(request.files.front()));
  about.record = load_result(request.files.front());
}

void show_events(model::Equations& equations) {
  for (std::size_t v = 0; v < equations.program.variables.size(); ++v) {
    auto& variable = equations.program.variables[v];
    const bool is_event = variable.kind == model::Variable::Kind::event && equations.available[v];
    variable.indicator = variable.indicator || is_event;
  }
}

Questioned compiled_cases(const QuestionRequest& request, std::size_t most) {
  Questioned about;
  about.fits = std::make_shared<KeptFits>(request.refit);
  const bool result = request.files.size() == 1 && stands_for_result(request.files.front());
  if (request.files.size() > 1) refuse_results_among(request.files);
  auto files = result ? open_result(request, about) : open_scenarios(request, about);
  if (result && most == 1 && request.scenarios.empty() && files.size() > 1) files.resize(1);
  if (files.size() > most) {
    refuse(fmt::format("{} scenarios are given, this question is about {}", files.size(), most), "give fewer");
  }
  base::Problems problems;
  std::set<std::string> names;
  for (const auto& file : files) {
    try {
      Case one{file, compiled(about, file, request.show_events), {}};
      if (!names.insert(one.program.scenario).second) {
        problems.add("bad-argument", {}, fmt::format("two scenarios are called '{}'", one.program.scenario),
                     "give each file once, and no two files one name");
      }
      about.cases.push_back(std::move(one));
    } catch (const base::Rejected& rejected) {
      problems.add(rejected.problems());
    }
  }
  base::reject_if_errors(problems);
  return about;
}

Questioned questioned(const QuestionRequest& request, std::size_t most) {
  Questioned about = compiled_cases(request, most);
  for (auto& one : about.cases) {
    const auto* before = &one == &about.cases.front() ? nullptr : &about.cases.front().estimate;
    one.estimate = calibrate::fit(one.program, {about.seed, threads_of(request), before, about.fits.get()});
  }
  return about;
}

Case case_of(const Questioned& about, const std::string& file, const std::string& text, const Case& like,
             int threads, read::Parsed* parsed, model::Equations* equations) {
  const read::Added files(*about.files, file, text);
  auto made_of = model::equations(read::load(file, files, about.observed, parsed), about.as_of);
  if (equations != nullptr) *equations = made_of;
  Case made{file, model::compile(std::move(made_of)), {}};
  made.estimate = calibrate::fit(made.program, {about.seed, threads, &like.estimate, about.fits.get()});
  return made;
}

simulate::Plan plan_of(const QuestionRequest& request, const Questioned& about, const Case& one) {
  simulate::Plan plan;
  plan.seed = about.seed;
  plan.paths = request.paths;
  plan.threads = threads_of(request);
  plan.conditions = conditions_of(one.program, one.estimate, about.seed);
  return plan;
}

int finish(const QuestionRequest& request, Questioned about, analyse::Answer answer,
           const std::function<std::string(const report::VerdictOptions&)>& text) {
  answer.asked = request.asked;
  report::VerdictOptions options;
  options.language = base::Language::english;
  const auto said = [&] {
    return text(options) + (about.other_worlds ? report::plain_answer_note(options) : "");
  };
  answer.text.en = said();
  options.language = base::Language::vietnamese;
  answer.text.vi = said();
  if (request.json) {
    fmt::print("{}\n", report::to_json(answer));
  } else {
    fmt::print("{}", answer.text.in(request.language));
  }
  if (!request.keep) return done;
  auto& answers = about.record->answers;
  const auto there = std::find_if(answers.begin(), answers.end(),
                                  [&](const auto& a) { return a.name == answer.name; });
  if (there != answers.end()) {
    *there = std::move(answer);
  } else {
    answers.push_back(std::move(answer));
  }
  store::write(*about.record, request.files.front());
  fmt::print(stderr, "kept in {}\n", request.files.front());
  return done;
}

}  // namespace prospect::app
