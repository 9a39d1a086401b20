#pragma once
/// How a text for people is to be written.

#include "base/label.hpp"
#include "summarise/stopping.hpp"

namespace prospect::report {

struct VerdictOptions {
  /// `brief`: one scenario in full; of several, the table side by side and the first in full.
  /// `full`: every scenario in full.
  enum class Detail { brief, full };

  base::Language language = base::Language::english;
  int width = 100;  ///< columns of the terminal; below 72 is taken as 72
  Detail detail = Detail::brief;
  summarise::IntervalRule intervals{};  ///< of probabilities; `verdict` takes it from the record
  bool color = false;  ///< ANSI colours, for a terminal that shows them

  /// The width that is used.
  [[nodiscard]] int columns() const { return width < 72 ? 72 : width; }
};

}  // namespace prospect::report
