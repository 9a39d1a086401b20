#pragma once
/// Ranks as threads of one process, so that a test can stall one, or let it fail.

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ranks/ranks.hpp"

namespace prospect::ranks {

/// Letter boxes of all ranks.
class Post {
 public:
  explicit Post(int ranks) : boxes_(static_cast<std::size_t>(ranks)) {}

  void put(int to, Message message) {
    const std::lock_guard turn(turn_);
    boxes_[static_cast<std::size_t>(to)].push_back(std::move(message));
  }
  std::optional<Message> take(int rank) {
    const std::lock_guard turn(turn_);
    auto& box = boxes_[static_cast<std::size_t>(rank)];
    if (box.empty()) return std::nullopt;
    Message message = std::move(box.front());
    box.pop_front();
    return message;
  }
  [[nodiscard]] int size() const { return static_cast<int>(boxes_.size()); }

 private:
  std::mutex turn_;
  std::vector<std::deque<Message>> boxes_;
};

/// A test may derive from it and do something to the messages.
class RankInThread : public Ranks {
 public:
  RankInThread(Post& post, int rank) : post_(post), rank_(rank) {}

  [[nodiscard]] int rank() const override { return rank_; }
  [[nodiscard]] int size() const override { return post_.size(); }
  [[nodiscard]] std::string machine() const override { return "node" + std::to_string(rank_); }
  void send(int to, std::string bytes) override { post_.put(to, {rank_, std::move(bytes)}); }
  std::optional<Message> receive() override { return post_.take(rank_); }
  void leave() override {}
  void end_all(int) override {}

 private:
  Post& post_;
  int rank_;
};

}  // namespace prospect::ranks
