#include "ranks/foreman.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/problem.hpp"
#include "ranks/words.hpp"

namespace prospect::ranks {
namespace {

/// Units a rank has at a time: the next one waits there, so that none waits for the foreman.
constexpr std::size_t units_at_a_time = 2;
/// Between looks at the mail where there was none. The next unit is at the ranks already: nobody waits for this, and
/// this thread takes no processor from those that work.
constexpr std::chrono::milliseconds pause(2);

}  // namespace

Foreman::Foreman(Ranks& ranks, const std::string& job, Work work, std::chrono::duration<double> stalled_after)
    : ranks_(ranks),
      work_(std::move(work)),
      stalled_after_(stalled_after),
      hands_(static_cast<std::size_t>(ranks.size())) {
  for (int rank = 1; rank < ranks.size(); ++rank) {
    hands_[static_cast<std::size_t>(rank)].heard = Clock::now();
    ranks.send(rank, words_of(Word::job, 0, job));
  }
  thread_ = std::thread([this] { tend(); });
}

Foreman::~Foreman() {
  over_ = true;
  thread_.join();
  if (has_lost()) ranks_.lose_one();
}

void Foreman::tend() {
  try {
    while (!over_) {
      bool heard = false;
      while (auto message = ranks_.receive()) {
        take_message(message->from, message->bytes);
        heard = true;
      }
      look_for_stalled();
      hand_out();
      if (!heard) std::this_thread::sleep_for(pause);
    }
  } catch (const std::exception& error) {
    {
      const std::lock_guard turn(turn_);
      for (auto& hand : hands_) {
        hand.failed = hand.lost = true;
        take_back(hand);
      }
    }
    work_.say(fmt::format("the other ranks cannot be reached any more ({}): this one goes on alone", error.what()));
  }
}

void Foreman::give_up(int rank, std::string_view why) {
  std::string name;
  {
    const std::lock_guard turn(turn_);
    auto& hand = hands_[static_cast<std::size_t>(rank)];
    take_back(hand);
    hand.lost = false;
    if (std::exchange(hand.failed, true)) return;
    name = name_of(rank);
  }
  work_.say(fmt::format("{} cannot go on: {}; the others do its work", name, why));
}

void Foreman::take_message(int from, std::string_view bytes) {
  Words message;
  try {
    message = read_words(bytes);
  } catch (const base::Failure& failure) {
    return give_up(from, failure.what());
  }
  if (message.word == Word::failed) return give_up(from, message.rest);
  std::string said, result;
  Unit done;
  {
    const std::lock_guard turn(turn_);
    auto& hand = hands_[static_cast<std::size_t>(from)];
    hand.heard = Clock::now();
    if (hand.lost) {
      hand.lost = false;
      said = fmt::format("{} answers again", name_of(from));
    }
    switch (message.word) {
      case Word::ready:
        hand.ready = true;
        hand.threads = std::max(1, static_cast<int>(message.number));
        hand.machine = message.rest;
        break;
      case Word::done:
        for (auto* units : {&hand.units, &back_}) {
          const auto at = std::find_if(units->begin(), units->end(),
                                       [&](const Unit& unit) { return unit.number == message.number; });
          if (at == units->end()) continue;
          done = std::move(*at);
          units->erase(at);
        }
        if (closed_.insert(message.number).second) result = std::move(message.rest);
        break;
      case Word::failed:
      case Word::alive:
      case Word::job:
      case Word::unit:
      case Word::end:
        break;
    }
  }
  if (!said.empty()) work_.say(said);
  if (result.empty()) return;
  try {
    work_.take(std::move(result));
  } catch (const base::Failure& failure) {
    {
      const std::lock_guard turn(turn_);
      closed_.erase(message.number);
      // Else another rank has it.
      if (done.number != 0) back_.push_back(std::move(done));
    }
    give_up(from, failure.what());
  }
}

void Foreman::take_back(Hand& hand) {
  // What another has done meanwhile is done.
  for (auto& unit : hand.units) {
    if (!closed_.contains(unit.number)) back_.push_back(std::move(unit));
  }
  hand.units.clear();
}

void Foreman::look_for_stalled() {
  std::vector<std::string> said;
  {
    const std::lock_guard turn(turn_);
    const auto now = Clock::now();
    for (std::size_t rank = 1; rank < hands_.size(); ++rank) {
      auto& hand = hands_[rank];
      const bool owes = !hand.ready || !hand.units.empty();
      if (hand.failed || hand.lost || !owes || now - hand.heard < stalled_after_) continue;
      hand.lost = true;
      take_back(hand);
      said.push_back(fmt::format("{} has given no sign for {:.0f} s; the others do its work",
                                 name_of(static_cast<int>(rank)), stalled_after_.count()));
    }
  }
  for (const auto& words : said) work_.say(words);
}

void Foreman::hand_out() {
  for (std::size_t round = 0; round < units_at_a_time; ++round) {
    for (std::size_t rank = 1; rank < hands_.size(); ++rank) {
      Unit unit;
      int threads = 0;
      {
        const std::lock_guard turn(turn_);
        const auto& hand = hands_[rank];
        if (!hand.works() || hand.units.size() > round) continue;
        threads = hand.threads;
        if (!back_.empty()) {
          unit = std::move(back_.front());
          back_.pop_front();
        }
      }
      if (unit.number == 0) {
        auto next = work_.next(threads, round > 0);
        if (!next) return;
        unit = {++numbered_, std::move(*next)};
      }
      std::string words = words_of(Word::unit, unit.number, unit.what);
      {
        const std::lock_guard turn(turn_);
        auto& hand = hands_[rank];
        if (hand.units.empty()) hand.heard = Clock::now();
        hand.units.push_back(std::move(unit));
      }
      ranks_.send(static_cast<int>(rank), std::move(words));
    }
  }
}

std::optional<std::string> Foreman::returned() {
  const std::lock_guard turn(turn_);
  if (back_.empty()) return std::nullopt;
  Unit unit = std::move(back_.front());
  back_.pop_front();
  closed_.insert(unit.number);
  return std::move(unit.what);
}

int Foreman::ranks_at_work() const {
  const std::lock_guard turn(turn_);
  return static_cast<int>(std::count_if(hands_.begin(), hands_.end(), [](const Hand& hand) { return hand.works(); }));
}

int Foreman::threads_at_work() const {
  const std::lock_guard turn(turn_);
  int threads = 0;
  for (const auto& hand : hands_) threads += hand.works() ? hand.threads : 0;
  return threads;
}

bool Foreman::has_lost() const {
  const std::lock_guard turn(turn_);
  return std::any_of(hands_.begin(), hands_.end(), [](const Hand& hand) { return hand.lost; });
}

std::string Foreman::name_of(int rank) const {
  const auto& machine = hands_[static_cast<std::size_t>(rank)].machine;
  return machine.empty() ? fmt::format("rank {}", rank) : fmt::format("rank {} on {}", rank, machine);
}

}  // namespace prospect::ranks
