#pragma once
/// What the ranks of a job other than 0 do.

#include "ranks/ranks.hpp"

namespace prospect::app {

/// Does what rank 0 gives out until it is dismissed: reads the run's inputs as rank 0 read them, takes over its fits,
/// and counts paths and points. Says nothing; what goes wrong is told to rank 0.
void work_as_rank(ranks::Ranks& ranks);

/// Rank 0's last step, with the exit code of the job: the other ranks go. Ends them where one would keep the job
/// waiting, or the job was asked to end.
void end_job(ranks::Ranks& ranks, int code);

}  // namespace prospect::app
