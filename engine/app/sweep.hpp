#pragma once
/// The command `sweep`: probabilities over settings of levers, under the scenarios that a grid file names.

#include "app/request.hpp"
#include "app/shared_run.hpp"

namespace prospect::app {

struct SweepRequest : RunRequest {
  bool paths_said = false;    ///< on the command line, which goes before the grid file
  bool output_said = false;
  bool worlds_said = false;   ///< seed, year or new figures
  std::string store{};        ///< result file the sweep goes into, in its worlds; empty: a result of its own
};

/// Worlds of a point that neither the command line nor the grid file says.
inline constexpr std::uint64_t sweep_paths_if_not_said = 20'000;

/// Runs the scenarios of the grid, then its points on the same worlds; writes the result file and prints what was
/// found. Returns the exit code.
int sweep_command(SweepRequest request, SharedRun* shared = nullptr);

}  // namespace prospect::app
