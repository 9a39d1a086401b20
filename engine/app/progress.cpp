#include "app/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <utility>

#include "base/problem.hpp"
#include "base/unicode.hpp"
#include "base/whole.hpp"
#include "app/sweep_run.hpp"
#include "report/json.hpp"

namespace prospect::app {
namespace {

constexpr double seconds_between_words = 0.25;
/// A run this short is over before anyone looks.
constexpr double quiet_at_first = 0.5;

// A handler may touch nothing else.
volatile std::sig_atomic_t asked_to_end = 0;
std::time_t asked_at = 0;
/// A job's launcher and its scheduler may each ask once: that is no second wish.
constexpr std::time_t seconds_asked_once = 5;

extern "C" void note_end(int signal) {
  if (asked_to_end != 0) {
    if (signal == SIGTERM && std::time(nullptr) - asked_at < seconds_asked_once) return;
    std::signal(signal, SIG_DFL);
    std::raise(signal);
  }
  asked_at = std::time(nullptr);
  asked_to_end = 1;
}

double seconds(std::chrono::steady_clock::duration time) { return std::chrono::duration<double>(time).count(); }

/// A duration for people.
std::string told(double seconds) {
  const auto whole = base::whole(std::round(seconds));
  if (whole < 100) return fmt::format("{} s", whole);
  if (whole < 6000) return fmt::format("{} min", (whole + 30) / 60);
  return fmt::format("{} h {} min", whole / 3600, whole / 60 % 60);
}

/// Adds the tallies that are not there yet.
void add_new(std::vector<std::string> waiting, std::vector<std::string>& to) {
  for (auto& tally : waiting) {
    if (std::find(to.begin(), to.end(), tally) == to.end()) to.push_back(std::move(tally));
  }
}

}  // namespace

Progress::Progress(const Patience& patience, std::string result)
    : patience_(patience),
      result_(std::move(result)),
      file_(progress_file(result_)),
      terminal_(patience.form == ProgressForm::terminal && isatty(STDERR_FILENO) != 0),
      saved_at_(Clock::now()),
      told_at_(saved_at_) {
  asked_to_end = 0;
  // Who began us may have said that we are not to listen.
  const auto listen = [](int signal) {
    const Handler before = std::signal(signal, note_end);
    if (before == SIG_IGN) std::signal(signal, SIG_IGN);
    return before;
  };
  before_interrupt_ = listen(SIGINT);
  before_end_ = listen(SIGTERM);
}

Progress::~Progress() {
  clear_line();
  if (before_interrupt_ != SIG_ERR) std::signal(SIGINT, before_interrupt_);
  if (before_end_ != SIG_ERR) std::signal(SIGTERM, before_end_);
}

void Progress::put(const std::string& words) {
  std::fwrite(words.data(), 1, words.size(), stderr);
  std::fflush(stderr);
}

void Progress::about(const RunRequest& request, const std::map<std::string, std::string>& texts,
                     const std::vector<std::vector<std::string>>& done, const std::vector<std::string>& points_done) {
  part_.request = request;
  part_.texts = texts;
  part_.tallies = done;
  part_.points = points_done;
}

void Progress::say(const std::string& scenario, const char* what) {
  if (!terminal_) return;
  clear_line();
  put(fmt::format("{}: {}", base::printable(scenario), what));
  line_ = true;
}

void Progress::end_if_asked() {
  if (asked_to_end == 0) return;
  clear_line();
  if (part_.tallies.empty()) throw Interrupted("stopped before the first path was run: nothing is to be saved");
  save();
  throw Interrupted(
      fmt::format("stopped between scenarios; what is done is saved, prospect extend {} goes on", result_));
}

void Progress::clear_line() {
  if (!line_) return;
  put("\r\x1b[K");
  line_ = false;
}

void Progress::tell(std::uint64_t done, double taken) {
  const double rate = taken > 0 ? static_cast<double>(done - began_) / taken : 0;
  const double left = rate > 0 ? static_cast<double>(all_ - done) / rate : 0;
  if (patience_.form == ProgressForm::json) {
    put(report::json::object({{"scenario", report::json::quoted(name_)},
                              {"done", std::to_string(done)},
                              {items_, std::to_string(all_)},
                              {fmt::format("{}_a_second", items_), fmt::format("{:.0f}", rate)},
                              {"seconds_left", fmt::format("{:.1f}", left)}}) +
        "\n");
  } else {
    clear_line();
    put(fmt::format("{}: {} of {} {}, {:.0f} a second, {} left", base::printable(name_), done, all_, items_, rate,
                    told(left)));
    line_ = true;
  }
}

void Progress::seen(std::uint64_t done) {
  const auto now = Clock::now();
  const bool told = terminal_ || patience_.form == ProgressForm::json;
  if (told && seconds(now - told_at_) >= seconds_between_words && seconds(now - began_at_) >= quiet_at_first) {
    tell(done, seconds(now - began_at_));
    told_at_ = now;
  }
  // Only what is done is saved: what is under way is not cut short for it, or slow points would never end.
  const bool is_news = std::exchange(seen_, done) != done;
  const bool time_to_save = is_news && patience_.save_every > 0 && seconds(now - saved_at_) >= patience_.save_every;
  if (asked_to_end != 0 || time_to_save) stop_ = true;
}

void Progress::note(ScenarioRun& run, std::size_t scenario, const SharedRun* shared) {
  part_.tallies.resize(std::max(part_.tallies.size(), scenario + 1));
  part_.tallies[scenario] = {run.tally()};
  if (shared == nullptr) return;
  // Other ranks may be ahead of this one.
  part_.tallies.resize(std::max(part_.tallies.size(), part_.request.scenarios.size()));
  for (std::size_t other = scenario; other < part_.tallies.size(); ++other) {
    add_new(shared->waiting(other), part_.tallies[other]);
  }
  add_new(shared->waiting_points(), part_.points);
}

void Progress::keep_going(const Leg& leg) {
  bool complete = false;
  do {
    began_ = seen_ = leg.done();
    began_at_ = Clock::now();
    stop_ = asked_to_end != 0;
    complete = leg.go_on([this](std::uint64_t done) { seen(done); });
    const bool over = complete && asked_to_end == 0;
    leg.note(over);
    if (over) break;
    if (patience_.save_every > 0 || asked_to_end != 0) save();
    if (asked_to_end != 0) {
      clear_line();
      throw Interrupted(fmt::format("stopped at {} of {} {}; what is done is saved, prospect extend {} goes on",
                                    leg.done(), all_, leg.stopped, result_));
    }
  } while (!complete);
  clear_line();
}

void Progress::go_on(ScenarioRun& run, std::size_t scenario, const std::string& name, std::uint64_t paths,
                     SharedRun* shared) {
  name_ = name;
  items_ = "paths";
  all_ = paths;
  keep_going({[&] { return run.done(); },
              [&](const auto& seen) {
                return shared == nullptr ? run.go_on(paths, &stop_, seen)
                                         : shared->go_on(run, scenario, paths, &stop_, seen);
              },
              [&](bool complete) { note(run, scenario, complete ? nullptr : shared); },
              fmt::format("paths of {}", base::printable(name))});
}

void Progress::go_on(SweepRun& sweep, SharedRun* shared) {
  name_ = sweep.name();
  items_ = "points";
  all_ = sweep.size();
  keep_going({[&] { return sweep.done(); },
              [&](const auto& seen) {
                return shared == nullptr ? sweep.go_on(&stop_, seen) : shared->go_on(sweep, &stop_, seen);
              },
              [&](bool) {
                part_.points = {sweep.tally()};
                if (shared != nullptr) add_new(shared->waiting_points(), part_.points);
              },
              fmt::format("points of {}", base::printable(name_))});
}

void Progress::save() {
  saved_at_ = Clock::now();
  try {
    write_part(part_, file_);
  } catch (const base::Failure& failure) {
    // The run itself is well: it goes on, and may find room later.
    if (asked_to_end != 0) throw;
    clear_line();
    if (!warned_) put(fmt::format("WARNING: what is done is not saved: {}\n", failure.what()));
    warned_ = true;
  }
}

void Progress::complete() {
  std::error_code gone;
  if (begins_as_part(file_)) std::filesystem::remove(file_, gone);
}

void say_aside(const std::string& line) {
  std::fwrite(line.data(), 1, line.size(), stderr);
  std::fputc('\n', stderr);
}

}  // namespace prospect::app
