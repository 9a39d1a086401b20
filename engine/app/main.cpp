/// The door of the program: commands, options, exit codes.

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <new>
#include <optional>
#include <system_error>

#include "app/memory.hpp"
#include "app/options.hpp"
#include "app/rank_work.hpp"
#include "app/shared_run.hpp"
#include "base/hints.hpp"
#include "base/problem.hpp"
#include "lanes/level.hpp"
#include "ranks/ranks.hpp"
#include "read/read.hpp"

namespace prospect::app {
namespace {

/// The command line as typed, without the program, and without what no answer depends on: it stands in the file, whose
/// bytes are those of any number of threads.
std::string asked_of(int argc, char** argv) {
  std::string asked;
  for (int k = 1; k < argc; ++k) {
    const std::string word = argv[k], name = word.substr(0, word.find('='));
    if (name == "--threads" || name == "--output" || name == "--progress" || name == "--save-every" ||
        name == "--stalled-after") {
      if (name == word) ++k;
      continue;
    }
    asked += (asked.empty() ? "" : " ") + word;
  }
  return asked;
}

/// Words of the command line as hints know them: options of every command, and the commands.
std::vector<std::string> known_words(const CLI::App& app) {
  std::vector<std::string> words;
  for (const auto* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    words.push_back(command->get_name());
    for (const auto* option : command->get_options()) {
      for (const auto& name : option->get_lnames()) words.push_back("--" + name);
    }
  }
  return words;
}

int wrong_command_line(const CLI::App& app, const CLI::ParseError& error, int argc, char** argv,
                       bool json) {
  base::Problems problems;
  std::string message = argc < 2 ? "say what to do, as in prospect run SCENARIO; prospect --help lists the commands"
                                 : error.what();
  const auto words = known_words(app);
  std::string hint;
  for (int k = 1; k < argc && hint.empty(); ++k) {
    const std::string word = std::string(argv[k]).substr(0, std::string(argv[k]).find('='));
    const bool option = word.starts_with("--");
    const bool known = std::find(words.begin(), words.end(), word) != words.end();
    if (!known && (option || k == 1)) {
      message = fmt::format("'{}' is not {} of prospect", word, option ? "an option" : "a command");
      hint = base::did_you_mean(word, words, "see prospect --help");
    }
  }
  problems.add("bad-argument", {}, message, hint.empty() ? "see prospect --help" : hint);
  if (json) {
    fmt::print("{}\n", base::to_json(problems));
  } else {
    fmt::print(stderr, "{}", base::draw(problems, {}));
  }
  return bad_input;
}

int dispatch(int argc, char** argv, ranks::Ranks* ranks) {
  CLI::App app("Prospect: how likely a development plan's targets are to be met, and why not");
  // An option given twice counts once, the last: scripts may add to a line that has it.
  app.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  app.set_version_flag("--version", program_version);
  app.require_subcommand(1);
  RunRequest run_request;
  SweepRequest sweep_request;
  CheckRequest check_request;
  ReplayRequest replay_request;
  ScoreRequest score_request;
  const auto* run = add_run(app, run_request);
  const auto* sweep = add_sweep(app, sweep_request);
  const auto* check = add_check(app, check_request);
  const auto* replay = add_replay(app, replay_request);
  const auto* score = add_score(app, score_request);
  FitRequest fit_request;
  const auto* fit = add_fit(app, fit_request);
  ObserveRequest observe_request;
  const auto* observe = add_observe(app, observe_request);
  DistanceRequest distance_request;
  const auto* distance = add_distance(app, distance_request);
  ExplainRequest explain_request;
  const auto* explain = add_explain(app, explain_request);
  QuestionRequest discover_request;
  const auto* discover = add_discover(app, discover_request);
  CompareRequest compare_request;
  const auto* compare = add_compare(app, compare_request);
  SeekRequest seek_request;
  const auto* seek = add_seek(app, seek_request);
  QuestionRequest rank_request;
  const auto* rank = add_rank(app, rank_request);
  ServeRequest serve_request;
  const auto* serve = add_serve(app, serve_request);
  ReportRequest report_request;
  const auto* report = add_report(app, report_request);
  ExtendRequest extend_request;
  const auto* extend = add_extend(app, extend_request);
  MergeRequest merge_request;
  const auto* merge = add_merge(app, merge_request);
  const bool json = std::find_if(argv, argv + argc, [](const char* word) {
                      return std::string_view(word) == "--json";
                    }) != argv + argc;
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    return app.exit(CLI::CallForHelp());
  } catch (const CLI::CallForVersion&) {
    fmt::print("prospect {} ({})\n", program_version, lanes::level());
    return done;
  } catch (const CLI::ParseError& error) {
    return wrong_command_line(app, error, argc, argv, json);
  }
  for (QuestionRequest* question : std::initializer_list<QuestionRequest*>{
           &compare_request, &discover_request, &distance_request, &explain_request, &rank_request,
           &replay_request, &score_request, &seek_request}) {
    question->asked = asked_of(argc, argv);
  }
  run_request.asked = sweep_request.asked = asked_of(argc, argv);
  sweep_request.paths_said = sweep->count("--paths") > 0;
  sweep_request.output_said = sweep->count("--output") > 0;
  sweep_request.worlds_said = sweep->count("--seed") + sweep->count("--as-of") + sweep->count("--observe") > 0;
  if (run->parsed() && run->count("--paths") == 0) {
    if (stops_early(run_request)) run_request.paths = most_early_paths;
    else if (run_request.sampling == simulate::Sampling::sobol) run_request.paths = sobol_paths_if_not_said;
  }
  try {
    std::optional<SharedRun> with_ranks;
    const auto shared = [&](const Patience& patience) {
      return ranks == nullptr || ranks->size() == 1 ? nullptr : &with_ranks.emplace(*ranks, patience);
    };
    if (run->parsed()) return run_command(run_request, shared(run_request.patience));
    if (sweep->parsed()) return sweep_command(sweep_request, shared(sweep_request.patience));
    if (extend->parsed()) return extend_command(extend_request, shared(extend_request.patience));
    if (merge->parsed()) return merge_command(merge_request, shared(merge_request.patience));
    if (ranks != nullptr && ranks->size() > 1) {
      say_aside(fmt::format("NOTE: of {} ranks one works: run, sweep, extend and merge are shared out", ranks->size()));
    }
    if (compare->parsed()) return compare_command(compare_request);
    if (check->parsed()) return check_command(check_request);
    if (replay->parsed()) return replay_command(replay_request);
    if (score->parsed()) return score_command(score_request);
    if (fit->parsed()) return fit_command(fit_request);
    if (explain->parsed()) return explain_command(explain_request);
    if (discover->parsed()) return discover_command(discover_request);
    if (observe->parsed()) return observe_command(observe_request);
    if (distance->parsed()) return distance_command(distance_request);
    if (seek->parsed()) return seek_command(seek_request);
    if (serve->parsed()) return serve_command(serve_request);
    if (rank->parsed()) return rank_command(rank_request);
    if (report->parsed()) return report_command(report_request);
  } catch (const Interrupted& interrupted) {
    fmt::print(stderr, "prospect: {}\n", interrupted.what());
    return ExitCode::interrupted;
  } catch (const base::Rejected& rejected) {
    const read::Disk disk;
    if (json) {
      fmt::print("{}\n", base::to_json(rejected.problems()));
    } else {
      fmt::print(stderr, "{}", base::draw(rejected.problems(), read::lines_of(disk)));
    }
    return bad_input;
  }
  return done;
}

}  // namespace
}  // namespace prospect::app

int main(int argc, char** argv) {
  prospect::app::use_large_pages();
  // A full disk or a limit on file sizes is told in words, not by a signal.
  std::signal(SIGXFSZ, SIG_IGN);
  // Nor does a reader who went away end a run whose result is to be stored.
  std::signal(SIGPIPE, SIG_IGN);
  std::unique_ptr<prospect::ranks::Ranks> ranks;
  int code = prospect::app::machine_failure;
  try {
    try {
      ranks = prospect::ranks::join(argc, argv);
    } catch (const prospect::base::Rejected& rejected) {
      std::fputs(prospect::base::draw(rejected.problems(), {}).c_str(), stderr);
      return prospect::app::bad_input;
    }
    if (ranks && ranks->rank() > 0) {
      // When the job is asked to end, rank 0 saves what is done and ends it.
      std::signal(SIGTERM, SIG_IGN);
      std::signal(SIGINT, SIG_IGN);
      prospect::app::work_as_rank(*ranks);
      ranks->leave();
      return prospect::app::done;
    }
    code = prospect::app::dispatch(argc, argv, ranks.get());
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
      std::fprintf(stderr, "prospect: standard output could not be written in full\n");
      code = prospect::app::machine_failure;
    }
  } catch (const prospect::base::Failure& failure) {
    std::fprintf(stderr, "prospect: %s\n", failure.what());
  } catch (const std::system_error& error) {   // of printing
    std::fprintf(stderr, "prospect: %s\n", error.what());
  } catch (const std::bad_alloc&) {
    std::fprintf(stderr, "prospect: not enough memory\n");
  }
  // A rank that is gone ends the job: rank 0 saves.
  if (!ranks || ranks->rank() > 0) return code;
  try {
    prospect::app::end_job(*ranks, code);
  } catch (const std::exception& error) {   // of carrying messages: what was made is made
    std::fprintf(stderr, "prospect: the ranks did not part well: %s\n", error.what());
  }
  return code;
}
