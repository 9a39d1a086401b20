#include "serve/outbox.hpp"

#include <utility>

#include "serve/server.hpp"

namespace prospect::serve {

std::size_t Outbox::Waiting::bytes() const {
  // So that a flood of empty messages counts as well.
  constexpr std::size_t of_its_own = 64;
  return message.size() + kind.size() + of_its_own;
}

void Outbox::put(std::string message, std::string kind) {
  const std::lock_guard lock(mutex_);
  if (state_ != State::open) return;
  Waiting fresh{std::move(message), std::move(kind)};
  const auto old = fresh.kind.empty() ? of_kind_.end() : of_kind_.find(fresh.kind);
  bytes_ += fresh.bytes();
  if (old != of_kind_.end()) {
    Waiting& place = waiting_[old->second - taken_];
    bytes_ -= place.bytes();
    place = std::move(fresh);
  } else {
    if (!fresh.kind.empty()) of_kind_[fresh.kind] = taken_ + waiting_.size();
    waiting_.push_back(std::move(fresh));
  }
  // The message itself may be as long as all that may wait.
  if (bytes_ > most_ + Waiting{}.bytes()) {
    state_ = State::flooded;
    forget();
    awake_ = false;  // it waits for the browser, perhaps for ever
  }
  wake_network();
}

void Outbox::finish() {
  const std::lock_guard lock(mutex_);
  if (state_ != State::open) return;
  state_ = State::finished;
  wake_network();
}

Outbox::Taken Outbox::take() {
  const std::lock_guard lock(mutex_);
  if (waiting_.empty()) {
    awake_ = false;
    return {std::nullopt, state_ == State::finished};
  }
  Waiting first = std::move(waiting_.front());
  waiting_.pop_front();
  ++taken_;
  bytes_ -= first.bytes();
  if (!first.kind.empty()) of_kind_.erase(first.kind);
  return {std::move(first.message), false};
}

Outbox::State Outbox::state() const {
  const std::lock_guard lock(mutex_);
  return state_;
}

void Outbox::shut() {
  const std::lock_guard lock(mutex_);
  state_ = State::shut;
  wake_ = nullptr;
  forget();
}

void Outbox::wake_network() {
  if (awake_ || !wake_) return;
  wake_();
  awake_ = true;
}

void Outbox::forget() {
  waiting_ = {};
  of_kind_ = {};
  bytes_ = 0;
}

void Sender::send(std::string message, std::string kind) const {
  if (outbox_) outbox_->put(std::move(message), std::move(kind));
}

void Sender::close() const {
  if (outbox_) outbox_->finish();
}

}  // namespace prospect::serve
