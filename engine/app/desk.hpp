#pragma once
/// Who answers the pages: takes what they ask, in turn, and sends what is found.
///
/// Turns     one thread runs worlds, with all the threads of the machine: first what is new, in the order it came, each
///           to its first step; while nothing is new what was asked goes on to more worlds, a slice for each in turn. A
///           newer question of a page takes the place of its older one. Searches (seek) have a thread of their own, one
///           at a time.
/// Limits    a page has one question, one search and a few files on their way; a few questions go on in turn and
///           hold the memory of their runs, the others wait for one to end. Pages that look at the same case share its
///           run.
/// Messages  page/README.md has their fields.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "app/desk_words.hpp"
#include "app/live_case.hpp"
#include "app/what_if.hpp"
#include "serve/server.hpp"

namespace prospect::app {

class Desk {
 public:
  /// `what_if` must outlive it and belongs to it from now on.
  explicit Desk(WhatIf& what_if);
  /// Expects every visitor to be gone, which has ended what they asked.
  ~Desk();
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;

  /// A page that came; the visitor is what the network tells of it.
  [[nodiscard]] std::unique_ptr<serve::Visitor> meet(serve::Sender sender);

 private:
  struct Seat;
  class Guest;
  struct Search;
  using SeatPtr = std::shared_ptr<Seat>;
  using Clock = std::chrono::steady_clock;

  void hear(const SeatPtr& seat, const std::string& message);
  void take(const SeatPtr& seat, const std::pair<std::string, std::uint64_t>& about,
            const boost::json::object& message);
  void queue(const SeatPtr& seat, PageSearch asked);
  void wake(const SeatPtr& seat);
  void leave(const SeatPtr& seat);

  void answer_in_turn();
  void wait_for_work(std::unique_lock<std::mutex>& lock);
  [[nodiscard]] SeatPtr next_new();
  [[nodiscard]] SeatPtr next_to_go_on();
  void begin(Seat& seat, PageAsk ask);
  void go_on(Seat& seat);
  static void next_step(Seat& seat, std::uint64_t done);
  void send_step(Seat& seat, const store::RunRecord& record, const analyse::WorldHits& hits);
  void make_file(const Seat& seat, const PageFile& order);
  [[nodiscard]] std::shared_ptr<LiveCase> live_of(const std::shared_ptr<const WhatIfCase>& what);

  void search_in_turn();
  void search(const Search& search);

  WhatIf& what_if_;
  std::mutex mutex_;
  std::condition_variable work_, searches_there_;
  bool ending_ = false;
  std::deque<SeatPtr> new_;            ///< with something new, in the order it came
  std::deque<SeatPtr> going_on_;       ///< whose question may go on to more worlds
  std::deque<std::shared_ptr<Search>> searches_;
  std::atomic<bool> hurry_{false};     ///< something new waits
  std::vector<std::weak_ptr<LiveCase>> lives_;   ///< the answerer's: cases that pages look at
  std::thread answerer_, searcher_;
};

}  // namespace prospect::app
