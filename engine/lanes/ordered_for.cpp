#include "lanes/ordered_for.hpp"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>

// The thread sanitiser does not see into GCC's OpenMP runtime; that build loops over std::thread.
#ifdef PROSPECT_STD_THREADS
#include <thread>
#include <vector>
#else
#include <omp.h>
#endif

namespace prospect::lanes {
namespace {

/// The queue before `merge`: chunks enter in order, and the first failure closes it.
class Turns {
 public:
  /// Waits until all chunks below this one are merged; false if one of them failed.
  bool enter(std::uint64_t chunk) {
    std::unique_lock lock(mutex_);
    moved_.wait(lock, [&] { return failure_ || next_ == chunk; });
    return !failure_;
  }

  /// Lets the next chunk in.
  void leave() {
    const std::scoped_lock lock(mutex_);
    ++next_;
    moved_.notify_all();
  }

  /// Called in turn, so the failure kept is that of the lowest chunk.
  void fail(std::exception_ptr failure) {
    const std::scoped_lock lock(mutex_);
    failure_ = std::move(failure);
    moved_.notify_all();
  }

  [[nodiscard]] bool failed() {
    const std::scoped_lock lock(mutex_);
    return failure_ != nullptr;
  }

  /// For the end, when no thread is left.
  [[nodiscard]] std::uint64_t merged() const { return next_; }
  [[nodiscard]] const std::exception_ptr& failure() const { return failure_; }

 private:
  std::mutex mutex_;
  std::condition_variable moved_;
  std::uint64_t next_ = 0;
  std::exception_ptr failure_;
};

std::exception_ptr attempt(const ChunkTask& task, std::uint64_t chunk, int thread) {
  try {
    task(chunk, thread);
  } catch (...) {
    return std::current_exception();
  }
  return nullptr;
}

/// What one loop shares between its threads.
struct Loop {
  std::uint64_t chunks;
  const ChunkTask& work;
  const ChunkTask& merge;
  const std::atomic<bool>* stop;
  std::atomic<std::uint64_t> next{0};
  Turns turns{};

  [[nodiscard]] bool stopped() const { return stop != nullptr && stop->load(); }

  /// Takes chunks until none is left. Never throws.
  void run(int thread) {
    while (!stopped() && !turns.failed()) {
      const std::uint64_t chunk = next.fetch_add(1);
      if (chunk >= chunks) {
        return;
      }
      std::exception_ptr failure = attempt(work, chunk, thread);
      if (!turns.enter(chunk)) {
        return;
      }
      failure = failure ? failure : attempt(merge, chunk, thread);
      if (failure) {
        turns.fail(std::move(failure));
        return;
      }
      turns.leave();
    }
  }
};

#ifdef PROSPECT_STD_THREADS

void run_on_threads(int threads, Loop& loop) {
  std::vector<std::jthread> team;
  for (int thread = 1; thread < threads; ++thread) {
    team.emplace_back([&loop, thread] { loop.run(thread); });
  }
  loop.run(0);
}

#else

void run_on_threads(int threads, Loop& loop) {
#pragma omp parallel num_threads(threads) default(none) shared(loop)
  loop.run(omp_get_thread_num());
}

#endif

}  // namespace

int hardware_threads() {
#ifdef PROSPECT_STD_THREADS
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
#else
  return std::max(1, omp_get_num_procs());
#endif
}

std::uint64_t ordered_for(std::uint64_t chunks, int threads, const ChunkTask& work,
                          const ChunkTask& merge, const std::atomic<bool>* stop) {
  const int wanted = threads > 0 ? threads : hardware_threads();
  // More threads than chunks would only wait.
  const std::uint64_t useful = std::min<std::uint64_t>(static_cast<std::uint64_t>(wanted), chunks);
  Loop loop{.chunks = chunks, .work = work, .merge = merge, .stop = stop};
  if (useful > 0) {
    run_on_threads(static_cast<int>(useful), loop);
  }
  if (loop.turns.failure()) {
    std::rethrow_exception(loop.turns.failure());
  }
  return loop.turns.merged();
}

}  // namespace prospect::lanes
