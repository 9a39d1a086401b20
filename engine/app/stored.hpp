#pragma once
/// Result files as the commands ask for them.

#include <cstdint>
#include <optional>
#include <string>

#include "store/run_record.hpp"

namespace prospect::app {

/// Whether a file begins as every result file does.
[[nodiscard]] bool begins_as_result(const std::string& file);

/// Whether a file named where scenario files may stand is to be taken for a result file: it begins as one, or
/// is called one (`.h5`), so that a broken or absent one is spoken of as what it was meant to be.
[[nodiscard]] bool stands_for_result(const std::string& file);

/// Loads a result file; throws base::Rejected, with near names, when there is none, and with the way to make
/// one when the file is another or a folder.
[[nodiscard]] store::RunRecord load_result(const std::string& file);

/// The scenario of that name; throws base::Rejected, with near names, when there is none. An empty name
/// means the only one.
[[nodiscard]] const store::ScenarioRecord& find_scenario(const store::RunRecord& record,
                                                         const std::string& name);

/// Where a path stands among those kept; nothing if it was not.
[[nodiscard]] std::optional<std::size_t> place_of(const store::KeptPaths& kept, std::uint64_t world);

}  // namespace prospect::app
