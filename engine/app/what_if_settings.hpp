#pragma once
/// What is set in the what-if page over a scenario, from its messages and as a scenario file.

#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/label.hpp"

namespace boost::json {
class object;
}

namespace prospect::app {

/// What the page sent is no question: its own mistake, or another program's.
class BadMessage : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Only what differs from the scenario.
struct WhatIfSettings {
  std::string scenario;
  /// One value for all years, or one a simulated year.
  std::map<std::string, std::vector<double>> levers;
  /// Size of an event by simulated year, 0 where it is kept off; years left out are as the scenario says.
  std::map<std::string, std::map<int, double>> forced;
  std::set<std::string> never;       ///< events that do not happen at all

  [[nodiscard]] bool empty() const { return levers.empty() && forced.empty() && never.empty(); }
};

/// What can be set: names, bounds and years, for turning down what cannot.
struct WhatIfBounds {
  struct Lever {
    std::string name;
    double low = 0, high = 0;
  };
  struct Event {
    std::string name;
    double size = 1, most = 1;       ///< as it is when it happens, on the mean; the largest that may be set
  };
  std::vector<std::string> scenarios;
  std::vector<Lever> levers;
  std::vector<Event> events;
  int first_year = 0, last_year = 0;
};

/// The settings in a message: {"scenario": name, "levers": {name: number | {"2021": number, ...}}, "events": {name:
/// "never" | {"2022": size}}}. Throws BadMessage for what `bounds` does not know or allow.
[[nodiscard]] WhatIfSettings settings_in(const boost::json::object& message, const WhatIfBounds& bounds);

/// The first line of a file saved from the page: only such a file is replaced.
inline constexpr const char* page_marker = "# Set in the page of `prospect serve`, which may replace this file.";

/// The scenario file of the settings, beside that of their scenario; `below` is its line that names it (line_below).
[[nodiscard]] std::string scenario_text(const WhatIfSettings& settings, const WhatIfBounds& bounds,
                                        std::string_view below, const base::Label& label, const base::Label& about);

}  // namespace prospect::app
