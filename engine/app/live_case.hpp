#pragma once
/// A case of the what-if page on its way through its worlds: what is known of it so far, and which worlds meet what.

#include <atomic>
#include <memory>

#include "analyse/world_hits.hpp"
#include "app/simulate_scenario.hpp"
#include "app/what_if.hpp"
#include "store/run_record.hpp"

namespace prospect::app {

/// A record of one scenario with its program and charts, nothing counted yet.
[[nodiscard]] store::RunRecord record_of(const WhatIf& of, const WhatIfCase& what);

class LiveCase {
 public:
  LiveCase(WhatIf& of, std::shared_ptr<const WhatIfCase> what);

  [[nodiscard]] const std::shared_ptr<const WhatIfCase>& what() const { return what_; }
  /// Worlds counted.
  [[nodiscard]] std::uint64_t done() const { return done_; }
  /// Runs worlds until so many are counted; no fewer than before. Whole chunks, but for a last time. False if `stop`
  /// was set before that.
  bool go_on(std::uint64_t worlds, const std::atomic<bool>* stop = nullptr);
  /// The run so far, as a record of one scenario: bit for bit that of a run of so many paths. Until the next `go_on`;
  /// that of before the run was put to rest, if it was.
  [[nodiscard]] const store::RunRecord& record();
  [[nodiscard]] const std::shared_ptr<analyse::WorldHits>& hits() const { return hits_; }
  [[nodiscard]] bool is_running() const { return run_ != nullptr; }
  /// Gives back the memory of the run: it is at its end, or others need it more. What was counted last stays.
  void rest();

 private:
  WhatIf& of_;
  std::shared_ptr<const WhatIfCase> what_;
  std::shared_ptr<analyse::WorldHits> hits_;
  std::unique_ptr<ScenarioRun> run_;
  std::unique_ptr<store::RunRecord> record_;
  std::uint64_t done_ = 0;
};

}  // namespace prospect::app
