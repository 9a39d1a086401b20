#pragma once
/// What the environment says of how this process was started.

namespace prospect::ranks {

/// How many processes a launcher (mpirun, srun) says it started; 0 if none speaks.
[[nodiscard]] int launched_as();

/// Throws base::Rejected: one of `count` that cannot speak to each other.
[[noreturn]] void refuse_strangers(int count, const char* hint);

}  // namespace prospect::ranks
