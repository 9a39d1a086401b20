#include "app/options.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cstdlib>
#include <map>
#include <string>

namespace prospect::app {
namespace {

void add_common(CLI::App& command, Common& common) {
  command.add_option("--threads", common.threads, "threads; 0: as many as the machine has")
      ->check(CLI::Range(0, 1024));
  command
      .add_option("--lang", common.language, "language of the texts: en or vi")
      ->transform(CLI::CheckedTransformer(std::map<std::string, base::Language>{
          {"en", base::Language::english}, {"vi", base::Language::vietnamese}}));
  command.add_flag("--json", common.json, "print for machines");
}

void add_refit(CLI::App& command, Common& common) {
  command.add_flag("--refit", common.refit, "fit anew, without the fits kept in the result file and the cache folder");
}

/// What is not above 0 is told apart from an option that was not given.
std::string above_nought(const std::string& text) {
  return std::strtod(text.c_str(), nullptr) > 0 ? "" : fmt::format("'{}' is not a number above 0", text);
}

/// Digits alone, few enough for 64 bits: the library would take -1 for the largest number.
std::string whole_number(const std::string& text) {
  const bool digits = !text.empty() && text.size() <= 18 &&
                      text.find_first_not_of("0123456789") == std::string::npos;
  return digits ? "" : fmt::format("'{}' is not a whole number of at most 18 digits", text);
}

/// What every question asks: of which files, about which targets, how.
void add_question(CLI::App& command, QuestionRequest& request) {
  command.add_option("FILE", request.files, "scenario files, or one result file")
      ->required()
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command.add_option("--scenario", request.scenarios, "name of a scenario of the result file; may be repeated")
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->allow_extra_args(false);
  command
      .add_option("--target", request.targets,
                  "number or code of a target, name of a joint, all, or each; may be repeated")
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->allow_extra_args(false);
  command.add_option("--paths", request.paths, "number of paths, or of worlds to spend")
      ->check(CLI::Range(std::uint64_t{1}, most_paths));
  command.add_option("--seed", request.seed, "seed of the random words; a result file has its own")
      ->check(whole_number);
  command.add_option("--as-of", request.as_of, "use figures up to this year only")->check(CLI::Range(1000, 9999));
  command.add_flag("--store", request.keep, "keep the answer in the result file");
  add_refit(command, request);
  add_common(command, request);
}

void add_patience(CLI::App& command, Patience& patience) {
  command
      .add_option("--progress", patience.form,
                  "how far the run is, on the error output: terminal (where it is one), json (a line each), none")
      ->transform(CLI::CheckedTransformer(std::map<std::string, ProgressForm>{
          {"terminal", ProgressForm::terminal}, {"json", ProgressForm::json}, {"none", ProgressForm::none}}));
  command.add_option("--save-every", patience.save_every, "seconds between savings of what is done; 0: none")
      ->check(CLI::Range(0.0, 1e6));
  command
      .add_option("--stalled-after", patience.stalled_after,
                  "under mpirun: seconds without a sign after which a rank's work goes to others")
      ->check(CLI::Range(1.0, 1e6));
}

/// "2/4": the second of four parts.
void add_part(CLI::App& command, RunRequest& request) {
  command.add_option_function<std::string>(
      "--part",
      [&request](const std::string& words) {
        const auto at = words.find('/');
        const std::string part = words.substr(0, at), parts = at == std::string::npos ? "" : words.substr(at + 1);
        if (!whole_number(part).empty() || !whole_number(parts).empty() || std::stoull(part) < 1 ||
            std::stoull(part) > std::stoull(parts) || std::stoull(parts) > most_parts) {
          throw CLI::ValidationError("--part", fmt::format("'{}' is no part: the second of four is 2/4", words));
        }
        request.part = std::stoull(part);
        request.parts = std::stoull(parts);
      },
      "run only this part of the paths, as 2/4, for prospect merge: on several machines, parts side by side");
}

/// What every command that ends with a result has of options.
template <class Request>
void add_result(CLI::App& command, Request& request) {
  command.add_flag("--full", request.full, "every scenario's table in full");
  command.add_flag("--estimates", request.estimates, "also the table of parameters");
  add_patience(command, request.patience);
  add_refit(command, request);
  add_common(command, request);
}

}  // namespace

CLI::App* add_compare(CLI::App& app, CompareRequest& request) {
  auto* compare = app.add_subcommand("compare", "which scenario is better, and by how much");
  add_question(*compare, request);
  compare->add_option("--against", request.against, "scenario the others are held against; the first if not said");
  return compare;
}

CLI::App* add_extend(CLI::App& app, ExtendRequest& request) {
  auto* extend = app.add_subcommand("extend", "go on with a run that was stopped, or add paths to a result");
  extend->add_option("RESULT", request.file, "result file, or the name of one on its way")->required();
  extend->add_option("--paths", request.paths, "number of paths there are to be in all")
      ->check(CLI::Range(std::uint64_t{1}, most_paths));
  add_result(*extend, request);
  return extend;
}

CLI::App* add_merge(CLI::App& app, MergeRequest& request) {
  auto* merge = app.add_subcommand("merge", "join the parts of a run (run --part) to its result");
  merge->add_option("PART", request.files, "parts, all of them")
      ->required()
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  merge->add_option("--output", request.output, "result file");
  add_result(*merge, request);
  return merge;
}

CLI::App* add_run(CLI::App& app, RunRequest& request) {
  auto* run = app.add_subcommand("run", "how likely are the targets");
  run->add_option("SCENARIO", request.scenarios, "scenario files")
      ->required()
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  run->add_option("--paths", request.paths, "number of paths of each scenario; with the next two the most")
      ->check(CLI::Range(std::uint64_t{1}, most_paths));
  run->add_option("--precision", request.precision,
                  "go on until every probability is known to so many points (half-width at 95 %), as 0.2")
      ->check(above_nought);
  run->add_option("--decide", request.decide,
                  "go on until it is clear which probabilities are above this one, as 0.8 (99 % confidence)")
      ->check(above_nought);
  run->add_option("--target", request.targets, "what those two wait for; may be repeated; every target if not said")
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->allow_extra_args(false);
  run->add_option("--seed", request.seed, "seed of the random words")->check(whole_number);
  run->add_option_function<std::string>(
         "--sampling",
         [&request](const std::string& word) {
           request.sampling = word == "sobol" ? simulate::Sampling::sobol : simulate::Sampling::plain;
         },
         "plain: random paths; sobol: scrambled Sobol' points, which know probabilities better for the same paths "
         "(4096 times a power of two of them)")
      ->check(CLI::IsMember({"plain", "sobol"}));
  run->add_option("--as-of", request.as_of, "use figures up to this year only")
      ->check(CLI::Range(1000, 9999));
  run->add_option("--keep-paths", request.keep_paths, "keep that many first paths in the file")
      ->check(CLI::Range(std::uint64_t{0}, most_kept_paths));
  run->add_option("--observe", request.observe,
                  "start from the new figures of this table: series,year,value[,status,error,note]");
  run->add_option("--output", request.output, "result file");
  add_part(*run, request);
  add_result(*run, request);
  return run;
}

CLI::App* add_sweep(CLI::App& app, SweepRequest& request) {
  auto* sweep = app.add_subcommand("sweep", "probabilities over settings of levers: thousands of scenarios, one file");
  sweep->add_option("GRID", request.grid, "grid file: levers, their settings, scenarios")->required();
  sweep->add_option("--paths", request.paths, "worlds of each point; the grid file's if not said")
      ->check(CLI::Range(std::uint64_t{1}, most_paths));
  sweep->add_option("--seed", request.seed, "seed of the random words")->check(whole_number);
  sweep->add_option("--as-of", request.as_of, "use figures up to this year only")->check(CLI::Range(1000, 9999));
  sweep->add_option("--observe", request.observe,
                    "start from the new figures of this table: series,year,value[,status,error,note]");
  sweep->add_option("--output", request.output, "result file; the grid file's name with .h5 if not said");
  sweep->add_option("--store", request.store,
                    "instead: the result file, of a run of these scenarios, that the sweep goes into, on its worlds");
  add_patience(*sweep, request.patience);
  add_refit(*sweep, request);
  add_common(*sweep, request);
  return sweep;
}

CLI::App* add_check(CLI::App& app, CheckRequest& request) {
  auto* check = app.add_subcommand("check", "is my file right, and does the plan add up");
  check->add_option("FILE", request.files, "scenario or model files; scenarios/*.toml if none")
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  check->add_flag("--listing", request.listing, "print the compiled stages");
  check->add_option("--as-of", request.as_of, "use figures up to this year only")
      ->check(CLI::Range(1000, 9999));
  add_common(*check, request);
  return check;
}

CLI::App* add_replay(CLI::App& app, ReplayRequest& request) {
  auto* replay = app.add_subcommand("replay", "the story of one path of a result file");
  add_question(*replay, request);
  replay->add_option("--world", request.world, "number of the path")->check(CLI::Range(std::uint64_t{0}, most_paths));
  replay->add_option("--typical", request.typical, "instead: the path that stands for those that miss, or met, it")
      ->check(CLI::IsMember({"miss", "met"}));
  return replay;
}

CLI::App* add_fit(CLI::App& app, FitRequest& request) {
  auto* fit = app.add_subcommand("fit", "what the history says of each parameter");
  fit->add_option("FILE", request.file, "scenario or model file")->required();
  fit->add_option("--as-of", request.as_of, "use figures up to this year only")
      ->check(CLI::Range(1000, 9999));
  fit->add_option("--seed", request.seed, "seed of the random words")->check(whole_number);
  add_refit(*fit, request);
  add_common(*fit, request);
  return fit;
}

CLI::App* add_score(CLI::App& app, ScoreRequest& request) {
  auto* score = app.add_subcommand("score", "how the fit would have done in past years");
  score->add_option("FILE", request.files, "scenario or model file, or a result file")->required()->expected(1);
  score->add_option("--scenario", request.scenarios, "name of a scenario of the result file; its first if not said")
      ->expected(1);
  score->add_flag("--store", request.keep, "keep the record in the result file");
  score->add_option("--origins", request.origins,
                    "last years known, as 2017,2018,2019; the three before the base year if not said");
  score->add_option("--rule", request.rules, "KEY=V1,V2: set a key of every family; may be repeated")
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->allow_extra_args(false);
  score->add_option("--csv", request.csv, "also write every forecast to this table");
  score->add_flag("--sensitivity", request.sensitivity,
                  "instead: the headline probabilities under other assumptions");
  score->add_option("--alternatives", request.alternatives,
                    "scenario files of those assumptions; alternatives/*.toml beside FILE if not said")
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  score->add_option("--paths", request.paths, "paths of each row of that table")
      ->check(CLI::Range(std::uint64_t{1}, most_paths));
  score->add_option("--seed", request.seed, "seed of its random words")->check(whole_number);
  add_refit(*score, request);
  add_common(*score, request);
  return score;
}

CLI::App* add_observe(CLI::App& app, ObserveRequest& request) {
  auto* observe = app.add_subcommand("observe", "what new figures say of a result file's kept paths");
  observe->add_option("FILE", request.file, "result file, of a run with --keep-paths")->required();
  observe->add_option("--observe", request.observe, "table of new figures: series,year,value[,status,error,note]")
      ->required();
  observe->add_option("--scenario", request.scenario, "name of the scenario; the only one if not given");
  add_common(*observe, request);
  return observe;
}

CLI::App* add_distance(CLI::App& app, DistanceRequest& request) {
  auto* distance = app.add_subcommand("distance", "which smallest shift of assumptions turns the verdict");
  add_question(*distance, request);
  distance->add_option("--probability", request.probability, "the probability it is to turn to, in %")
      ->check(CLI::Range(1.0, 99.0));
  return distance;
}

CLI::App* add_explain(CLI::App& app, ExplainRequest& request) {
  auto* explain = app.add_subcommand("explain", "what drives the misses of targets");
  add_question(*explain, request);
  explain->add_option("--by", request.by, "lines of the table: input or kind")
      ->check(CLI::IsMember({"input", "kind"}));
  explain->add_option("--against", request.against,
                      "another scenario file, or scenario of the result file: what makes the difference");
  return explain;
}

CLI::App* add_discover(CLI::App& app, QuestionRequest& request) {
  auto* discover = app.add_subcommand("discover", "in which worlds targets are missed");
  add_question(*discover, request);
  return discover;
}

CLI::App* add_seek(CLI::App& app, SeekRequest& request) {
  auto* seek = app.add_subcommand("seek", "which value of a lever gives a wanted probability");
  request.paths = 50'000;
  seek->add_option("--lever", request.levers, "name of a lever; may be repeated")
      ->required()
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->allow_extra_args(false);
  seek->add_option("--probability", request.probability, "wanted probability, %");
  seek->add_option("--write", request.write, "write the answer as a scenario file beside the one asked about")
      ->check([](const std::string& name) { return std::string(name.empty() ? "it names no file" : ""); });
  seek->add_flag("--least-effort", request.least_effort, "of several levers, the least that is enough");
  seek->add_option("--spread", request.spread, "the lever becomes normal(value, SPREAD), in its unit");
  add_question(*seek, request);
  return seek;
}

CLI::App* add_serve(CLI::App& app, ServeRequest& request) {
  auto* serve = app.add_subcommand("serve", "the what-if page: levers as sliders, in a browser on this machine");
  serve->add_option("FILE", request.files, "scenario files, a model or a result file; scenarios/*.toml if none")
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  serve->add_option("--port", request.port, "port at 127.0.0.1; 8024, or any that is free, if not said")
      ->check(CLI::Range(0, 65535));
  serve->add_option("--paths", request.paths, "worlds of an answer when the hand rests; up to a million by the page")
      ->check(CLI::Range(std::uint64_t{1}, most_paths));
  serve->add_option("--seed", request.seed, "seed of the random words; a result file has its own")
      ->check(whole_number);
  serve->add_option("--as-of", request.as_of, "use figures up to this year only")->check(CLI::Range(1000, 9999));
  serve->add_flag("--no-save{false}", request.save, "the page may save no scenario files");
  add_refit(*serve, request);
  add_common(*serve, request);
  return serve;
}

CLI::App* add_rank(CLI::App& app, QuestionRequest& request) {
  auto* rank = app.add_subcommand("rank", "where the region stands among others in the last year");
  add_question(*rank, request);
  return rank;
}

CLI::App* add_report(CLI::App& app, ReportRequest& request) {
  auto* report = app.add_subcommand("report", "a result file as a page, a workbook, tables or drawings");
  report->add_option("FILE", request.file, "result file")->required();
  report->add_option("OUTPUT", request.output, "file, or folder of drawings; beside FILE if not said");
  report->add_option("--output", request.output, "the same");
  report->add_option("--format", request.format, "html, xlsx, csv, iamc, md, or svg: every chart as a file")
      ->check(CLI::IsMember(report_formats()));
  report->add_option("--locale", request.locale, "of csv: vi for decimal comma, semicolon and byte order mark")
      ->check(CLI::IsMember({"vi", "en"}));
  add_common(*report, request);
  return report;
}

}  // namespace prospect::app
