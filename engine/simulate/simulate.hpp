#pragma once
/// The door of `simulate`: runs the paths of a plan and offers each finished block to a receiver.
///
/// Address   path number p draws the words (seed, p, year, name of the term): nothing else matters,
///           so the same world meets every scenario, and any path can be run alone.
/// Memory    independent of the number of paths: one evaluator a thread.

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>

#include "calibrate/estimate.hpp"
#include "lanes/word_source.hpp"
#include "model/evaluate.hpp"
#include "model/program.hpp"
#include "simulate/acceptance.hpp"
#include "simulate/parameter_draws.hpp"
#include "simulate/path_block.hpp"
#include "simulate/plan.hpp"

namespace prospect::simulate {

/// Who takes the blocks. `take` is called from several threads at once, each with its own number;
/// `close` once a chunk, one at a time and in chunk order, after all its blocks were taken.
struct Receiver {
  std::function<void(const PathBlock&, int thread)> take;
  std::function<void(std::uint64_t chunk, int thread)> close;
};

/// Evaluates blocks of paths; one a thread.
class PathRunner {
 public:
  /// `conditions`, which must outlive it, say which paths count; none: all do. `words` is where all
  /// random words come from.
  PathRunner(const model::Program& program, const calibrate::Estimate& estimate,
             const model::Draws& draws, const ParameterDraws& parameters,
             const std::vector<Condition>& conditions = no_conditions(), std::uint64_t seed = 0,
             std::unique_ptr<lanes::WordSource> words = std::make_unique<lanes::Threefry>());
  /// Of one part of a split program: what it reads of the others stands where `given` ran them, which must outlive it.
  PathRunner(const model::Program& program, const calibrate::Estimate& estimate, const model::Draws& draws,
             const ParameterDraws& parameters, const std::vector<const PathRunner*>& given);

  [[nodiscard]] static const std::vector<Condition>& no_conditions();

  /// All random words come from there from now on.
  void take_words(std::unique_ptr<lanes::WordSource> words) { words_ = std::move(words); }

  /// Runs the block that starts at `first_path`; `used` lanes of it are asked for.
  const PathBlock& run(std::uint64_t first_path, std::size_t used);

  /// Draws the parameters of the block that starts at `first_path` and nothing else: all of them.
  void draw_parameters(std::uint64_t first_path) { draw(first_path, every_); }

  /// Runs the block that starts at `first_path` with parameters as they stand in their rows.
  const PathBlock& run_as_set(std::uint64_t first_path, std::size_t used);
  [[nodiscard]] double* parameter_row(model::ParameterId id) { return evaluator_.parameter_row(id); }

  /// Values of one lane's parameters after `draw_parameters`, or of those in use after `run`.
  [[nodiscard]] double parameter(model::ParameterId id, std::size_t lane) {
    return evaluator_.parameter_row(id)[lane];
  }

 private:
  PathRunner(const model::Program& program, const calibrate::Estimate& estimate, const ParameterDraws& parameters,
             model::Evaluator evaluator, Acceptance acceptance, std::unique_ptr<lanes::WordSource> words);
  static std::vector<const model::Evaluator*> evaluators_of(const std::vector<const PathRunner*>& runners);
  void draw(std::uint64_t first_path, const std::vector<bool>& wanted);
  void find_faults();

  const model::Program* program_;
  const calibrate::Estimate* estimate_;
  const ParameterDraws* parameters_;
  model::Evaluator evaluator_;
  std::vector<bool> every_, used_;   ///< by parameter: all, those the program's code reads
  std::unique_ptr<lanes::WordSource> words_;
  std::vector<model::VariableId> indicators_;
  std::vector<Fault> faults_;
  std::vector<model::VariableId> fault_variables_;
  std::vector<int> fault_years_;
  lanes::Rows work_;
  FamilyDraws::Work family_work_;
  Acceptance acceptance_;
  PathBlock block_;
};

/// The runners of several runs of one program, estimate and seed under the same conditions: each is made once, by its
/// thread when it is first asked for. `prepared` must outlive it.
/// Threads   `begin` and `disband` between runs; `of` from several threads at once, each with its own number.
class Crew {
 public:
  Crew(const Prepared& prepared, std::vector<Condition> conditions, int threads);

  [[nodiscard]] const Prepared& prepared() const { return *prepared_; }
  [[nodiscard]] int threads() const { return static_cast<int>(members_.size()); }
  /// Begins a run whose words are made by `words`.
  void begin(WordsFactory words);
  [[nodiscard]] PathRunner& of(int thread);
  /// Gives the memory of the runners back until they are asked for again.
  void disband();

 private:
  struct Member {
    std::unique_ptr<PathRunner> runner;
    bool has_words = false;   ///< those of the run that began last
  };
  const Prepared* prepared_;
  std::vector<Condition> conditions_;
  std::vector<Member> members_;
  WordsFactory words_;
};

/// Parameters of the paths 0 to `paths` - 1: [path][parameter].
[[nodiscard]] std::vector<double> draw_parameters(const model::Program& program,
                                                  const calibrate::Estimate& estimate,
                                                  std::uint64_t seed, std::size_t paths,
                                                  const WordsFactory& words = plain_words());
[[nodiscard]] std::vector<double> draw_parameters(Crew& crew, std::size_t paths,
                                                  const WordsFactory& words = plain_words());

/// Runs all paths of `plan`. `stop`, where given, ends the run before the next chunk when it is set. Returns how many
/// chunks were run: the first ones. An exception of the receiver comes out as that of the lowest chunk.
std::uint64_t run(const model::Program& program, const calibrate::Estimate& estimate, const Plan& plan,
                  const Receiver& receiver, const std::atomic<bool>* stop = nullptr);
/// The same by a crew, whose seed, conditions and at most whose threads the plan has.
std::uint64_t run(Crew& crew, const Plan& plan, const Receiver& receiver, const std::atomic<bool>* stop = nullptr);

/// Runs the paths of a small plan block by block on all its threads; `take` has the blocks in order, one at a time.
void run_in_order(Crew& crew, const Plan& plan, const std::function<void(const PathBlock&)>& take);

}  // namespace prospect::simulate
