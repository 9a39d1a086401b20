#pragma once
/// The first worlds of a case, sooner where a case much like it was looked at before: only what hangs on the levers and
/// events that were moved is run, the rest is taken over.
///
/// Bits     those of running everything: a draw is addressed by the name of its stream, and what does not hang on what
///          was moved is computed from the same draws by the same instructions (model::moved).
/// Whole    where any path failed, where paths are held against new figures, or where the cases are of two scenarios,
///          all of it is run: there one variable's fault decides over all targets.

#include <memory>

#include "app/live_case.hpp"

namespace prospect::app {

struct QuickLook {
  std::shared_ptr<const WhatIfCase> what;
  /// Pairs of misses are not counted, nor what alone is missed.
  store::RunRecord record;
  std::shared_ptr<const analyse::WorldHits> hits;
};

/// Looks at the first `worlds` of the case of `live`, whose run is begun only if all of it is run; `before`, if there
/// is any, is a look at as many of another one.
[[nodiscard]] QuickLook look_at(WhatIf& of, LiveCase& live, std::uint64_t worlds, const QuickLook* before);

}  // namespace prospect::app
