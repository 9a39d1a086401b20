#pragma once
/// One scenario of a sweep: its levers set in many ways on the same worlds.
///
/// Parts     indicators and targets by the set of moved levers that they hang on: what hangs on none is run once, the
///           part of each set once for every combination of its levers' values among the settings, and of that again
///           only the stages that a lever sets anew.
/// Figures   which paths agree with new figures, and how far one may err that gives no error (conditions.hpp), is found
///           for each setting, from the rows of its parts.
/// Threads   one call of `count` at a time; it uses as many threads as it is told.

#include <atomic>
#include <functional>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "analyse/goals.hpp"
#include "analyse/sweep.hpp"
#include "app/question.hpp"
#include "app/sweep_points.hpp"
#include "lanes/distribution.hpp"
#include "simulate/simulate.hpp"
#include "summarise/lane_set.hpp"

namespace prospect::app {

class SweepCase {
 public:
  /// `about` and `sweep`, whose levers and scenarios are known, must outlive it. Throws base::Rejected.
  SweepCase(const Questioned& about, std::size_t scenario, const analyse::Sweep& sweep,
            const std::vector<std::string>& targets, int threads);
  SweepCase(const SweepCase&) = delete;
  SweepCase& operator=(const SweepCase&) = delete;
  ~SweepCase();

  [[nodiscard]] const std::vector<analyse::Goal>& goals() const { return goals_; }
  /// The scenario file that sets the levers so, in the order of the sweep.
  [[nodiscard]] std::string text(std::span<const double> setting) const;

  /// Settings that may be counted at once: memory grows with them.
  [[nodiscard]] std::size_t most_settings() const { return figures_.empty() ? 8192 : 1024; }
  /// Counts settings, [setting][lever], into as many counts. False, and nothing is counted, if `stop` was set before.
  /// `alive` is called many times on the way, one call at a time, by any thread.
  [[nodiscard]] bool count(std::span<const double> settings, std::span<PointCount> counts, int threads,
                           const std::atomic<bool>* stop, const std::function<void()>& alive);
  /// Gives back the memory of its threads until it counts again.
  void rest();

 private:
  /// What hangs on one set of levers and no other.
  struct Part {
    std::vector<std::size_t> levers;       ///< the last is set anew the most often
    std::vector<model::Program> stages;    ///< by lever: what hangs on it, and maybe on those before
    std::vector<analyse::Goal> tests;      ///< its targets, each for itself; then none, which sound paths meet
  };
  /// A target of a goal that hangs on levers.
  struct Place {
    std::size_t part = 0, test = 0;
  };
  /// A new figure that paths are held against.
  struct Figure {
    model::ObservedFigure observed;
    std::size_t part = 0;                  ///< whose variable it is; none: it hangs on no lever
    lanes::Stream stream;
  };
  /// Settings of a call as a part sees them.
  struct Projection;
  struct Worker;
  /// What is counted at once.
  struct Call {
    std::size_t settings = 0;
    std::vector<Projection> seen;          ///< by part
    std::vector<double> errors;            ///< [setting][figure]
  };
  static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

  void find_parts();
  [[nodiscard]] Part part_of(std::vector<std::size_t> levers, const std::vector<model::VariableId>& variables,
                             const model::Program& moving) const;
  void find_lean();
  void look_ahead();
  [[nodiscard]] std::vector<Projection> projections(std::span<const double> settings) const;
  [[nodiscard]] std::unique_ptr<Worker> worker() const;
  [[nodiscard]] Worker& worker_of(int thread);
  [[nodiscard]] std::vector<double> errors(std::span<const double> settings, int threads);
  void find_errors(Worker& worker, std::span<const double> settings, double* errors) const;
  const summarise::LaneSet* fixed_sets(Worker& worker, std::uint64_t block);
  void run_block(Worker& worker, std::uint64_t block, const Call& call);
  void run_parts(Worker& worker, std::uint64_t block, std::size_t used, const std::vector<Projection>& seen) const;
  void run_part(Worker& worker, std::size_t part, std::uint64_t block, std::size_t used, const Projection& seen) const;
  void find_agreeing(Worker& worker, std::uint64_t block, const Call& call) const;
  [[nodiscard]] const double* figure_row(const Worker& worker, std::size_t figure, std::size_t setting,
                                         const std::vector<Projection>& seen) const;
  [[nodiscard]] std::size_t lanes_of(std::uint64_t block) const;
  [[nodiscard]] lanes::Distribution law(std::size_t lever, double value) const;

  const Questioned& about_;
  const analyse::Sweep& sweep_;
  std::size_t scenario_;
  std::string file_, below_;                       ///< a point's name, and its line that names the scenario
  Case pattern_;                                   ///< the levers as parameters
  std::vector<model::ParameterId> parameters_;     ///< of the levers
  std::vector<analyse::Goal> goals_;
  model::Program fixed_, lean_;                    ///< what hangs on no lever: all of it, and what parts read of it
  std::vector<analyse::Goal> fixed_goals_;         ///< of each goal what hangs on no lever; then none
  std::vector<Part> parts_;
  std::vector<std::vector<Place>> moved_;          ///< [goal]: the targets that do
  std::vector<summarise::LaneSet> known_sets_;     ///< [block][fixed goal, then which lanes count], if there is room
  std::vector<char> knows_;                        ///< [block]
  std::vector<Figure> figures_;
  std::vector<summarise::LaneSet> pilot_sound_;    ///< by block of the first chunk, as far as it hangs on no lever
  std::unique_ptr<simulate::Prepared> prepared_;
  std::vector<std::unique_ptr<Worker>> workers_;
};

}  // namespace prospect::app
