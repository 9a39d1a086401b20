/// How the blocks of a sweep's worlds are run and counted.

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/conditions.hpp"
#include "app/sweep_worker.hpp"
#include "lanes/ordered_for.hpp"
#include "simulate/agreement.hpp"

namespace prospect::app {
namespace {

using simulate::PathRunner;
using summarise::LaneSet;

/// Blocks that a thread takes at once, if there are enough for all.
constexpr std::uint64_t most_task_blocks = 8;
/// Settings whose errors a thread finds at once: it keeps the figures of as many first chunks.
constexpr std::size_t settings_of_errors = 32;
constexpr std::uint64_t pilot_blocks = simulate::chunk_paths / lanes::lane_count;
/// Memory for what is known of the worlds whatever the levers are.
constexpr std::size_t most_known_bytes = std::size_t{64} << 20;
/// The step of what is drawn once a path.
constexpr std::int64_t once = 0;

void keep_common(LaneSet& set, const LaneSet& other) {
  for (std::size_t w = 0; w < set.size(); ++w) set[w] &= other[w];
}

std::int64_t lanes_in(const LaneSet& set) { return static_cast<std::int64_t>(summarise::size_of(set)); }

}  // namespace

std::unique_ptr<SweepCase::Worker> SweepCase::worker() const {
  auto made = std::make_unique<Worker>();
  const auto& draws = prepared_->draws;
  const auto& laws = prepared_->parameters;
  made->fixed = std::make_unique<PathRunner>(fixed_, pattern_.estimate, draws, laws);
  made->fixed_test = std::make_unique<analyse::GoalTest>(fixed_, fixed_goals_);
  made->lean = std::make_unique<PathRunner>(lean_, pattern_.estimate, draws, laws);
  for (const auto& part : parts_) {
    auto& stages = made->stages.emplace_back();
    std::vector<const PathRunner*> given = {made->lean.get()};
    for (const auto& stage : part.stages) {
      stages.push_back(std::make_unique<PathRunner>(stage, pattern_.estimate, draws, laws, given));
      given.push_back(stages.back().get());
    }
    made->tests.push_back(std::make_unique<analyse::GoalTest>(part.stages.back(), part.tests));
  }
  made->met.resize(parts_.size());
  made->scores = lanes::Rows(parameters_.size());
  made->fixed_figures = lanes::Rows(figures_.size());
  made->moved_figures.resize(figures_.size());
  return made;
}

SweepCase::Worker& SweepCase::worker_of(int thread) {
  auto& one = workers_[static_cast<std::size_t>(thread)];
  if (!one) one = worker();
  return *one;
}

std::size_t SweepCase::lanes_of(std::uint64_t block) const {
  return static_cast<std::size_t>(
      std::min<std::uint64_t>(lanes::lane_count, sweep_.paths - block * lanes::lane_count));
}

/// Which lanes of a block meet the fixed goals, and at last which are in use.
const LaneSet* SweepCase::fixed_sets(Worker& worker, std::uint64_t block) {
  const std::size_t sets = fixed_goals_.size() + 1;
  LaneSet* to = nullptr;
  if (known_sets_.empty()) {
    worker.fixed_met.resize(sets);
    to = worker.fixed_met.data();
  } else {
    to = &known_sets_[block * sets];
    if (knows_[block] != 0) return to;
  }
  const auto& run = worker.fixed->run(block * lanes::lane_count, lanes_of(block));
  const auto& met = worker.fixed_test->met(run);
  std::copy(met.begin(), met.end(), to);
  to[sets - 1] = summarise::counted_lanes(run);
  if (!knows_.empty()) knows_[block] = 1;
  return to;
}

void SweepCase::run_parts(Worker& worker, std::uint64_t block, std::size_t used,
                          const std::vector<Projection>& seen) const {
  const std::uint64_t first = block * lanes::lane_count;
  const auto& run = worker.lean->run(first, used);
  for (std::size_t f = 0; f < figures_.size(); ++f) {
    const auto& observed = figures_[f].observed;
    if (figures_[f].part != none) continue;
    std::copy_n(run.row(observed.variable, observed.year), lanes::lane_count, worker.fixed_figures.row(f));
  }
  for (std::size_t k = 0; k < parameters_.size(); ++k) {
    if (!(sweep_.levers[k].spread > 0)) continue;
    worker.words.scores(prepared_->parameters.stream(parameters_[k].value), first, once, false, worker.scores.row(k));
  }
  for (std::size_t p = 0; p < parts_.size(); ++p) run_part(worker, p, block, used, seen[p]);
}

void SweepCase::run_part(Worker& worker, std::size_t part, std::uint64_t block, std::size_t used,
                         const Projection& seen) const {
  const auto& levers = parts_[part].levers;
  auto& stages = worker.stages[part];
  auto& met = worker.met[part];
  const std::size_t tests = parts_[part].tests.size(), last = levers.size() - 1;
  met.resize(seen.combinations * tests);
  for (std::size_t f = 0; f < figures_.size(); ++f) {
    if (figures_[f].part == part) worker.moved_figures[f].resize(seen.combinations * lanes::lane_count);
  }
  for (std::size_t c = 0; c < seen.combinations; ++c) {
    const double* values = &seen.values[c * levers.size()];
    bool anew = c == 0;
    for (std::size_t k = 0; k <= last; ++k) {
      anew = anew || values[k] != (values - levers.size())[k];
      if (!anew) continue;
      double* row = stages[k]->parameter_row(parameters_[levers[k]]);
      if (sweep_.levers[levers[k]].spread > 0) {
        worker.curves.make(law(levers[k], values[k])).evaluate(worker.scores.row(levers[k]), row);
      } else {
        std::fill_n(row, lanes::lane_count, values[k]);
      }
      const auto& run = stages[k]->run_as_set(block * lanes::lane_count, used);
      if (k < last) continue;
      const auto& lanes_met = worker.tests[part]->met(run);
      std::copy(lanes_met.begin(), lanes_met.end(), met.begin() + static_cast<std::ptrdiff_t>(c * tests));
      for (std::size_t f = 0; f < figures_.size(); ++f) {
        const auto& observed = figures_[f].observed;
        if (figures_[f].part != part) continue;
        std::copy_n(run.row(observed.variable, observed.year), lanes::lane_count,
                    &worker.moved_figures[f][c * lanes::lane_count]);
      }
    }
  }
}

const double* SweepCase::figure_row(const Worker& worker, std::size_t figure, std::size_t setting,
                                    const std::vector<Projection>& seen) const {
  const std::size_t part = figures_[figure].part;
  if (part == none) return worker.fixed_figures.row(figure);
  return &worker.moved_figures[figure][seen[part].combination[setting] * lanes::lane_count];
}

/// Which lanes agree with all figures, by setting.
void SweepCase::find_agreeing(Worker& worker, std::uint64_t block, const Call& call) const {
  LaneSet all;
  all.fill(~std::uint64_t{0});
  worker.agree.assign(call.settings, all);
  double* word = worker.figure_words.row(0);
  for (std::size_t f = 0; f < figures_.size(); ++f) {
    const auto& observed = figures_[f].observed;
    worker.words.uniforms(figures_[f].stream, block * lanes::lane_count, observed.year, word);
    for (std::size_t s = 0; s < call.settings; ++s) {
      const double* row = figure_row(worker, f, s, call.seen);
      const double error = call.errors[s * figures_.size() + f];
      LaneSet agree{};
      for (std::size_t l = 0; l < lanes::lane_count; ++l) {
        const bool agrees = simulate::agrees(row[l], word[l], observed.value, error);
        agree[l / summarise::word_lanes] |= std::uint64_t{agrees} << (l % summarise::word_lanes);
      }
      keep_common(worker.agree[s], agree);
    }
  }
}

void SweepCase::run_block(Worker& worker, std::uint64_t block, const Call& call) {
  const LaneSet* fixed_met = fixed_sets(worker, block);
  const std::size_t goals = goals_.size();
  run_parts(worker, block, lanes_of(block), call.seen);
  const bool conditional = !figures_.empty();
  if (conditional) find_agreeing(worker, block, call);
  std::vector<const LaneSet*> of(parts_.size());
  for (std::size_t s = 0; s < call.settings; ++s) {
    LaneSet counted = fixed_met[goals + 1], sound = fixed_met[goals];
    if (conditional) {
      keep_common(counted, worker.agree[s]);
      keep_common(sound, worker.agree[s]);
    }
    for (std::size_t p = 0; p < parts_.size(); ++p) {
      const std::size_t tests = parts_[p].tests.size();
      of[p] = &worker.met[p][call.seen[p].combination[s] * tests];
      keep_common(sound, of[p][tests - 1]);
    }
    worker.counted[s] += lanes_in(counted);
    worker.sound[s] += lanes_in(sound);
    for (std::size_t g = 0; g < goals; ++g) {
      LaneSet met = sound;
      keep_common(met, fixed_met[g]);
      for (const auto& place : moved_[g]) keep_common(met, of[place.part][place.test]);
      worker.hits[s * goals + g] += lanes_in(met);
    }
  }
}

/// The sound paths of the first chunk, which say how far a figure may err that does not say so itself.
void SweepCase::look_ahead() {
  const bool asked = std::any_of(figures_.begin(), figures_.end(),
                                 [](const auto& figure) { return std::isnan(figure.observed.error); });
  if (!asked) return;
  PathRunner fixed(fixed_, pattern_.estimate, prepared_->draws, prepared_->parameters);
  for (std::uint64_t block = 0; block < pilot_blocks; ++block) {
    pilot_sound_.push_back(
        summarise::SoundLanes(fixed.run(block * lanes::lane_count, lanes::lane_count)).set());
  }
}

/// Errors of the figures, [setting][figure].
std::vector<double> SweepCase::errors(std::span<const double> settings, int threads) {
  const std::size_t levers = sweep_.levers.size(), count = settings.size() / levers;
  std::vector<double> errors(count * figures_.size());
  const auto work = [&](std::uint64_t task, int thread) {
    const std::size_t from = task * settings_of_errors, size = std::min(settings_of_errors, count - from);
    find_errors(worker_of(thread), settings.subspan(from * levers, size * levers), &errors[from * figures_.size()]);
  };
  lanes::ordered_for((count + settings_of_errors - 1) / settings_of_errors, threads, work, [](auto, int) {});
  return errors;
}

void SweepCase::find_errors(Worker& worker, std::span<const double> settings, double* errors) const {
  const std::size_t count = settings.size() / sweep_.levers.size();
  const auto seen = projections(settings);
  std::vector<std::vector<double>> samples(count * figures_.size());
  for (std::uint64_t block = 0; block < pilot_sound_.size(); ++block) {
    run_parts(worker, block, lanes::lane_count, seen);
    for (std::size_t s = 0; s < count; ++s) {
      LaneSet sound = pilot_sound_[block];
      for (std::size_t p = 0; p < parts_.size(); ++p) {
        const std::size_t tests = parts_[p].tests.size();
        keep_common(sound, worker.met[p][(seen[p].combination[s] + 1) * tests - 1]);
      }
      for (std::size_t f = 0; f < figures_.size(); ++f) {
        if (!std::isnan(figures_[f].observed.error)) continue;
        const double* row = figure_row(worker, f, s, seen);
        for (std::size_t l = 0; l < lanes::lane_count; ++l) {
          if (summarise::contains(sound, l)) samples[s * figures_.size() + f].push_back(row[l]);
        }
      }
    }
  }
  for (std::size_t k = 0; k < samples.size(); ++k) {
    errors[k] = error_of(figures_[k % figures_.size()].observed, sd_of(samples[k]));
  }
}

bool SweepCase::count(std::span<const double> settings, std::span<PointCount> counts, int threads,
                      const std::atomic<bool>* stop, const std::function<void()>& alive) {
  const std::size_t goals = goals_.size();
  workers_.resize(static_cast<std::size_t>(threads));
  Call call{counts.size(), projections(settings), {}};
  if (!figures_.empty()) call.errors = errors(settings, threads);
  const std::uint64_t blocks = (sweep_.paths + lanes::lane_count - 1) / lanes::lane_count;
  const std::size_t sets = fixed_goals_.size() + 1;
  if (blocks * sets * sizeof(LaneSet) <= most_known_bytes) {
    known_sets_.resize(blocks * sets);
    knows_.resize(blocks);
  }
  std::vector<char> begun(workers_.size());
  const auto begin = [&](int thread) -> Worker& {
    Worker& one = worker_of(thread);
    if (std::exchange(begun[static_cast<std::size_t>(thread)], char{1}) == 0) {
      one.counted.assign(call.settings, 0);
      one.sound.assign(call.settings, 0);
      one.hits.assign(call.settings * goals, 0);
    }
    return one;
  };
  const std::uint64_t at_once =
      std::clamp<std::uint64_t>(blocks / (4 * static_cast<std::uint64_t>(threads)), 1, most_task_blocks);
  const std::uint64_t tasks = (blocks + at_once - 1) / at_once;
  const auto work = [&](std::uint64_t task, int thread) {
    Worker& one = begin(thread);
    const std::uint64_t end = std::min(blocks, (task + 1) * at_once);
    for (std::uint64_t block = task * at_once; block < end; ++block) run_block(one, block, call);
  };
  const auto done = [&alive](std::uint64_t, int) {
    if (alive) alive();
  };
  if (lanes::ordered_for(tasks, threads, work, done, stop) < tasks) return false;
  for (std::size_t s = 0; s < counts.size(); ++s) {
    PointCount count;
    count.hits.resize(goals);
    for (std::size_t w = 0; w < workers_.size(); ++w) {  // whole numbers: no order of threads shows
      if (begun[w] == 0) continue;
      count.counted += workers_[w]->counted[s];
      count.failed += workers_[w]->counted[s] - workers_[w]->sound[s];
      for (std::size_t g = 0; g < goals; ++g) count.hits[g] += workers_[w]->hits[s * goals + g];
    }
    counts[s] = std::move(count);
  }
  return true;
}

}  // namespace prospect::app
