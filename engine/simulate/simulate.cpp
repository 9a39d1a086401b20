#include "simulate/simulate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

#include "base/check.hpp"
#include "lanes/functions.hpp"
#include "lanes/ordered_for.hpp"
#include "lanes/vector.hpp"
#include "model/prune.hpp"

namespace prospect::simulate {

using lanes::lane_count;

namespace {

/// Whether every lane of a row lies within limits; NaN does not. Most rows do.
bool all_within(const double* row, double low, double high) {
  using lanes::Vector;
  // Extremes a vector each, several at a time, since each waits for the one before.
  constexpr std::size_t vectors = lane_count / lanes::vector_width, ways = std::min<std::size_t>(vectors, 4);
  static_assert(vectors % ways == 0);
  Vector least[ways], greatest[ways], spoilt[ways];
  for (std::size_t k = 0; k < ways; ++k) {
    least[k] = greatest[k] = lanes::load(row + k * lanes::vector_width);
    spoilt[k] = Vector{};
  }
  for (std::size_t at = 0; at < vectors; at += ways) {
    for (std::size_t k = 0; k < ways; ++k) {
      const Vector x = lanes::load(row + (at + k) * lanes::vector_width);
      least[k] = lanes::smaller(x, least[k]);
      greatest[k] = lanes::greater(x, greatest[k]);
      spoilt[k] += x - x;  // zero, or NaN if x is infinite or NaN
    }
  }
  lanes::Mask outside{};
  for (std::size_t k = 0; k < ways; ++k) {
    outside |= (least[k] < low) | (greatest[k] > high) | (spoilt[k] != 0.0);
  }
  return !lanes::any_of(outside);
}

}  // namespace

ParameterDraws::ParameterDraws(const model::Program& program, const calibrate::Estimate& estimate,
                               std::uint64_t seed, lanes::Tables& curves) {
  for (std::size_t p = 0; p < program.parameters.size(); ++p) {
    const auto& law = estimate.laws[p];
    streams_.emplace_back(seed, "parameter." + program.parameters[p].name);
    const bool tabled = law.kind == calibrate::Law::Kind::marginal &&
                        law.distribution.kind != lanes::Distribution::Kind::fixed;
    tables_.emplace_back();
    if (tabled) tables_.back() = curves.make(law.distribution);
  }
  for (const auto& joint : estimate.joints) families_.emplace_back(joint, seed, curves);
  for (const auto& joint : estimate.blocks) blocks_.emplace_back(seed, "block." + joint.posterior->block);
}

ParameterDraws::ParameterDraws(const model::Program& program, const calibrate::Estimate& estimate,
                               std::uint64_t seed) {
  lanes::Tables curves;
  *this = ParameterDraws(program, estimate, seed, curves);
}

PathRunner::PathRunner(const model::Program& program, const calibrate::Estimate& estimate,
                       const model::Draws& draws, const ParameterDraws& parameters,
                       const std::vector<Condition>& conditions, std::uint64_t seed,
                       std::unique_ptr<lanes::WordSource> words)
    : PathRunner(program, estimate, parameters, model::Evaluator(program, draws), Acceptance(conditions, seed),
                 std::move(words)) {}

PathRunner::PathRunner(const model::Program& program, const calibrate::Estimate& estimate, const model::Draws& draws,
                       const ParameterDraws& parameters, const std::vector<const PathRunner*>& given)
    : PathRunner(program, estimate, parameters, model::Evaluator(program, draws, evaluators_of(given)),
                 Acceptance(no_conditions(), 0), std::make_unique<lanes::Threefry>()) {}

std::vector<const model::Evaluator*> PathRunner::evaluators_of(const std::vector<const PathRunner*>& runners) {
  std::vector<const model::Evaluator*> evaluators;
  for (const PathRunner* runner : runners) evaluators.push_back(&runner->evaluator_);
  return evaluators;
}

PathRunner::PathRunner(const model::Program& program, const calibrate::Estimate& estimate,
                       const ParameterDraws& parameters, model::Evaluator evaluator, Acceptance acceptance,
                       std::unique_ptr<lanes::WordSource> words)
    : program_(&program),
      estimate_(&estimate),
      parameters_(&parameters),
      evaluator_(std::move(evaluator)),
      every_(program.parameters.size(), true),
      used_(model::parameters_in_use(program)),
      words_(std::move(words)),
      indicators_(program.indicators()),
      faults_(lane_count),
      fault_variables_(lane_count),
      fault_years_(lane_count),
      work_(1),
      acceptance_(std::move(acceptance)),
      block_(program, 0, lane_count) {
  block_.years_ = static_cast<std::size_t>(program.horizon()) + 1;
  block_.rows_.resize(program.variables.size() * block_.years_);
  for (std::size_t v = 0; v < program.variables.size(); ++v) {
    const auto& variable = program.variables[v];
    if (!variable.kept_row || !(variable.indicator || variable.tested)) continue;
    const model::VariableId id(v);
    for (int year = program.base_year; year <= program.end_year; ++year) {
      block_.rows_[id.value * block_.years_ + static_cast<std::size_t>(year - program.base_year)] =
          evaluator_.row(id, year);
    }
  }
}

const std::vector<Condition>& PathRunner::no_conditions() {
  static const std::vector<Condition> none;
  return none;
}

void PathRunner::draw(std::uint64_t first_path, const std::vector<bool>& wanted) {
  // A parameter is drawn once a path: its words stand at step 0, which is no year of a plan.
  constexpr std::int64_t once = 0;
  double* score = work_.row(0);
  for (std::size_t p = 0; p < parameters_->size(); ++p) {
    const auto& law = estimate_->laws[p];
    if (!wanted[p] || law.kind == calibrate::Law::Kind::joint) continue;
    double* out = evaluator_.parameter_row(model::ParameterId(p));
    if (!parameters_->table(p)) {
      std::fill_n(out, lane_count, law.distribution.a);
      continue;
    }
    words_->scores(parameters_->stream(p), first_path, once, false, score);
    parameters_->table(p)->evaluate(score, out);
  }
  for (std::size_t k = 0; k < estimate_->blocks.size(); ++k) {
    const auto& joint = estimate_->blocks[k];
    if (std::none_of(joint.parts.begin(), joint.parts.end(),
                     [&](const auto& part) { return wanted[part.first.value]; })) {
      continue;
    }
    const auto count = static_cast<double>(joint.posterior->draws.front().size());
    words_->uniforms(parameters_->block(k), first_path, once, score);
    for (const auto& [parameter, draw] : joint.parts) {
      const double* particles = joint.posterior->draws[draw].data();
      double* out = evaluator_.parameter_row(parameter);
      for (std::size_t l = 0; l < lane_count; ++l) {
        out[l] = particles[static_cast<std::size_t>(score[l] * count)];
      }
    }
  }
  for (const auto& family : parameters_->families()) {
    family.draw(*words_, first_path, wanted, family_work_,
                [this](model::ParameterId id) { return evaluator_.parameter_row(id); });
  }
}

void PathRunner::find_faults() {
  std::fill(faults_.begin(), faults_.end(), Fault::none);
  for (const auto id : indicators_) {
    const auto& variable = program_->variables[id.value];
    const double low = std::max(variable.limit_low, -std::numeric_limits<double>::max());
    const double high = std::min(variable.limit_high, std::numeric_limits<double>::max());
    for (int year = program_->base_year + 1; year <= program_->end_year; ++year) {
      const double* row = block_.row(id, year);
      if (all_within(row, low, high)) continue;
      for (std::size_t l = 0; l < lane_count; ++l) {
        if ((row[l] >= low && row[l] <= high) || faults_[l] != Fault::none) continue;
        faults_[l] = std::isfinite(row[l]) ? Fault::outside_limits : Fault::not_finite;
        fault_variables_[l] = id;
        fault_years_[l] = year;
      }
    }
  }
  block_.faults_ = faults_.data();
  block_.fault_variables_ = fault_variables_.data();
  block_.fault_years_ = fault_years_.data();
}

const PathBlock& PathRunner::run(std::uint64_t first_path, std::size_t used) {
  draw(first_path, used_);
  return run_as_set(first_path, used);
}

const PathBlock& PathRunner::run_as_set(std::uint64_t first_path, std::size_t used) {
  evaluator_.run(*words_, first_path);
  block_.place(first_path, used);
  find_faults();
  acceptance_.judge(*words_, block_);
  return block_;
}

Crew::Crew(const Prepared& prepared, std::vector<Condition> conditions, int threads)
    : prepared_(&prepared),
      conditions_(std::move(conditions)),
      members_(static_cast<std::size_t>(std::max(threads, 1))),
      words_(plain_words()) {}

void Crew::begin(WordsFactory words) {
  words_ = std::move(words);
  for (Member& member : members_) member.has_words = false;
}

PathRunner& Crew::of(int thread) {
  Member& member = members_[static_cast<std::size_t>(thread)];
  if (!member.runner) {
    member.runner = std::make_unique<PathRunner>(prepared_->program, prepared_->estimate, prepared_->draws,
                                                 prepared_->parameters, conditions_, prepared_->seed, words_());
  } else if (!member.has_words) {
    member.runner->take_words(words_());
  }
  member.has_words = true;
  return *member.runner;
}

void Crew::disband() {
  for (Member& member : members_) member.runner.reset();
}

std::vector<double> draw_parameters(const model::Program& program, const calibrate::Estimate& estimate,
                                    std::uint64_t seed, std::size_t paths, const WordsFactory& words) {
  const Prepared prepared(program, estimate, seed);
  Crew crew(prepared, {}, 1);
  return draw_parameters(crew, paths, words);
}

std::vector<double> draw_parameters(Crew& crew, std::size_t paths, const WordsFactory& words) {
  const std::size_t parameters = crew.prepared().program.parameters.size();
  std::vector<double> values(paths * parameters);
  crew.begin(words);
  const auto work = [&](std::uint64_t block, int thread) {
    PathRunner& runner = crew.of(thread);
    const std::size_t first = block * lane_count, used = std::min(lane_count, paths - first);
    runner.draw_parameters(first);
    for (std::size_t p = 0; p < parameters; ++p) {
      for (std::size_t lane = 0; lane < used; ++lane) {
        values[(first + lane) * parameters + p] = runner.parameter(model::ParameterId(p), lane);
      }
    }
  };
  lanes::ordered_for((paths + lane_count - 1) / lane_count, crew.threads(), work, [](auto, int) {});
  return values;
}

std::uint64_t run(const model::Program& program, const calibrate::Estimate& estimate, const Plan& plan,
                  const Receiver& receiver, const std::atomic<bool>* stop) {
  const Prepared prepared(program, estimate, plan.seed);
  Crew crew(prepared, plan.conditions, plan.threads);
  return run(crew, plan, receiver, stop);
}

std::uint64_t run(Crew& crew, const Plan& plan, const Receiver& receiver, const std::atomic<bool>* stop) {
  PROSPECT_EXPECT(plan.seed == crew.prepared().seed && plan.threads <= crew.threads());
  crew.begin(plan.words);
  const auto work = [&](std::uint64_t chunk, int thread) {
    PathRunner& runner = crew.of(thread);
    const std::uint64_t begin = chunk * chunk_paths;
    const std::uint64_t end = std::min(begin + chunk_paths, plan.paths);
    for (std::uint64_t at = begin; at < end; at += lane_count) {
      const auto used = static_cast<std::size_t>(std::min<std::uint64_t>(lane_count, end - at));
      receiver.take(runner.run(plan.first_path + at, used), thread);
    }
  };
  return lanes::ordered_for(plan.chunks(), plan.threads, work, receiver.close, stop);
}

void run_in_order(Crew& crew, const Plan& plan, const std::function<void(const PathBlock&)>& take) {
  PROSPECT_EXPECT(plan.seed == crew.prepared().seed && plan.threads <= crew.threads());
  crew.begin(plan.words);
  std::vector<const PathBlock*> made(static_cast<std::size_t>(crew.threads()));
  const auto work = [&](std::uint64_t block, int thread) {
    const std::uint64_t at = block * lane_count;
    const auto used = static_cast<std::size_t>(std::min<std::uint64_t>(lane_count, plan.paths - at));
    made[static_cast<std::size_t>(thread)] = &crew.of(thread).run(plan.first_path + at, used);
  };
  lanes::ordered_for((plan.paths + lane_count - 1) / lane_count, plan.threads, work,
                     [&](auto, int thread) { take(*made[static_cast<std::size_t>(thread)]); });
}

}  // namespace prospect::simulate
