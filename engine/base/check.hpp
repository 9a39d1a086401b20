#pragma once
/// Contract checks: a failing one is a bug of ours, never of a user's file.
///
/// On where PROSPECT_CHECKS is 1 (debug, sanitiser and test builds), free elsewhere.

#include <cstdio>
#include <cstdlib>

#ifndef PROSPECT_CHECKS
#define PROSPECT_CHECKS 0
#endif

namespace prospect::base {

/// Prints the broken contract and aborts.
[[noreturn]] inline void broken_contract(const char* what, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: internal error: expected %s\n", file, line, what);
  std::abort();
}

}  // namespace prospect::base

#if PROSPECT_CHECKS
#define PROSPECT_EXPECT(condition) \
  ((condition) ? void(0) : ::prospect::base::broken_contract(#condition, __FILE__, __LINE__))
#else
#define PROSPECT_EXPECT(condition) void(0)
#endif
