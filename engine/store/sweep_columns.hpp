#pragma once
/// A sweep as the columns of its group in the file, and back.
///
/// Contract  points are many: what stands on them moves as whole columns, [point][...] as analyse::Sweep has it.
///           Probabilities and their intervals are written for readers, and ignored when loading.

#include "analyse/sweep.hpp"
#include "store/columns.hpp"

namespace prospect::store {

/// Columns of a sweep, without the digest. Expects its tables to fit each other.
[[nodiscard]] Group pack_sweep(const analyse::Sweep& sweep);

/// The sweep of a group. Throws Unfit when its columns contradict each other, when a count, a position or a
/// setting cannot be, or when a full design has not every combination of its values once in each scenario.
[[nodiscard]] analyse::Sweep unpack_sweep(const Group& group);

}  // namespace prospect::store
