#pragma once
/// Which instructions the rooms that run numbers were compiled for.
///
/// Why      a portable build holds them at several levels and the loader picks one (levels.cmake); whoever compares
///          times or results of machines wants to see which.

#include <string_view>

namespace prospect::lanes {

/// Returns `avx512` (x86-64-v4), `avx2` (x86-64-v3) or `baseline`: the highest that all of this code may use.
[[nodiscard]] std::string_view level();

}  // namespace prospect::lanes
