#include "calibrate/block_posterior.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <numbers>
#include <optional>
#include <set>

#include "base/sha256.hpp"
#include "calibrate/key_text.hpp"
#include "lanes/functions.hpp"
#include "lanes/quantile_table.hpp"
#include "model/evaluate.hpp"

namespace prospect::calibrate {
namespace {

using lanes::lane_count;

/// Which score stands for what: parameters that matter first, then the words of each stream by year.
struct Places {
  std::map<std::size_t, std::size_t> parameters;           ///< parameter, score
  std::map<std::uint64_t, std::size_t> streams;            ///< name key, score of the first year
  int first_year = 0;
  std::size_t count = 0;
};

Places places_of(const model::Program& program) {
  std::set<std::size_t> parameters, streams;
  for (const auto* code : {&program.path_code, &program.year_code}) {
    for (const auto& instruction : *code) {
      const auto i = static_cast<std::size_t>(instruction.i);
      if (instruction.op == model::Opcode::parameter) parameters.insert(i);
      if (instruction.op == model::Opcode::word) streams.insert(i);
    }
  }
  Places places;
  places.first_year = program.base_year + 1;
  for (const std::size_t p : parameters) {
    const bool drawn = program.parameters[p].prior.kind != lanes::Distribution::Kind::fixed;
    if (drawn) places.parameters[p] = places.count++;
  }
  for (const std::size_t s : streams) {
    places.streams[lanes::name_key(program.streams[s].name)] = places.count;
    places.count += static_cast<std::size_t>(program.horizon());
  }
  // Where nothing is drawn an idle score stands in, so that there are particles to carry what it comes to.
  places.count = std::max<std::size_t>(places.count, 1);
  return places;
}

/// Answers a program's requests for words with the scores of particles.
class ScoredWords final : public lanes::WordSource {
 public:
  explicit ScoredWords(const Places& places) : places_(&places) {}
  void stand_on(const lanes::Rows& scores) { scores_ = &scores; }

  void uniforms(const lanes::Stream& stream, std::uint64_t, std::int64_t step, double* out) override {
    const std::size_t year = static_cast<std::size_t>(step - places_->first_year);
    const double* z = scores_->row(places_->streams.at(stream.key().second) + year);
    // As a word of a run, it stays within its ends.
    constexpr double least = 0x1p-53, most = 1 - 0x1p-53;
    for (std::size_t l = 0; l < lane_count; ++l) {
      out[l] = std::clamp(lanes::normal_cdf_lane(z[l]), least, most);
    }
  }

 private:
  const Places* places_;
  const lanes::Rows* scores_ = nullptr;
};

/// What all evaluators of a block share.
struct Shared {
  explicit Shared(const model::LearnBlock& of)
      : block(&of), places(places_of(of.program)), draws(of.program, 0) {
    for (const auto& [p, score] : places.parameters) {
      tables.emplace(p, of.program.parameters[p].prior.table());
    }
  }

  const model::LearnBlock* block;
  Places places;
  model::Draws draws;
  std::map<std::size_t, lanes::QuantileTable> tables;
};

class BlockLikelihood final : public Likelihood {
 public:
  explicit BlockLikelihood(std::shared_ptr<const Shared> shared)
      : shared_(std::move(shared)),
        evaluator_(shared_->block->program, shared_->draws),
        words_(shared_->places) {
    const auto& parameters = shared_->block->program.parameters;
    for (std::size_t p = 0; p < parameters.size(); ++p) {
      const auto& prior = parameters[p].prior;
      const bool fixed = prior.kind == lanes::Distribution::Kind::fixed;
      std::fill_n(evaluator_.parameter_row(model::ParameterId(p)), lane_count, fixed ? prior.a : 0);
    }
  }

  void log_likelihood(const lanes::Rows& scores, double* out) override {
    run(scores);
    std::fill_n(out, lane_count, 0.0);
    for (const auto& figure : shared_->block->figures) {
      const double constant = -std::log(figure.error * std::sqrt(2 * std::numbers::pi));
      const double years = figure.year - figure.from + 1;
      double* sum = sum_.row(0);
      std::fill_n(sum, lane_count, 0.0);
      for (int year = figure.from; year <= figure.year; ++year) {
        const double* row = evaluator_.row(figure.variable, year);
        lanes::each_lane([=](std::size_t l) { sum[l] += row[l]; });
      }
      lanes::each_lane([=, value = figure.value, error = figure.error](std::size_t l) {
        const double away = (sum[l] / years - value) / error;
        out[l] += constant - away * away / 2;
      });
    }
  }

  void run(const lanes::Rows& scores) {
    for (const auto& [p, score] : shared_->places.parameters) {
      shared_->tables.at(p).evaluate(scores.row(score), evaluator_.parameter_row(model::ParameterId(p)));
    }
    words_.stand_on(scores);
    evaluator_.run(words_, 0);
  }

  /// What a part is on each lane after `run`.
  [[nodiscard]] const double* part(const model::LearnBlock::Part& part) {
    if (part.own) return evaluator_.parameter_row(*part.own);
    return evaluator_.row(*part.carried, shared_->block->program.end_year);
  }

 private:
  std::shared_ptr<const Shared> shared_;
  model::Evaluator evaluator_;
  ScoredWords words_;
  lanes::Rows sum_{1};
};

/// Values of every part on all particles of a swarm: [part][particle].
std::vector<std::vector<double>> parts_on(const model::LearnBlock& block,
                                          const std::shared_ptr<const Shared>& shared,
                                          const Swarm& swarm) {
  std::vector<std::vector<double>> values(block.parts.size());
  BlockLikelihood evaluator(shared);
  lanes::Rows scores(swarm.dimension);
  for (std::size_t first = 0; first < swarm.count; first += lane_count) {
    for (std::size_t k = 0; k < swarm.dimension; ++k) {
      std::copy_n(swarm.row(k).data() + first, lane_count, scores.row(k));
    }
    evaluator.run(scores);
    for (std::size_t part = 0; part < block.parts.size(); ++part) {
      const double* row = evaluator.part(block.parts[part]);
      values[part].insert(values[part].end(), row, row + lane_count);
    }
  }
  return values;
}

/// A parameter that no figure depends on is not the block's to learn: its row would be 0.
bool is_used(const model::LearnBlock::Part& part, const Places& places) {
  return part.carried || places.parameters.contains(part.own->value);
}

void describe_prior(const model::LearnBlock& block, const std::shared_ptr<const Shared>& shared,
                    BlockPosterior& posterior) {
  Team team([&] { return std::make_unique<BlockLikelihood>(shared); }, 1);
  const Swarm prior = draw_prior(posterior.scores, 4096 / lane_count * lane_count, 1,
                                 "learn." + block.name + ".prior", team);
  const auto values = parts_on(block, shared, prior);
  for (std::size_t part = 0; part < values.size(); ++part) {
    if (!is_used(block.parts[part], shared->places)) continue;
    posterior.prior.push_back(describe(values[part]));
  }
}

SmcOptions settings_of(const model::LearnBlock& block, std::uint64_t seed, int threads, std::size_t particles) {
  SmcOptions options;
  options.name = "learn." + block.name;
  options.seed = seed;
  options.particles = particles / lane_count * lane_count;
  options.threads = threads;
  return options;
}

}  // namespace

BlockScores scores_of(const model::LearnBlock& block) {
  auto shared = std::make_shared<const Shared>(block);
  const std::size_t dimension = shared->places.count;
  return {dimension, [shared] { return std::make_unique<BlockLikelihood>(shared); }};
}

std::string key_of(const model::LearnBlock& block, const model::Program& user, std::uint64_t seed) {
  const model::Program& program = block.program;
  KeyText key;
  key.words("learned block, first form");
  key.words(block.name);
  const SmcOptions settings = settings_of(block, seed, 1, block_particles);
  key.all(settings.seed, settings.particles, settings.ess_share, settings.least_moves, settings.most_moves,
          settings.forgotten);
  // The listing names every instruction, row and constant; what it leaves out or shortens follows.
  key.words(model::listing(program));
  key.all(program.base_year, program.end_year, program.years_back);
  for (const std::uint32_t years : program.kept_depth) key.number(years);
  for (const auto& table : program.tables) key.distribution(table.distribution);
  for (const auto& values : program.year_values) {
    for (const double value : values) key.number(value);
  }
  for (const auto& stream : program.streams) key.words(stream.name);
  for (const auto& parameter : program.parameters) {
    key.words(parameter.name);
    key.distribution(parameter.prior);
  }
  for (const auto& figure : block.figures) {
    key.words(figure.series);
    key.words(program.variables[figure.variable.value].name);
    key.all(figure.from, figure.year, figure.value, figure.error);
  }
  for (const auto& part : block.parts) {
    key.words(user.parameters[part.parameter.value].name);
    key.words(part.own ? program.parameters[part.own->value].name
                       : program.variables[part.carried->value].name);
  }
  return base::sha256(key.text());
}

BlockPosterior learn(const model::LearnBlock& block, const model::Program& user, std::uint64_t seed,
                     int threads, std::size_t particles, const std::function<void()>& watch) {
  const auto shared = std::make_shared<const Shared>(block);
  BlockPosterior posterior;
  posterior.block = block.name;
  posterior.key = key_of(block, user, seed);
  posterior.scores = shared->places.count;
  posterior.figures = block.figures.size();
  SmcOptions options = settings_of(block, seed, threads, particles);
  options.watch = watch;
  const Posterior drawn = sample_posterior(
      posterior.scores, [&] { return std::make_unique<BlockLikelihood>(shared); }, options);
  posterior.impossible = drawn.status == SmcStatus::impossible;
  posterior.log_evidence = drawn.log_evidence;
  if (posterior.impossible) return posterior;
  auto values = parts_on(block, shared, drawn.particles);
  for (std::size_t part = 0; part < values.size(); ++part) {
    if (!is_used(block.parts[part], shared->places)) continue;
    posterior.names.push_back(user.parameters[block.parts[part].parameter.value].name);
    posterior.draws.push_back(std::move(values[part]));
  }
  posterior.effective = *std::min_element(drawn.effective.begin(), drawn.effective.end());
  describe_prior(block, shared, posterior);
  return posterior;
}

}  // namespace prospect::calibrate
