#pragma once
/// Scenarios between two scenarios: some settings of the one, the others of the other.

#include <string>
#include <vector>

#include "base/label.hpp"
#include "model/program.hpp"
#include "read/read.hpp"

namespace prospect::app {

/// A setting that two scenarios differ in, as TOML; empty where a scenario leaves the model's own.
struct Differing {
  std::string table;                   ///< "lever", "parameter", "event", "shock", "family"
  std::string name;
  base::Label label;
  std::string first, second;
};

/// The settings of two scenarios of one model that are not the same, in the order of the first, then of the
/// second. Of a chain of scenarios the later goes before; events, shocks and families key by key.
[[nodiscard]] std::vector<Differing> differing_settings(const read::Inputs& first, const read::Inputs& second,
                                                        const model::Program& program);

/// A scenario file, to stand beside the model, that sets what the first scenario does but for those settings
/// of `differing` that `from_second` marks.
[[nodiscard]] std::string mixture(const read::Inputs& first, const std::vector<Differing>& differing,
                                  const std::vector<bool>& from_second);

/// A value as TOML on one line.
[[nodiscard]] std::string as_toml(const read::Value& value);

}  // namespace prospect::app
