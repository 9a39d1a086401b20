#include <algorithm>
#include <chrono>
#include <mutex>
#include <new>
#include <thread>
#include <utility>

#include "base/problem.hpp"
#include "ranks/foreman.hpp"
#include "ranks/words.hpp"

namespace prospect::ranks {
namespace {

/// Between signs of life.
constexpr std::chrono::seconds sign_every(1);
/// Between looks at the mail, from the first on: none waits long for a unit, and a rank without one takes no processor
/// from another.
constexpr std::chrono::microseconds first_pause(100), longest_pause(2000);

/// Signs of life, not too many.
class Signs {
 public:
  explicit Signs(Ranks& ranks) : ranks_(ranks) {}

  void give() {
    const std::lock_guard turn(turn_);
    ranks_.push_on();
    const auto now = std::chrono::steady_clock::now();
    if (now - last_ < sign_every) return;
    last_ = now;
    ranks_.send(0, words_of(Word::alive));
  }

 private:
  Ranks& ranks_;
  std::mutex turn_;
  std::chrono::steady_clock::time_point last_{};
};

Words next_words(Ranks& ranks) {
  for (auto pause = first_pause;; pause = std::min(2 * pause, longest_pause)) {
    if (auto message = ranks.receive()) return read_words(message->bytes);
    std::this_thread::sleep_for(pause);
  }
}

/// What else a rank says, even what is not understood, matters to nobody any more.
bool is_end(const std::string& bytes) { return bytes == words_of(Word::end); }

}  // namespace

void serve(Ranks& ranks, const std::function<Hired(const std::string& job, const Alive& alive)>& begin) {
  Signs signs(ranks);
  Doer doer;
  bool failed = false;
  const auto give_up = [&](const std::string& why) {
    failed = true;
    doer = nullptr;
    ranks.send(0, words_of(Word::failed, 0, why));
  };
  while (true) {
    const Words words = next_words(ranks);
    if (words.word == Word::end) {
      ranks.send(0, words_of(Word::end));
      return;
    }
    // Rank 0 may have given out a unit before it heard that this rank cannot do any.
    if (failed) continue;
    try {
      if (words.word == Word::job) {
        auto hired = begin(words.rest, [&signs] { signs.give(); });
        doer = std::move(hired.doer);
        ranks.send(0, words_of(Word::ready, static_cast<std::uint64_t>(hired.threads), ranks.machine()));
      } else if (words.word == Word::unit && doer) {
        ranks.send(0, words_of(Word::done, words.number, doer(words.rest)));
      }
    } catch (const base::Rejected&) {
      give_up("the files read otherwise here than at rank 0");
    } catch (const std::bad_alloc&) {
      give_up("not enough memory");
    } catch (const std::exception& error) {
      give_up(error.what());
    }
  }
}

bool dismiss(Ranks& ranks, std::chrono::duration<double> patience) {
  for (int rank = 1; rank < ranks.size(); ++rank) ranks.send(rank, words_of(Word::end));
  auto heard = std::chrono::steady_clock::now();
  for (int left = ranks.size() - 1; left > 0;) {
    if (const auto message = ranks.receive()) {
      heard = std::chrono::steady_clock::now();
      if (is_end(message->bytes)) --left;
    } else if (std::chrono::steady_clock::now() - heard > patience) {
      return false;
    } else {
      std::this_thread::sleep_for(first_pause);
    }
  }
  return true;
}

}  // namespace prospect::ranks
