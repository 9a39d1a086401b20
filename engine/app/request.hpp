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
  interrupted = 130,    ///< Ctrl-C, or asked to end: what is done is saved (128 and the number of the signal)
};

/// What may be asked for: of each scenario, to be kept of them, and parts of a run.
inline constexpr std::uint64_t most_paths = 1'000'000'000, most_kept_paths = 1'000'000, most_parts = 100'000;

/// How a long run tells how far it is, on the error output.
enum class ProgressForm { terminal, json, none };

/// Options that all commands share.
struct Common {
  base::Language language = base::Language::english;
  bool json = false;
  int threads = 0;      ///< 0: as many as the machine has
  bool refit = false;   ///< learned blocks are drawn anew, whatever fits are kept
};

/// How a command that runs paths behaves while it does.
struct Patience {
  ProgressForm form = ProgressForm::terminal;   ///< silent where the error output is no terminal
  double save_every = 30;                       ///< seconds between savings of progress; 0: none
  double stalled_after = 60;                    ///< seconds without a sign after which a rank's work goes to others
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
  std::string grid{};                   ///< of a sweep, whose scenarios these are; empty: none
  bool into_result = false;             ///< the sweep goes into the result that stands at `output`
  std::string output = "prospect.h5";
  std::uint64_t part = 0, parts = 0;    ///< only so many of the paths, for prospect merge; 0: all of them
  Patience patience{};
  bool full = false;                    ///< every scenario's long section
  bool estimates = false;               ///< also the table of parameters
};

struct ExtendRequest : Common {
  std::string file;                     ///< result file, there or on its way
  std::uint64_t paths = 0;              ///< in all; 0: as many as the run was asked for
  Patience patience{};
  bool full = false, estimates = false;
};

struct MergeRequest : Common {
  std::vector<std::string> files;       ///< parts
  std::string output = "prospect.h5";
  Patience patience{};
  bool full = false, estimates = false;
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
