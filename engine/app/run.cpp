#include "app/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <set>

#include "analyse/assumptions.hpp"
#include "analyse/audit.hpp"
#include "app/conditions.hpp"
#include "app/kept_fits.hpp"
#include "app/kept_paths.hpp"
#include "app/refuse.hpp"
#include "app/simulate_scenario.hpp"
#include "app/sobol.hpp"
#include "app/stored.hpp"
#include "app/stop_early.hpp"
#include "base/unicode.hpp"
#include "calibrate/fit.hpp"
#include "lanes/ordered_for.hpp"
#include "model/display.hpp"
#include "model/ledger.hpp"
#include "model/model.hpp"
#include "report/stopping.hpp"
#include "report/text.hpp"
#include "simulate/simulate.hpp"
#include "store/store.hpp"

namespace prospect::app {
namespace {

class Clock {
 public:
  /// Seconds since it was made or last asked.
  double lap() {
    const auto now = std::chrono::steady_clock::now();
    const double seconds = std::chrono::duration<double>(now - last_).count();
    last_ = now;
    return seconds;
  }

 private:
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

/// What the run has to say at once: few paths agree with the new figures.
void warn_of_few(const store::ScenarioRecord& scenario) {
  const auto& summary = scenario.summary;
  if (summary.paths == summary.simulated || summary.paths >= summarise::enough_paths) return;
  fmt::print(stderr,
             "WARNING: {}: only {} of {} paths agree with the new figures; --paths {} would bring "
             "about {}\n",
             scenario.program.scenario, summary.paths, summary.simulated,
             summarise::paths_for_enough(summary), summarise::enough_paths);
}

/// Reads and compiles all scenarios, with every problem of all of them.
void compile_all(const RunRequest& request, const read::FileSource& files,
                 store::RunRecord& record) {
  base::Problems problems;
  std::set<std::string> names;
  read::Parsed parsed;   // scenarios share a model
  for (const auto& file : request.scenarios) {
    try {
      const auto inputs = read::load(file, files, request.observe, &parsed);
      store::ScenarioRecord scenario;
      scenario.program = model::compile(inputs, request.as_of);
      scenario.display = model::display(inputs, scenario.program);
      scenario.file = file;
      if (!names.insert(scenario.program.scenario).second) {
        problems.add("bad-argument", {},
                     fmt::format("two scenarios are called '{}'", scenario.program.scenario),
                     "give each file once, and no two files one name");
      }
      for (const auto& [name, text] : inputs.texts) record.texts[name] = text;
      if (record.scenarios.empty()) record.audit = analyse::audit(model::ledger(inputs));
      record.scenarios.push_back(std::move(scenario));
    } catch (const base::Rejected& rejected) {
      problems.add(rejected.problems());
    }
  }
  base::reject_if_errors(problems);
}

/// A part of a run is all of its paths that no other part has.
void check_part(const RunRequest& request) {
  if (request.part < 1 || request.part > request.parts) {
    refuse(fmt::format("--part {}/{} is none of the parts", request.part, request.parts),
           "the first of four is --part 1/4, the last --part 4/4");
  }
  if (stops_early(request)) {
    refuse("a part of a run cannot tell when the whole is clear",
           "leave --precision and --decide out, or --part");
  }
}

/// Whether a file is of the kind that is to be written, or empty.
bool may_be_replaced(const std::string& file, bool part) {
  std::error_code unknown;
  return (part ? begins_as_part(file) : begins_as_result(file)) || std::filesystem::file_size(file, unknown) == 0;
}

}  // namespace

bool progress_at(const std::string& output) {
  const auto file = progress_file(output);
  std::error_code unknown;
  const auto there = std::filesystem::symlink_status(file, unknown);
  if (!std::filesystem::exists(there)) return false;
  if (std::filesystem::is_regular_file(there) && begins_as_part(file)) return true;
  refuse(fmt::format("'{}' is not what is done of a run, and the run would put that there", file),
         "move it away, or name another file with --output");
}

void tell_of_progress(const std::string& output) {
  if (!progress_at(output)) return;
  say_aside(fmt::format("NOTE: {} holds what is done of an earlier run; prospect extend {} would go on with it, this "
                        "run begins anew", progress_file(output), output));
}

base::FileLock alone_at(const std::string& output) {
  base::FileLock lock(output + ".lock");
  if (!lock.held()) {
    refuse(fmt::format("another command is at work on '{}'", output),
           "wait for it, or name another file with --output");
  }
  return lock;
}

/// Finds before the work, not after it, that a result (or a part of one) cannot stand where it is asked for: the folder
/// is not there, or something that is no result is. A result may replace a result, never an input.
void check_output(const std::string& output, bool part) {
  const auto folder = std::filesystem::path(output).parent_path();
  std::error_code unknown;
  base::Problems problems;
  if (!folder.empty() && !std::filesystem::is_directory(folder, unknown)) {
    problems.add("bad-output", {},
                 fmt::format("there is no folder '{}' for the result file", folder.string()),
                 "make the folder first, or name another with --output");
  } else if (output.empty() || std::filesystem::is_directory(output, unknown)) {
    problems.add("bad-output", {}, fmt::format("'{}' is not the name of a file", output),
                 "as in --output results/plan.h5");
  } else if (std::filesystem::is_regular_file(output, unknown) && !may_be_replaced(output, part)) {
    problems.add("bad-output", {},
                 fmt::format("'{}' exists and is not a {}: it will not be replaced", output,
                             part ? "part of a run" : "result file"),
                 "name another file with --output");
  }
  base::reject_if_errors(problems);
}

namespace {

constexpr std::uint64_t posterior_draws = 1000;   // kept in the result file

/// The posteriors of the scenario's blocks, for the result file.
void remember_fits(const calibrate::Estimate& estimate, store::RunRecord& record) {
  for (const auto& block : estimate.blocks) {
    const bool there = std::any_of(record.fits.begin(), record.fits.end(),
                                   [&](const auto& fit) { return fit->key == block.posterior->key; });
    if (!there && !block.posterior->impossible) record.fits.push_back(block.posterior);
  }
}

/// The points of the run; none where paths are plain ones.
std::shared_ptr<const lanes::SobolPoints> points_asked(const RunRequest& request,
                                                       const store::RunRecord& record) {
  if (request.sampling == simulate::Sampling::plain) return nullptr;
  std::vector<const model::Program*> programs;
  for (const auto& scenario : record.scenarios) programs.push_back(&scenario.program);
  return points_of(programs, request.seed);
}

/// Where part number `part` of a run ends: whole chunks. What is left of the last one is run when parts are joined.
std::uint64_t place_of(const RunRequest& request, std::uint64_t part) {
  return request.paths / simulate::chunk_paths * part / request.parts * simulate::chunk_paths;
}

/// The run of a scenario whose fit is there, with what is done of it.
ScenarioRun start(const RunRequest& request, const store::RunRecord& record, std::size_t number,
                  const simulate::WordsFactory& words, store::PathSink* sink, const Course& course) {
  const auto& scenario = record.scenarios[number];
  simulate::Plan plan;
  plan.seed = request.seed;
  plan.paths = request.paths;
  plan.threads = threads_of(request);
  plan.conditions = conditions_of(scenario.program, scenario.estimate, request.seed);
  plan.sampling = request.sampling;
  plan.words = words;
  ScenarioRun run(scenario.program, scenario.estimate, std::move(plan), std::min(request.keep_paths, request.paths),
                  sink);
  if (request.parts > 0) run.begin_at(place_of(request, request.part - 1));
  if (number >= course.done.size()) return run;
  const std::uint64_t end = request.parts > 0 ? place_of(request, request.part) : request.paths;
  for (const auto& tally : course.done[number]) {
    const auto range = range_of(tally);
    if (!range || range->last > end || !run.take_in(tally)) {
      throw base::Failure(
          fmt::format("what is done of '{}' was counted by another program, on a machine of another class, or is "
                      "damaged: run it anew", base::printable(scenario.program.scenario)));
    }
  }
  return run;
}

/// Goes on with scenario number `number` of a run, or as far as it is asked to.
void go_on(ScenarioRun& run, std::size_t number, const store::RunRecord& record, std::uint64_t paths,
           const Course& course) {
  if (course.progress == nullptr) {
    run.go_on(paths);
  } else {
    course.progress->go_on(run, number, record.scenarios[number].program.scenario, paths);
  }
}

/// Fits scenario number `number`.
void fit(const RunRequest& request, store::RunRecord& record, std::size_t number, KeptFits& fits,
         const Course& course) {
  auto& scenario = record.scenarios[number];
  if (course.progress != nullptr) course.progress->say(scenario.program.scenario, "fitting the model to the figures");
  const auto* before = number == 0 ? nullptr : &record.scenarios.front().estimate;
  calibrate::FitOptions options{request.seed, threads_of(request), before, &fits, {}};
  if (course.progress != nullptr) options.watch = [&course] { course.progress->end_if_asked(); };
  scenario.estimate = calibrate::fit(scenario.program, options);
  remember_fits(scenario.estimate, record);
}

/// What all scenarios of a run are made of, before the first is fitted.
store::RunRecord begin(const RunRequest& request, const read::FileSource& files, const Course& course) {
  store::RunRecord record;
  record.program_version = program_version;
  record.seed = request.seed;
  record.paths = request.paths;
  record.as_of = request.as_of;
  if (!request.observe.empty()) {
    record.observed = std::filesystem::path(request.observe).lexically_normal().generic_string();
  }
  check_stopping(request);
  check_sampling(request);
  compile_all(request, files, record);
  if (course.progress != nullptr) course.progress->about(request, record.texts, course.done);
  return record;
}

void finish(const RunRequest& request, const read::FileSource& files, ScenarioRun& run,
            const store::RunRecord& record, store::ScenarioRecord& scenario) {
  scenario.summary = run.finish();
  scenario.kept = run.finish_kept();
  scenario.tally = run.tally();
  reject_impossible(scenario.program, scenario.summary);
  simulate::Plan plan = run.plan();
  plan.paths = record.paths;   // those that were run, where it stopped early
  analyse::add_assumption_ranges(run.crew(), plan, scenario.summary);
  // The steps that tell the figures apart are run for scenarios that are shown in full.
  const bool shown = request.full || &scenario == &record.scenarios.front();
  if (!scenario.program.observed.empty() && shown) {
    scenario.update = update_of(scenario, run.plan(), request, files);
  }
}

/// On standard output, at once. What cannot be said there is no reason not to store it: `main` looks at the end.
void print_verdict(const RunRequest& request, const store::RunRecord& record) {
  std::string words;
  if (request.json) {
    words = report::to_json(record) + "\n";
  } else {
    report::VerdictOptions options;
    options.language = request.language;
    if (request.full) options.detail = report::VerdictOptions::Detail::full;
    words = report::verdict(record, options);
    if (request.estimates) words += "\n" + report::estimates(record, options);
  }
  std::fwrite(words.data(), 1, words.size(), stdout);
  std::fflush(stdout);
}

}  // namespace

int threads_of(const Common& request) {
  return request.threads > 0 ? request.threads : lanes::hardware_threads();
}

std::vector<std::string> toml_files_in(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(folder, none)) {
    if (entry.path().extension() == ".toml") files.push_back(entry.path().generic_string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

bool streams_paths(const RunRequest& request) {
  return request.keep_paths > 0 && request.observe.empty() && !stops_early(request);
}

store::RunRecord run(const RunRequest& request, const read::FileSource& files, Split& split, store::PathSink* sink,
                     const Course& course) {
  Clock clock;
  auto record = begin(request, files, course);
  if (sink != nullptr) {
    std::vector<store::PathShape> shapes;
    for (const auto& scenario : record.scenarios) {
      shapes.push_back(shape_of_kept(scenario.program, std::min(request.keep_paths, request.paths)));
    }
    expect_room(request.output, shapes);
  }
  const bool early = stops_early(request);
  analyse::Stopped stopped;
  if (early) stopped = waited_for(request, record);
  const auto points = points_asked(request, record);
  const auto words = points ? simulate::sobol_words(points) : simulate::plain_words();
  split.read_and_compile += clock.lap();
  std::vector<ScenarioRun> runs;
  KeptFits fits(request.refit);
  if (course.before != nullptr) fits.offer(*course.before);
  for (std::size_t number = 0; number < record.scenarios.size(); ++number) {
    auto& scenario = record.scenarios[number];
    fit(request, record, number, fits, course);
    split.calibrate += clock.lap();
    runs.push_back(start(request, record, number, words, sink, course));
    scenario.posterior = simulate::draw_parameters(
        runs.back().crew(), std::min<std::uint64_t>(request.paths, posterior_draws), words);
    runs.back().keep_taken_in();
    if (!early) {
      go_on(runs.back(), number, record, request.paths, course);
      finish(request, files, runs.back(), record, scenario);
      if (points) {
        scenario.summary.coordinates = points->coordinates();
        scenario.summary.plain_words = points->plain();
      }
      runs.pop_back();
    } else {
      runs.back().crew().disband();
    }
    split.simulate += clock.lap();
  }
  if (early) {
    run_until_clear(request, runs, stopped, [&](std::size_t number, std::uint64_t paths) {
      go_on(runs[number], number, record, paths, course);
    });
    record.paths = stopped.paths;
    for (std::size_t s = 0; s < runs.size(); ++s) finish(request, files, runs[s], record, record.scenarios[s]);
    record.answers = report::answers(stopped, request.asked);
    split.simulate += clock.lap();
  }
  return record;
}

RunPart run_part(const RunRequest& request, const read::FileSource& files, const Course& course) {
  auto record = begin(request, files, course);
  const auto points = points_asked(request, record);
  const auto words = points ? simulate::sobol_words(points) : simulate::plain_words();
  RunPart part{request, record.texts, {}};
  KeptFits fits(request.refit);
  for (std::size_t number = 0; number < record.scenarios.size(); ++number) {
    fit(request, record, number, fits, course);
    auto run = start(request, record, number, words, nullptr, course);
    go_on(run, number, record, place_of(request, request.part), course);
    part.tallies.push_back(run.tally());
  }
  return part;
}

int run_to_result(const RunRequest& request, const read::FileSource& files, const Course& course) {
  Split split;
  store::RunRecord record;
  Clock clock;
  // The verdict is said before the file is made: a disk that is full loses the file, not what was found.
  if (streams_paths(request)) {
    record = store::write_while(request.output, [&](store::PathSink& sink) {
      auto made = run(request, files, split, &sink, course);
      print_verdict(request, made);
      clock.lap();
      return made;
    });
  } else {
    record = run(request, files, split, nullptr, course);
    print_verdict(request, record);
    clock.lap();
    store::write(record, request.output);
  }
  split.store = clock.lap();
  if (course.progress != nullptr) course.progress->complete();

  fmt::print(stderr,
             "result file: {}\nseconds: read and compile {:.3f}, fit {:.3f}, simulate and summarise "
             "{:.3f}, write {:.3f}\n",
             request.output, split.read_and_compile, split.calibrate, split.simulate, split.store);
  for (const auto& scenario : record.scenarios) warn_of_few(scenario);
  for (const auto& scenario : record.scenarios) {
    const auto& summary = scenario.summary;
    const double share = static_cast<double>(summary.failed) / static_cast<double>(summary.paths);
    if (share > scenario.program.failed_limit) {
      fmt::print(stderr, "{}: {} of {} draws failed, the model allows a share of {}\n",
                 scenario.program.scenario, summary.failed, summary.paths,
                 scenario.program.failed_limit);
      return failed_draws;
    }
  }
  return report::is_clear(record) ? done : precision_not_reached;
}

int run_command(const RunRequest& request) {
  check_output(request.output, request.parts > 0);
  const base::FileLock lock = alone_at(request.output);
  const read::Disk disk;
  tell_of_progress(request.output);
  Progress progress(request.patience, request.output);
  const Course course{&progress, {}, nullptr};
  if (request.parts > 0) {
    check_part(request);
    write_part(run_part(request, disk, course), request.output);
    progress.complete();
    fmt::print(stderr, "part {} of {}: {}\n", request.part, request.parts, request.output);
    return done;
  }
  return run_to_result(request, disk, course);
}

}  // namespace prospect::app
