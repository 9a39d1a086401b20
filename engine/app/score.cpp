#include "app/score.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <optional>

#include "analyse/track_record.hpp"
#include "app/refuse.hpp"
#include "app/run.hpp"
#include "app/stored.hpp"
#include "base/hints.hpp"
#include "base/problem.hpp"
#include "read/files.hpp"
#include "report/sensitivity.hpp"
#include "report/track_record.hpp"

namespace prospect::app {
namespace {

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  for (std::size_t to = text.find(at); to != text.npos; to = text.find(at, from)) {
    parts.push_back(text.substr(from, to - from));
    from = to + 1;
  }
  parts.push_back(text.substr(from));
  return parts;
}

template <class Number>
std::optional<Number> number_in(const std::string& text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// The largest value a key of a family takes; none is below 0.
double most_of(const std::string& key) {
  return key == "damping" || key == "break_probability" ? 1 : 1000;
}

/// "damping=0.8,1" as a rule; adds what is wrong with it.
void read_rule(const std::string& text, std::vector<analyse::Rule>& rules, base::Problems& problems) {
  const auto wrong = [&](const std::string& message, const std::string& hint) {
    problems.add("bad-argument", {}, message, hint);
  };
  const std::size_t equals = std::min(text.find('='), text.size());
  analyse::Rule rule{text.substr(0, equals), {}};
  const auto& keys = analyse::rule_keys();
  if (std::find(keys.begin(), keys.end(), rule.key) == keys.end()) {
    return wrong(fmt::format("'{}' is not a key of a family that a rule may set", rule.key),
                 base::did_you_mean(rule.key, keys, fmt::format("keys are {}", fmt::join(keys, ", "))));
  }
  if (equals == text.size()) {
    return wrong(fmt::format("rule '{}' has no values", text), "as in --rule damping=0.8,1");
  }
  for (const auto& word : split(text.substr(equals + 1), ',')) {
    const auto value = number_in<double>(word);
    if (!value || !std::isfinite(*value) || *value < 0 || *value > most_of(rule.key)) {
      return wrong(fmt::format("'{}' is not a number from 0 to {} for '{}'", word, most_of(rule.key),
                               rule.key),
                   "as in --rule damping=0.8,1");
    }
    rule.values.push_back(*value);
  }
  if (rule.values.size() > 1 && !analyse::takes_list(rule.key)) {
    return wrong(fmt::format("'{}' takes one value, found {}", rule.key, rule.values.size()), "");
  }
  rules.push_back(std::move(rule));
}

std::vector<int> origins_in(const ScoreRequest& request, int base_year, base::Problems& problems) {
  std::vector<int> origins;
  if (request.origins.empty()) return origins;
  for (const auto& word : split(request.origins, ',')) {
    const auto year = number_in<int>(word);
    if (year && *year >= 1000 && *year < base_year) {
      origins.push_back(*year);
      continue;
    }
    problems.add("bad-argument", {},
                 fmt::format("'{}' is not a year before {}, the last one with figures", word, base_year),
                 "as in --origins 2017,2018,2019");
  }
  return origins;
}

/// Finds before the work that the table cannot stand where it is asked for: a table of forecasts may
/// be replaced, nothing else.
void check_table(const std::string& name, base::Problems& problems) {
  std::error_code unknown;
  if (std::filesystem::is_directory(name, unknown)) {
    problems.add("bad-output", {}, fmt::format("'{}' is not the name of a file", name),
                 "as in --csv forecasts.csv");
    return;
  }
  std::ifstream there(name, std::ios::binary);
  std::string first;
  if (!there || !std::getline(there, first) || first + "\n" == report::csv_head) return;
  problems.add("bad-output", {},
               fmt::format("'{}' exists and is not a table of forecasts: it will not be replaced", name),
               "name another file with --csv");
}

void write_table(const analyse::TrackRecord& record, const std::string& name) {
  std::ofstream file(name, std::ios::binary);
  file << report::to_csv(record);
  file.close();
  if (!file) throw base::Failure(fmt::format("could not write the forecasts to '{}'", name));
}

/// The scenario files of the folder `alternatives` beside a scenario.
std::vector<std::string> alternatives_of(const ScoreRequest& request) {
  if (!request.alternatives.empty()) return request.alternatives;
  const auto folder = std::filesystem::path(request.files.front()).parent_path() / "alternatives";
  auto files = toml_files_in(folder.generic_string());
  if (files.empty()) {
    base::Problems problems;
    problems.add("missing-file", {}, fmt::format("there are no scenarios in '{}'", folder.generic_string()),
                 "name those that say other assumptions with --alternatives");
    base::reject_if_errors(problems);
  }
  return files;
}

int sensitivity_table(const ScoreRequest& request, const read::FileSource& files) {
  RunRequest run_request;
  run_request.language = request.language;
  run_request.threads = request.threads;
  run_request.refit = request.refit;
  run_request.paths = request.paths;
  run_request.seed = request.seed;
  run_request.scenarios = request.files;
  for (const auto& file : alternatives_of(request)) run_request.scenarios.push_back(file);
  Split split;
  const auto record = run(run_request, files, split);
  if (request.json) {
    fmt::print("{}\n", report::sensitivity_json(record));
  } else {
    report::VerdictOptions options;
    options.language = request.language;
    fmt::print("{}", report::sensitivity(record, options));
  }
  return done;
}

}  // namespace

int score_command(const ScoreRequest& request) {
  if (request.sensitivity) {
    if (stands_for_result(request.files.front())) {
      refuse("--sensitivity runs scenario files, not a result file", "give the scenario file");
    }
    if (request.keep) refuse("the table of --sensitivity is not kept in a result file", "leave --store out");
    return sensitivity_table(request, read::Disk());
  }
  auto about = compiled_cases(request, 1);
  about.other_worlds = false;   // forecasts of past years are no paths
  const model::Program program = about.cases.front().program;
  base::Problems problems;
  analyse::TrackOptions track;
  track.threads = request.threads;
  track.origins = origins_in(request, program.base_year, problems);
  for (const auto& rule : request.rules) read_rule(rule, track.rules, problems);
  if (!request.csv.empty()) check_table(request.csv, problems);
  base::reject_if_errors(problems);

  const auto record = analyse::track_record(program, track);
  if (!request.csv.empty()) write_table(record, request.csv);
  if (request.json && !request.keep) {
    fmt::print("{}", report::to_json(record));
    return done;
  }
  return finish(request, std::move(about), report::track_answer(record, program),
                [&](const auto& options) { return report::track_record(record, program, options); });
}

}  // namespace prospect::app
