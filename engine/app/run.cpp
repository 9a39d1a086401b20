#include "app/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <utility>

#include "analyse/assumptions.hpp"
#include "app/conditions.hpp"
#include "app/kept_paths.hpp"
#include "app/refuse.hpp"
#include "app/scenario_runs.hpp"
#include "app/shared_run.hpp"
#include "app/stored.hpp"
#include "app/stop_early.hpp"
#include "app/sweep_run.hpp"
#include "base/unicode.hpp"
#include "lanes/ordered_for.hpp"
#include "report/stopping.hpp"
#include "report/sweep.hpp"
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

[[noreturn]] void refuse_other_program(const std::string& scenario) {
  throw base::Failure(
      fmt::format("what is done of '{}' was counted by another program, on a machine of another class, or is damaged: "
                  "run it anew", base::printable(scenario)));
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

/// Fits all scenarios, with the posteriors that are at hand.
void fit_all(ScenarioRuns& all, const Course& course) {
  if (course.before != nullptr) all.fits().offer(*course.before);
  std::function<void()> watch;
  if (course.progress != nullptr) watch = [&course] { course.progress->end_if_asked(); };
  for (std::size_t number = 0; number < all.size(); ++number) {
    if (course.progress != nullptr) course.progress->say(all.name(number), "fitting the model to the figures");
    all.fit(number, watch);
    if (watch) watch();
  }
}

/// What is done of a scenario.
std::vector<PathRange> ranges_done(std::size_t number, const Course& course) {
  std::vector<PathRange> done;
  if (number >= course.done.size()) return done;
  for (const auto& tally : course.done[number]) {
    const auto ranges = ranges_of(tally);
    if (ranges) done.insert(done.end(), ranges->begin(), ranges->end());
  }
  std::sort(done.begin(), done.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  return done;
}

/// Lets the other ranks begin, with all that is left to do; where the run may stop early, look by look.
void share_out(ScenarioRuns& all, const SweepRun* sweep, const Course& course) {
  if (course.shared == nullptr) return;
  const auto& request = all.request();
  course.shared->begin({request, all.record().texts, all.fits().handed_on(), maker_of_fits()}, threads_of(request));
  if (sweep != nullptr) course.shared->plan_points(sweep->gaps());
  if (stops_early(request) || request.into_result) return;
  const auto asked = all.asked_for();
  const std::uint64_t kept = request.parts > 0 ? 0 : std::min(request.keep_paths, request.paths);
  for (std::size_t number = 0; number < all.size(); ++number) {
    const std::uint64_t whole = asked.last / simulate::chunk_paths * simulate::chunk_paths;
    course.shared->plan(number, gaps_in(ranges_done(number, course), asked.first, whole), own_until(kept));
  }
}

/// The sweep that the request asks for, with what is done of it; none if it asks for none.
std::unique_ptr<SweepRun> start_sweep(const ScenarioRuns& all, const Course& course) {
  if (all.request().grid.empty()) return nullptr;
  auto sweep = std::make_unique<SweepRun>(all);
  for (const auto& tally : course.points_done) {
    if (!sweep->take_in(tally)) refuse_other_program(sweep->name());
  }
  return sweep;
}

/// Counts the points that are left.
analyse::Sweep count_points(SweepRun& sweep, const RunRequest& request, const Course& course) {
  if (course.progress != nullptr) {
    course.progress->go_on(sweep, course.shared);
  } else {
    static_cast<void>(sweep.go_on(nullptr, {}));
  }
  return sweep.finish(request.asked);
}

/// The run of a scenario whose fit is there, with what is done of it.
ScenarioRun start(const ScenarioRuns& all, std::size_t number, store::PathSink* sink, const Course& course) {
  auto run = all.start(number, sink);
  if (number >= course.done.size()) return run;
  const std::uint64_t end = all.asked_for().last;
  for (const auto& tally : course.done[number]) {
    const auto ranges = ranges_of(tally);
    if (!ranges || ranges->back().last > end || !run.take_in(tally)) refuse_other_program(all.name(number));
  }
  return run;
}

/// Goes on with scenario number `number` of a run, or as far as it is asked to.
void go_on(ScenarioRun& run, std::size_t number, const std::string& name, std::uint64_t paths, const Course& course) {
  if (course.progress == nullptr) {
    run.go_on(paths);
  } else {
    course.progress->go_on(run, number, name, paths, course.shared);
  }
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
void print_at_once(const std::string& words) {
  std::fwrite(words.data(), 1, words.size(), stdout);
  std::fflush(stdout);
}

void print_sweep(const RunRequest& request, const analyse::Sweep& sweep, const store::RunRecord& record) {
  report::VerdictOptions options;
  options.language = request.language;
  print_at_once(request.json ? report::to_json(sweep, record.seed)
                             : report::sweep(sweep, record.seed, options, &record.scenarios.front().program));
}

void print_verdict(const RunRequest& request, const store::RunRecord& record) {
  if (!request.grid.empty()) return print_sweep(request, record.sweeps.back(), record);
  if (request.json) return print_at_once(report::to_json(record) + "\n");
  report::VerdictOptions options;
  options.language = request.language;
  if (request.full) options.detail = report::VerdictOptions::Detail::full;
  std::string words = report::verdict(record, options);
  if (request.estimates) words += "\n" + report::estimates(record, options);
  print_at_once(words);
}

/// The inputs of both are the inputs of the record from now on: one name stands for one text.
void join_texts(const std::map<std::string, std::string>& from, const std::string& output, store::RunRecord& record) {
  for (const auto& [name, text] : from) {
    const auto [at, is_new] = record.texts.emplace(name, text);
    if (is_new || at->second == text) continue;
    refuse(fmt::format("'{}' is another file than when '{}' was made", base::printable(name), output),
           "run the scenarios anew, or sweep into a result of its own: leave --store out");
  }
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
  ScenarioRuns all(request, files);
  auto& record = all.record();
  if (course.progress != nullptr) course.progress->about(request, record.texts, course.done, course.points_done);
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
  split.read_and_compile += clock.lap();
  fit_all(all, course);
  // Settings that cannot be are found before the work.
  const auto sweep = start_sweep(all, course);
  share_out(all, sweep.get(), course);
  split.calibrate += clock.lap();
  std::vector<ScenarioRun> runs;
  for (std::size_t number = 0; number < all.size(); ++number) {
    auto& scenario = record.scenarios[number];
    runs.push_back(start(all, number, sink, course));
    scenario.posterior = simulate::draw_parameters(
        runs.back().crew(), std::min<std::uint64_t>(request.paths, posterior_draws), all.words());
    if (!runs.back().keep_taken_in()) refuse_other_program(all.name(number));
    if (!early) {
      go_on(runs.back(), number, all.name(number), request.paths, course);
      finish(request, files, runs.back(), record, scenario);
      if (const auto& points = all.points()) {
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
      go_on(runs[number], number, all.name(number), paths, course);
    });
    record.paths = stopped.paths;
    for (std::size_t s = 0; s < runs.size(); ++s) finish(request, files, runs[s], record, record.scenarios[s]);
    record.answers = report::answers(stopped, request.asked);
    split.simulate += clock.lap();
  }
  runs.clear();
  if (sweep) {
    record.sweeps.push_back(count_points(*sweep, request, course));
    split.simulate += clock.lap();
  } else if (course.before != nullptr) {
    record.sweeps = course.before->sweeps;
    // Their scenarios may be others than the run's.
    if (!record.sweeps.empty()) record.texts.insert(course.before->texts.begin(), course.before->texts.end());
  }
  return std::move(record);
}

RunPart run_part(const RunRequest& request, const read::FileSource& files, const Course& course) {
  ScenarioRuns all(request, files);
  if (course.progress != nullptr) course.progress->about(request, all.record().texts, course.done);
  fit_all(all, course);
  share_out(all, nullptr, course);
  RunPart part{request, all.record().texts, {}};
  for (std::size_t number = 0; number < all.size(); ++number) {
    auto run = start(all, number, nullptr, course);
    go_on(run, number, all.name(number), all.asked_for().last, course);
    part.tallies.push_back({run.tally()});
  }
  return part;
}

int sweep_into_result(const RunRequest& request, const read::FileSource& files, const Course& course,
                      store::RunRecord record) {
  ScenarioRuns all(request, files);
  // An earlier sweep of this file may have been of another text.
  std::erase_if(record.sweeps, [&](const auto& before) {
    if (before.file == request.grid) record.texts.erase(before.file);
    return before.file == request.grid;
  });
  join_texts(all.record().texts, request.output, record);
  if (course.progress != nullptr) course.progress->about(request, all.record().texts, {}, course.points_done);
  fit_all(all, course);
  const auto sweep = start_sweep(all, course);
  share_out(all, sweep.get(), course);
  record.sweeps.push_back(count_points(*sweep, request, course));
  print_sweep(request, record.sweeps.back(), record);
  store::write(record, request.output);
  if (course.progress != nullptr) course.progress->complete();
  fmt::print(stderr, "kept in {}\n", request.output);
  return done;
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
  if (course.shared != nullptr) fmt::print(stderr, "shared out among {}\n", course.shared->told());
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

int run_command(const RunRequest& request, SharedRun* shared) {
  check_output(request.output, request.parts > 0);
  const base::FileLock lock = alone_at(request.output);
  const read::Disk disk;
  tell_of_progress(request.output);
  Progress progress(request.patience, request.output);
  const Course course{&progress, {}, nullptr, {}, shared};
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
