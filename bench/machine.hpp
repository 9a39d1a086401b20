#pragma once
/// On what a figure was taken: without it a speed means nothing.

#include <string>

namespace prospect::bench {

/// Returns lines of Markdown: processor, cores, caches, memory, system, compiler, flags, lanes,
/// date.
[[nodiscard]] std::string describe_machine();

}  // namespace prospect::bench
