#pragma once
/// What the command line asked for.

#include <cstdint>
#include <string>
#include <vector>

#include "base/label.hpp"
#include "simulate/sampling.hpp"

namespace prospect::app {

/// Exit codes, the same for every command.
enum ExitCode : int {
  done = 0,
  bad_input = 2,        ///< a problem in a file or on the command line
  failed_draws = 3,     ///< more draws failed than the model allows; the result is written all the same
  precision_not_reached = 4,  ///< the most paths were too few for what was asked; the result is written all the same
  machine_failure = 5,  ///< disk, memory, permission
};

/// Options that all commands share.
struct Common {
  base::Language language = base::Language::english;
  bool json = false;
  int threads = 0;      ///< 0: as many as the machine has
  bool refit = false;   ///< learned blocks are drawn anew, whatever fits are kept
};

struct RunRequest : Common {
  std::vector<std::string> scenarios;   ///< files
  std::uint64_t paths = 200'000;        ///< the most, where one of the next two is given
  double precision = 0;                 ///< stop at this half-width, in points; 0: not asked
  double decide = 0;                    ///< stop when it is clear which figures are above it; 0: not asked
  std::vector<std::string> targets{};   ///< words of find_goals: what these two wait for
  std::string asked{};                  ///< the command line as typed, without the program
  std::uint64_t seed = 2020;
  int as_of = 0;                        ///< 0: the model's own base year
  simulate::Sampling sampling = simulate::Sampling::plain;
  std::uint64_t keep_paths = 0;
  std::string observe{};                ///< file of new figures; empty: none
  std::string output = "prospect.h5";
  bool full = false;                    ///< every scenario's long section
  bool estimates = false;               ///< also the table of parameters
};

struct CheckRequest : Common {
  std::vector<std::string> files;
  bool listing = false;
  int as_of = 0;
};

struct FitRequest : Common {
  std::string file;                     ///< scenario or model file
  int as_of = 0;
  std::uint64_t seed = 2020;
};

struct ObserveRequest : Common {
  std::string file;      ///< result file
  std::string observe;   ///< table of new figures
  std::string scenario;  ///< empty: the only one
};

}  // namespace prospect::app
