#pragma once
/// Messages on their way to one browser: put in by any thread, taken out by the network's.
///
/// Waking    `wake` is called when there is something to take and the network does not know, and when too much waits.
///           It is called under the lock and so never after `shut`: it may use what ends with the connection.
/// Memory    at most `most` bytes wait, counting some for each message itself; a put that goes beyond it forgets all.

#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace prospect::serve {

class Outbox {
 public:
  enum class State {
    open,
    finished,  ///< nothing more is put; what waits shall still go out
    flooded,   ///< too much waited
    shut
  };

  Outbox(std::size_t most, std::function<void()> wake) : most_(most), wake_(std::move(wake)) {}

  void put(std::string message, std::string kind);
  void finish();

  struct Taken {
    std::optional<std::string> message;
    bool last = false;  ///< nothing waits, and nothing will
  };
  /// The next message. After nothing was given, `wake` tells of the next one.
  [[nodiscard]] Taken take();
  [[nodiscard]] State state() const;
  /// The connection has ended.
  void shut();

 private:
  struct Waiting {
    std::string message, kind;
    [[nodiscard]] std::size_t bytes() const;
  };
  void wake_network();
  void forget();

  const std::size_t most_;
  mutable std::mutex mutex_;
  std::function<void()> wake_;
  std::deque<Waiting> waiting_;
  std::unordered_map<std::string, std::size_t> of_kind_;  ///< number of the message of a kind that waits
  std::size_t taken_ = 0;                                 ///< messages so far: the number of the first that waits
  std::size_t bytes_ = 0;
  State state_ = State::open;
  bool awake_ = false;  ///< the network will come and take without being called
};

}  // namespace prospect::serve
