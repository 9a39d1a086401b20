#pragma once
/// How far a run is: told on the error output, saved from time to time, and where it was stopped.
///
/// Stop     Ctrl-C (SIGINT) and SIGTERM end the run after the chunks at work, with all that is done saved; a second one
///          ends the process at once. Only while a Progress lives.
/// Told     on a terminal as a line that is written over, for programs as a line of JSON each: scenario, done, paths,
///          a second, seconds left. Nothing where the error output is no terminal, unless JSON was asked for.
/// Threads  `seen` one call at a time; the others by the thread that made it.

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "app/run_part.hpp"
#include "app/shared_run.hpp"
#include "app/simulate_scenario.hpp"

namespace prospect::app {

/// A run that was asked to end; says what is done and how to go on.
class Interrupted : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class SweepRun;

class Progress {
 public:
  /// One a process at a time. What is done is saved beside the result file to be (progress_file).
  Progress(const Patience& patience, std::string result);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// What a saved file will say: of the run, and what was done before of each scenario (none: nothing was).
  void about(const RunRequest& request, const std::map<std::string, std::string>& texts,
             const std::vector<std::vector<std::string>>& done, const std::vector<std::string>& points_done = {});
  /// Throws Interrupted if it was asked for, with what is done saved. While a scenario is fitted, many times a second.
  void end_if_asked();
  /// What goes on now, in a word or two: the fit of a scenario.
  void say(const std::string& scenario, const char* what);

  /// Runs the paths of scenario number `scenario` until `paths` are done, and notes what was counted of it. Saves what
  /// is done when it is time to. Throws Interrupted. The ranks of `shared`, if there are any, help.
  void go_on(ScenarioRun& run, std::size_t scenario, const std::string& name, std::uint64_t paths, SharedRun* shared);
  /// Counts the points of a sweep until all are, likewise.
  void go_on(SweepRun& sweep, SharedRun* shared);
  /// The run is complete: what was saved of it goes.
  void complete();

 private:
  using Clock = std::chrono::steady_clock;

  void seen(std::uint64_t done);
  /// On the error output. Nobody may be there to read it: that ends no run.
  static void put(const std::string& words);
  void tell(std::uint64_t done, double seconds);
  void clear_line();
  void save();
  void note(ScenarioRun& run, std::size_t scenario, const SharedRun* shared);
  /// Something that can be gone on with, as the loop over its parts sees it.
  struct Leg {
    std::function<std::uint64_t()> done;
    std::function<bool(const std::function<void(std::uint64_t)>& seen)> go_on;   ///< false: stopped
    std::function<void(bool complete)> note;
    std::string stopped;   ///< what it is, as in "stopped at 3 of 5 paths of it"
  };
  void keep_going(const Leg& leg);

  Patience patience_;
  std::string result_, file_;
  RunPart part_;
  bool warned_ = false, line_ = false, terminal_ = false;
  Clock::time_point saved_at_, told_at_, began_at_;
  std::string name_;
  const char* items_ = "paths";
  std::uint64_t began_ = 0, seen_ = 0, all_ = 0;   ///< done when the leg began, when last told
  std::atomic<bool> stop_{false};
  using Handler = void (*)(int);
  Handler before_interrupt_ = nullptr, before_end_ = nullptr;
};

/// A line on the error output; nobody may be there to read it.
void say_aside(const std::string& line);

}  // namespace prospect::app
