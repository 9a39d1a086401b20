#pragma once
/// Result files as the commands ask for them.

#include <cstdint>
#include <optional>
#include <string>

#include "store/run_record.hpp"

namespace prospect::app {

/// Whether a file begins as every result file does.
[[nodiscard]] bool begins_as_result(const std::string& file);

/// Loads a result file; throws base::Rejected, with near names, when there is none.
[[nodiscard]] store::RunRecord load_result(const std::string& file);

/// The scenario of that name; throws base::Rejected, with near names, when there is none. An empty name
/// means the only one.
[[nodiscard]] const store::ScenarioRecord& find_scenario(const store::RunRecord& record,
                                                         const std::string& name);

/// Where a path stands among those kept; nothing if it was not.
[[nodiscard]] std::optional<std::size_t> place_of(const store::KeptPaths& kept, std::uint64_t world);

}  // namespace prospect::app
