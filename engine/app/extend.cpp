#include "app/extend.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "app/refuse.hpp"
#include "app/run.hpp"
#include "app/sobol.hpp"
#include "app/stored.hpp"
#include "app/stop_early.hpp"
#include "base/problem.hpp"
#include "base/unicode.hpp"

namespace prospect::app {
namespace {

/// What the command now running says of itself goes before what the run was begun with.
template <class Request>
void take_manners(const Request& from, RunRequest& to) {
  static_cast<Common&>(to) = from;
  to.patience = from.patience;
  to.full = from.full;
  to.estimates = from.estimates;
}

/// The request that a result file answers.
RunRequest request_of(const store::RunRecord& record) {
  RunRequest request;
  request.paths = record.paths;
  request.seed = record.seed;
  request.as_of = record.as_of;
  request.observe = record.observed;
  if (is_of_points(record)) request.sampling = simulate::Sampling::sobol;
  for (const auto& scenario : record.scenarios) {
    request.scenarios.push_back(scenario.file);
    const auto& kept = scenario.kept;
    const std::uint64_t last = kept.numbers.empty() ? kept.paths : static_cast<std::uint64_t>(kept.numbers.back()) + 1;
    request.keep_paths = std::max(request.keep_paths, last);
  }
  return request;
}

/// A run to fewer paths than are done cannot go on.
void expect_more(const std::vector<std::vector<std::string>>& done, std::uint64_t paths, const std::string& file) {
  std::uint64_t most = 0;
  for (const auto& tallies : done) {
    for (const auto& tally : tallies) {
      const auto ranges = ranges_of(tally);
      if (ranges) most = std::max(most, ranges->back().last);
    }
  }
  if (most <= paths) return;
  refuse(fmt::format("paths up to {} of '{}' are counted, {} were asked for", most, file, paths),
         fmt::format("--paths says how many there are to be in all: {} or more", most));
}

int go_on_with_progress(const ExtendRequest& request, SharedRun* shared) {
  const auto file = progress_file(request.file);
  auto part = read_part(file);
  if (request.paths > 0 && part.request.parts > 0) {
    refuse(fmt::format("'{}' is on its way to be a part of {} paths", request.file, part.request.paths),
           "leave --paths out");
  }
  if (request.paths > 0 && !part.request.grid.empty()) {
    refuse(fmt::format("the sweep to '{}' is of {} worlds for each point", request.file, part.request.paths),
           "leave --paths out: what is counted of its points is of as many");
  }
  if (request.paths > 0 && stops_early(part.request)) {
    refuse(fmt::format("the run to '{}' stops when it is clear, after {} paths at the most", request.file,
                       part.request.paths),
           "leave --paths out: its intervals hold for the looks that were planned when it began");
  }
  check_output(request.file, part.request.parts > 0);
  std::vector<std::string> names;
  for (const auto& scenario : part.request.scenarios) names.push_back(base::printable(scenario));
  const bool sweeps = !part.request.grid.empty();
  say_aside(fmt::format("NOTE: going on with the {} that was stopped: {}, {} {}, seed {}", sweeps ? "sweep" : "run",
                        sweeps ? base::printable(part.request.grid) : fmt::format("{}", fmt::join(names, ", ")),
                        request.paths > 0 ? request.paths : part.request.paths,
                        sweeps ? "worlds for each point" : "paths", part.request.seed));
  take_manners(request, part.request);
  part.request.output = request.file;
  if (request.paths > 0) part.request.paths = request.paths;
  const auto done = std::move(part.tallies);
  expect_more(done, part.request.paths, request.file);
  const read::Memory files(part.texts);
  Progress progress(request.patience, request.file);
  const Course course{&progress, done, nullptr, std::move(part.points), shared};
  if (part.request.into_result) {
    const auto record = load_result(request.file);
    return sweep_into_result(part.request, files, {&progress, {}, &record, course.points_done, shared}, record);
  }
  if (part.request.parts == 0) return run_to_result(part.request, files, course);
  write_part(run_part(part.request, files, course), request.file);
  progress.complete();
  return app::done;
}

int add_paths(const ExtendRequest& request, SharedRun* shared) {
  const auto record = load_result(request.file);
  auto run = request_of(record);
  if (request.paths <= record.paths) {
    refuse(fmt::format("'{}' is complete, with {} paths", request.file, record.paths),
           fmt::format("--paths says how many there are to be in all: more than {}", record.paths));
  }
  std::vector<std::vector<std::string>> done;
  for (const auto& scenario : record.scenarios) {
    if (scenario.tally.empty()) {
      refuse(fmt::format("'{}' was made by a program that did not yet keep what it counted", request.file),
             fmt::format("run it anew: prospect run {} --paths {}", fmt::join(run.scenarios, " "), request.paths));
    }
    done.push_back({scenario.tally});
  }
  expect_more(done, request.paths, request.file);
  take_manners(request, run);
  run.output = request.file;
  run.paths = request.paths;
  if (!record.sweeps.empty()) {
    // Its points are of other scenarios, with worlds of their own number: they are as true as before.
    say_aside(fmt::format("NOTE: the sweep in {} stays as it is, with {} worlds for each point", request.file,
                          record.sweeps.front().paths));
  }
  if (!record.answers.empty()) {
    say_aside(fmt::format("NOTE: answers kept in {} ({}) are of fewer paths and go: ask again", request.file,
                          record.answers.size()));
  }
  const read::Memory files(record.texts);
  Progress progress(request.patience, request.file);
  return run_to_result(run, files, {&progress, done, &record, {}, shared});
}

/// A part, with the paths it has of each scenario.
struct Piece {
  std::string file;
  RunPart part;
  PathRange range;
};

/// What must be the same in all parts, in one text.
std::string question_of(const RunPart& part) {
  const RunRequest& r = part.request;
  return fmt::format("{}\n{} {} {} {} {} {}\n{}", fmt::join(r.scenarios, "\n"), r.paths, r.seed, r.as_of, r.keep_paths,
                     r.sampling == simulate::Sampling::sobol, r.parts, r.observe);
}

constexpr const char* every_part = "give every part once, from the first to the last";

std::string missing(std::uint64_t first, std::uint64_t last) {
  return fmt::format("the paths from {} to {} are in none of the parts", first, last - 1);
}

Piece piece_of(const std::string& file) {
  Piece piece{file, read_part(file), {}};
  if (piece.part.request.parts == 0 || piece.part.tallies.size() != piece.part.request.scenarios.size()) {
    refuse(fmt::format("'{}' is the progress of a run that was stopped", file),
           fmt::format("prospect extend {} goes on with it", std::filesystem::path(file).replace_extension().string()));
  }
  for (const auto& tallies : piece.part.tallies) {
    const auto ranges = tallies.size() == 1 ? ranges_of(tallies.front()) : std::nullopt;
    if (!ranges || ranges->size() != 1) refuse(fmt::format("'{}' is damaged", file), "make the part again");
    piece.range = ranges->front();
  }
  return piece;
}

}  // namespace

int extend_command(const ExtendRequest& request, SharedRun* shared) {
  const base::FileLock lock = alone_at(request.file);
  return progress_at(request.file) ? go_on_with_progress(request, shared) : add_paths(request, shared);
}

int merge_command(const MergeRequest& request, SharedRun* shared) {
  check_output(request.output, false);
  const base::FileLock lock = alone_at(request.output);
  tell_of_progress(request.output);
  std::vector<Piece> pieces;
  for (const auto& file : request.files) pieces.push_back(piece_of(file));
  std::stable_sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) {
    return std::pair(a.range.first, a.range.last) < std::pair(b.range.first, b.range.last);
  });
  std::vector<std::vector<std::string>> done(pieces.front().part.tallies.size());
  std::uint64_t next = 0;
  for (const auto& piece : pieces) {
    const auto& first = pieces.front();
    if (question_of(piece.part) != question_of(first.part) || piece.part.texts != first.part.texts) {
      refuse(fmt::format("'{}' and '{}' are not parts of one run", first.file, piece.file),
             "the same files, paths, seed and number of parts make parts that can be joined");
    }
    if (piece.range.first != next) {
      refuse(piece.range.first > next ? missing(next, piece.range.first)
                                      : fmt::format("'{}' has paths that another part has too", piece.file),
             every_part);
    }
    next = piece.range.last;
    for (std::size_t s = 0; s < done.size(); ++s) done[s].push_back(piece.part.tallies[s].front());
  }
  auto run = pieces.front().part.request;
  take_manners(request, run);
  run.output = request.output;
  run.part = run.parts = 0;
  const std::uint64_t whole = run.paths / simulate::chunk_paths * simulate::chunk_paths;
  if (next < whole) {
    refuse(missing(next, whole), every_part);
  }
  const read::Memory files(pieces.front().part.texts);
  Progress progress(request.patience, request.output);
  return run_to_result(run, files, {&progress, done, nullptr, {}, shared});
}

}  // namespace prospect::app
