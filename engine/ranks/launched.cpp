#include "ranks/launched.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "base/problem.hpp"

namespace prospect::ranks {

int launched_as() {
  int count = 0;
  // Open MPI's mpirun; MPICH's, and srun --mpi=pmi2; srun of any kind.
  for (const char* name : {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "SLURM_STEP_NUM_TASKS"}) {
    const char* value = std::getenv(name);
    if (value != nullptr) count = std::max(count, std::atoi(value));
  }
  return count;
}

void refuse_strangers(int count, const char* hint) {
  base::Problems problems;
  problems.add("bad-argument", {},
               fmt::format("this was started as one of {} processes that cannot speak to each other: each would do all "
                           "of the work", count),
               hint);
  throw base::Rejected(std::move(problems));
}

}  // namespace prospect::ranks
