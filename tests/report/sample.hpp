#pragma once
/// Records made by hand for the tests of the room, in round numbers.

#include <string>
#include <vector>

#include "report/options.hpp"
#include "store/run_record.hpp"

namespace prospect::report {

/// One assessed target of a made-up scenario.
struct SampleTarget {
  std::string code, part, theme, unit;
  int number = 1;
  base::Label label;
  double value = 0;
  model::Target::Direction direction = model::Target::Direction::at_least;
  double p05 = 0, median = 0, p95 = 0;
  std::uint64_t hits = 0;
  double shortfall = 0;
};

/// Adds a variable and a target that tests it, assessed.
void add_target(store::ScenarioRecord& scenario, const SampleTarget& target);

/// A scenario of `paths` paths without targets.
[[nodiscard]] store::ScenarioRecord empty_scenario(const std::string& name, std::uint64_t paths);

/// Fills met_count, both_missed and all_met as if the targets were independent of each other.
void fill_together(store::ScenarioRecord& scenario);

/// The plan of Sơn La in small: eight assessed targets in three themes, three not assessed.
[[nodiscard]] store::ScenarioRecord plan_scenario(const std::string& name,
                                                  std::uint64_t paths = 100000);
[[nodiscard]] store::RunRecord plan_record(std::size_t scenarios = 1);

/// Options of a language, 100 columns.
[[nodiscard]] VerdictOptions in(base::Language language);

/// Lines of a text, without their ends.
[[nodiscard]] std::vector<std::string> lines_of(const std::string& text);

/// Width of the widest line in columns of a terminal.
[[nodiscard]] int widest(const std::string& text);

}  // namespace prospect::report
