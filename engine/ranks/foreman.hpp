#pragma once
/// Shares work out among the ranks of a job and looks after them; what the work is, it does not know.
///
/// Flow     rank 0 makes a Foreman, whose thread gives each rank the job, then units of it as the rank becomes free
///          (one at work, one waiting), and takes what comes back. The other ranks call `serve`.
/// Stalled  a rank that has work and gives no sign for too long is lost: its units go to others, or to the maker of
///          the foreman (`returned`). If it wakes up, it is a rank again; a unit done twice is taken once.
/// Failed   a rank that says it cannot go on, or says what is not understood, gets no more work, and its units go to
///          others. Where no message gets through any more, the maker of the foreman gets all that is left.
/// Died     where the launcher ends all ranks when one dies (Open MPI does), that is a signal to this process.

#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "ranks/ranks.hpp"

namespace prospect::ranks {

/// Called by the foreman's thread, one at a time.
struct Work {
  /// The next unit, for a rank of so many threads; nothing if none is left for now. `ahead`: it is at another one and
  /// would keep this one waiting, to lose no time between the two.
  std::function<std::optional<std::string>(int threads, bool ahead)> next;
  /// Takes what came of a unit. Throws base::Failure where nothing can be made of it.
  std::function<void(std::string result)> take;
  /// Is told, in a sentence, of a rank that is lost, failed or back.
  std::function<void(const std::string&)> say;
};

class Foreman {
 public:
  /// `ranks` must outlive it. Rank 0 itself gets no work here.
  Foreman(Ranks& ranks, const std::string& job, Work work, std::chrono::duration<double> stalled_after);
  /// No more work is given out. What is at work is not waited for.
  ~Foreman();
  Foreman(const Foreman&) = delete;
  Foreman& operator=(const Foreman&) = delete;

  /// A unit that a lost rank had, for the caller to do.
  [[nodiscard]] std::optional<std::string> returned();
  /// Ranks that are ready for work or at it.
  [[nodiscard]] int ranks_at_work() const;
  /// Threads of all ranks at work.
  [[nodiscard]] int threads_at_work() const;
  /// Whether a rank is lost, and may never leave the job.
  [[nodiscard]] bool has_lost() const;

 private:
  using Clock = std::chrono::steady_clock;
  struct Unit {
    std::uint64_t number = 0;
    std::string what;
  };
  struct Hand {
    bool ready = false, failed = false, lost = false;
    int threads = 0;
    std::string machine;
    std::deque<Unit> units;       ///< given and not done
    Clock::time_point heard;

    [[nodiscard]] bool works() const { return ready && !failed && !lost; }
  };

  void tend();
  void take_message(int from, std::string_view bytes);
  void look_for_stalled();
  void hand_out();
  void take_back(Hand& hand);
  /// The rank has failed, for a reason that is told.
  void give_up(int rank, std::string_view why);
  [[nodiscard]] std::string name_of(int rank) const;

  Ranks& ranks_;
  Work work_;
  std::chrono::duration<double> stalled_after_;
  mutable std::mutex turn_;
  std::vector<Hand> hands_;            ///< by rank; none works for rank 0
  std::deque<Unit> back_;              ///< of ranks that are lost
  std::set<std::uint64_t> closed_;     ///< units whose result is taken, or that the caller does
  std::uint64_t numbered_ = 0;
  std::atomic<bool> over_{false};
  std::thread thread_;                 ///< last: it uses all the others
};

/// Says that a unit is going on; may be called as often as one likes, from any thread.
using Alive = std::function<void()>;
/// Does units of a job: made of the job's bytes, turns those of a unit into those of its result.
using Doer = std::function<std::string(const std::string& unit)>;

/// Who does the units of a job, on so many threads.
struct Hired {
  int threads = 1;
  Doer doer;
};

/// What ranks other than 0 do until they are dismissed. What `begin` or a doer throws is told to rank 0, and ends this
/// rank's work, not the job.
void serve(Ranks& ranks, const std::function<Hired(const std::string& job, const Alive& alive)>& begin);

/// Rank 0 lets all the others go. What they had under way is received and dropped: none may leave while a message of
/// its own is waited for. False if there was no sign of one that is still there for so long.
[[nodiscard]] bool dismiss(Ranks& ranks, std::chrono::duration<double> patience = std::chrono::seconds(60));

}  // namespace prospect::ranks
