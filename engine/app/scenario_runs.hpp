#pragma once
/// The scenarios of a run: read, compiled and fitted, each ready for its paths. What the process of a run begins with,
/// and every rank of a job that helps it.

#include <functional>
#include <memory>
#include <optional>

#include "app/kept_fits.hpp"
#include "app/request.hpp"
#include "app/simulate_scenario.hpp"
#include "app/sweep_grid.hpp"
#include "lanes/sobol_points.hpp"
#include "read/files.hpp"
#include "store/path_stream.hpp"
#include "store/run_record.hpp"

namespace prospect::app {

class ScenarioRuns {
 public:
  /// Reads and compiles the request's scenarios; both must outlive it. Throws base::Rejected with all problems of all
  /// of them.
  ScenarioRuns(const RunRequest& request, const read::FileSource& files);

  /// With a record of each scenario, in the order asked for.
  [[nodiscard]] store::RunRecord& record() { return record_; }
  [[nodiscard]] const store::RunRecord& record() const { return record_; }
  [[nodiscard]] const RunRequest& request() const { return request_; }
  [[nodiscard]] std::size_t size() const { return record_.scenarios.size(); }
  [[nodiscard]] const std::string& name(std::size_t number) const {
    return record_.scenarios[number].program.scenario;
  }
  /// Of the sweep that is asked for; none if none is.
  [[nodiscard]] const std::optional<SweepGrid>& grid() const { return grid_; }
  [[nodiscard]] KeptFits& fits() { return fits_; }
  /// The points of all runs; none where paths are plain ones.
  [[nodiscard]] const std::shared_ptr<const lanes::SobolPoints>& points() const { return points_; }
  [[nodiscard]] const simulate::WordsFactory& words() const { return words_; }

  /// Fits a scenario; the first one first, since the others take over what they share with it. `watch` is called many
  /// times a second, and may throw.
  void fit(std::size_t number, const std::function<void()>& watch = {});
  /// The run of a scenario whose fit is there, with nothing done of it. Must not outlive this.
  [[nodiscard]] ScenarioRun start(std::size_t number, store::PathSink* sink = nullptr) const;
  /// Paths of the request's part, or all of them: from where to before where.
  [[nodiscard]] PathRange asked_for() const;

 private:
  const RunRequest& request_;
  std::optional<SweepGrid> grid_;
  store::RunRecord record_;
  KeptFits fits_;
  std::shared_ptr<const lanes::SobolPoints> points_;
  simulate::WordsFactory words_;
};

}  // namespace prospect::app
