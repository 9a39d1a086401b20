#pragma once
/// What makes the difference between two scenarios, in words and as tables.

#include <string>
#include <vector>

#include "analyse/answer.hpp"
#include "analyse/gap.hpp"
#include "model/program.hpp"
#include "report/options.hpp"

namespace prospect::report {

/// A setting that differs, as the scenarios write it; empty: the model's own.
struct GapSetting {
  std::string table, name;
  base::Label label;
  std::string first, second;
};

struct GapAnswer {
  const model::Program* first = nullptr;
  const model::Program* second = nullptr;
  std::vector<analyse::Goal> goals;
  std::vector<analyse::Gap> gaps;      ///< a goal
  std::vector<GapSetting> settings;
};

[[nodiscard]] std::string gap(const GapAnswer& answer, const VerdictOptions& options);

/// Tables "goals" and "settings" (a row a goal and setting); question and text are left empty.
[[nodiscard]] analyse::Answer gap_answer(const GapAnswer& answer);

}  // namespace prospect::report
