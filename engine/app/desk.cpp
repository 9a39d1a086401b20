#include "app/desk.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <optional>

#include "app/desk_words.hpp"
#include "app/quick_look.hpp"
#include "app/run.hpp"
#include "app/seek.hpp"
#include "app/what_if_model.hpp"
#include "base/problem.hpp"
#include "lanes/ordered_for.hpp"
#include "report/seek.hpp"

namespace prospect::app {
namespace {

namespace json = boost::json;

constexpr std::uint64_t slice_worlds = 16 * simulate::chunk_paths;   ///< some 0.2 s of two threads
constexpr std::uint64_t step_factor = 4;     ///< each step of an answer has so many times the worlds of the one before
/// So long nothing new came of a page before its question goes on: a hand that moves a slider is not made to wait.
constexpr std::chrono::milliseconds pause{80};
constexpr std::uint64_t most_search_paths = 50'000;   ///< of a trial; what `prospect seek` takes if not told
constexpr std::size_t most_orders = 8;       ///< files of a page on their way
constexpr std::size_t most_searches = 64;
constexpr std::size_t most_in_turn = 6;      ///< questions that go on in turn, and keep the memory of their runs

std::uint64_t whole_chunks(std::uint64_t worlds) { return worlds / simulate::chunk_paths * simulate::chunk_paths; }

/// The page is gone, or asked for something else.
struct Cancelled {};

}  // namespace

struct Desk::Search {
  PageSearch asked;
  serve::Sender sender;
  std::atomic<bool> cancelled{false};
};

struct Desk::Seat {
  serve::Sender sender;
  // Under the desk's lock.
  bool gone = false, queued = false;
  std::optional<PageAsk> asked;
  std::deque<PageFile> orders;
  std::shared_ptr<Search> search;
  Clock::time_point goes_on_at{};
  // The answerer's alone.
  PageAsk current;
  std::shared_ptr<LiveCase> own, pinned;
  std::optional<QuickLook> look;     ///< the last one: the next need not look at all again
  std::uint64_t step = 0;            ///< worlds of the next step
  bool going_on = false;             ///< there is one

  /// Worlds that are counted of all that is asked.
  [[nodiscard]] std::uint64_t done() const { return pinned ? std::min(own->done(), pinned->done()) : own->done(); }
  void rest() {
    if (own) own->rest();
    if (pinned) pinned->rest();
  }
  void forget() {
    own = pinned = nullptr;
    look.reset();
    going_on = false;
  }
};

class Desk::Guest final : public serve::Visitor {
 public:
  Guest(Desk& desk, SeatPtr seat) : desk_(desk), seat_(std::move(seat)) {}
  ~Guest() override { desk_.leave(seat_); }
  Guest(const Guest&) = delete;
  Guest& operator=(const Guest&) = delete;
  void hear(std::string message) override { desk_.hear(seat_, message); }

 private:
  Desk& desk_;
  SeatPtr seat_;
};

Desk::Desk(WhatIf& what_if) : what_if_(what_if) {
  answerer_ = std::thread([this] { answer_in_turn(); });
  searcher_ = std::thread([this] { search_in_turn(); });
}

Desk::~Desk() {
  {
    const std::scoped_lock lock(mutex_);
    ending_ = true;
    hurry_ = true;
  }
  work_.notify_all();
  searches_there_.notify_all();
  answerer_.join();
  searcher_.join();
}

std::unique_ptr<serve::Visitor> Desk::meet(serve::Sender sender) {
  auto seat = std::make_shared<Seat>();
  seat->sender = std::move(sender);
  seat->sender.send(what_if_.model_message());
  return std::make_unique<Guest>(*this, seat);
}

void Desk::leave(const SeatPtr& seat) {
  const std::scoped_lock lock(mutex_);
  seat->gone = true;
  seat->asked.reset();
  seat->orders.clear();
  if (seat->search) seat->search->cancelled = true;
  wake(seat);   // its runs are given back by the thread that made them
}

void Desk::hear(const SeatPtr& seat, const std::string& message) {
  json::error_code broken;
  json::parse_options options;
  options.max_depth = 8;
  const json::value value = json::parse(message, broken, {}, options);
  std::pair<std::string, std::uint64_t> about;
  try {
    if (broken || !value.is_object()) throw BadMessage("this is no message of the page");
    about = kind_of(value.get_object());
    take(seat, about, value.get_object());
  } catch (const BadMessage& bad) {
    seat->sender.send(problem_message(about.first, about.second, bad.what(), ""));
  }
}

void Desk::take(const SeatPtr& seat, const std::pair<std::string, std::uint64_t>& about, const json::object& message) {
  const auto& [kind, number] = about;
  if (kind == "stop_seek") {
    const std::scoped_lock lock(mutex_);
    if (seat->search && seat->search->asked.number == number) seat->search->cancelled = true;
  } else if (kind == "seek") {
    queue(seat, search_in(message, what_if_));
  } else if (kind == "ask") {
    auto ask = ask_in(message, what_if_);
    const std::scoped_lock lock(mutex_);
    seat->asked = std::move(ask);
    wake(seat);
  } else {
    auto order = file_in(message, what_if_);
    const std::scoped_lock lock(mutex_);
    if (seat->orders.size() >= most_orders) throw BadMessage("too many files are on their way: wait for them");
    seat->orders.push_back(std::move(order));
    wake(seat);
  }
}

/// A newer search of a page takes the place of its older one.
void Desk::queue(const SeatPtr& seat, PageSearch asked) {
  auto search = std::make_shared<Search>();
  search->asked = std::move(asked);
  search->sender = seat->sender;
  const std::scoped_lock lock(mutex_);
  if (seat->search) {
    seat->search->cancelled = true;
    std::erase(searches_, seat->search);
    seat->search = nullptr;
  }
  if (searches_.size() >= most_searches) throw BadMessage("too many searches wait: try again later");
  searches_.push_back(search);
  seat->search = std::move(search);
  searches_there_.notify_one();
}

/// Something new came of a page. Expects the lock to be held.
void Desk::wake(const SeatPtr& seat) {
  hurry_ = true;
  if (!seat->queued) new_.push_back(seat);
  seat->queued = true;
  work_.notify_one();
}

namespace {

/// Whatever goes wrong with a page's question is told to that page, and ends nothing else. Whether nothing did.
bool told(const serve::Sender& sender, const std::string& kind, std::uint64_t number,
          const std::function<void()>& work) {
  try {
    work();
    return true;
  } catch (const Cancelled&) {   // nobody waits for it
  } catch (const base::Rejected& rejected) {
    sender.send(problem_message(kind, number, rejected));
  } catch (const std::bad_alloc&) {
    sender.send(problem_message(kind, number, "not enough memory", ""));
  } catch (const std::exception& error) {   // a failure of the machine, a message that asks for what cannot be
    sender.send(problem_message(kind, number, error.what(), ""));
  }
  return false;
}

}  // namespace

// The answerer.

Desk::SeatPtr Desk::next_new() {
  if (new_.empty()) return nullptr;
  auto seat = new_.front();
  new_.pop_front();
  seat->queued = false;
  return seat;
}

/// The first of those whose turn it may be that has waited long enough.
Desk::SeatPtr Desk::next_to_go_on() {
  const auto now = Clock::now();
  const auto end = going_on_.begin() + static_cast<std::ptrdiff_t>(std::min(going_on_.size(), most_in_turn));
  const auto at = std::find_if(going_on_.begin(), end, [now](const auto& seat) { return seat->goes_on_at <= now; });
  if (at == end) return nullptr;
  auto seat = *at;
  going_on_.erase(at);
  return seat;
}

/// Until there may be something to do.
void Desk::wait_for_work(std::unique_lock<std::mutex>& lock) {
  auto until = Clock::time_point::max();
  for (std::size_t k = 0; k < std::min(going_on_.size(), most_in_turn); ++k) {
    until = std::min(until, going_on_[k]->goes_on_at);
  }
  const auto something = [this] { return ending_ || !new_.empty(); };
  if (until == Clock::time_point::max()) {
    work_.wait(lock, something);
  } else {
    work_.wait_until(lock, until, something);
  }
}

void Desk::answer_in_turn() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wait_for_work(lock);
    if (ending_) break;
    hurry_ = false;
    if (const auto seat = next_new()) {
      auto ask = std::exchange(seat->asked, std::nullopt);
      const auto orders = std::exchange(seat->orders, {});
      const bool gone = seat->gone;
      if (ask || gone) std::erase(going_on_, seat);
      const bool has_turn = going_on_.size() < most_in_turn;
      lock.unlock();
      if (gone) seat->forget();
      for (const auto& order : orders) {
        told(seat->sender, order.kind, order.number, [&] { make_file(*seat, order); });
      }
      if (ask) {
        const auto number = ask->number;
        if (!told(seat->sender, "ask", number, [&] { begin(*seat, std::move(*ask)); })) seat->forget();
        // Who waits for a turn keeps no memory, and begins anew.
        if (!has_turn) seat->rest();
      }
      lock.lock();
      if (ask && !gone && seat->going_on) {
        seat->goes_on_at = Clock::now() + pause;
        going_on_.push_back(seat);
      }
    } else if (const auto waiting = next_to_go_on()) {
      lock.unlock();
      if (!told(waiting->sender, "ask", waiting->current.number, [&] { go_on(*waiting); })) waiting->forget();
      lock.lock();
      if (waiting->gone || waiting->asked || !waiting->going_on) continue;
      const auto last = static_cast<std::ptrdiff_t>(std::min(going_on_.size(), most_in_turn - 1));
      going_on_.insert(going_on_.begin() + last, waiting);
    }
  }
}

/// The run of a case: one for all pages that look at it, or pinned it.
std::shared_ptr<LiveCase> Desk::live_of(const std::shared_ptr<const WhatIfCase>& what) {
  std::erase_if(lives_, [](const auto& live) { return live.expired(); });
  for (const auto& there : lives_) {
    if (auto live = there.lock(); live->what() == what) return live;
  }
  auto live = std::make_shared<LiveCase>(what_if_, what);
  lives_.push_back(live);
  return live;
}

void Desk::begin(Seat& seat, PageAsk ask) {
  seat.going_on = false;
  seat.own = live_of(what_if_.case_of(ask.settings));
  seat.pinned = ask.pinned ? live_of(what_if_.case_of(*ask.pinned)) : nullptr;
  seat.current = std::move(ask);
  seat.step = std::min(quick_worlds, seat.current.worlds);
  if (seat.pinned) static_cast<void>(seat.pinned->go_on(seat.step));
  if (seat.own->done() < seat.step) {
    auto look = look_at(what_if_, *seat.own, seat.step, seat.look ? &*seat.look : nullptr);
    seat.look = std::move(look);
    send_step(seat, seat.look->record, *seat.look->hits);
    next_step(seat, seat.step);
  } else {
    send_step(seat, seat.own->record(), *seat.own->hits());
    next_step(seat, seat.done());
  }
}

/// A slice, or what is left of a step.
void Desk::go_on(Seat& seat) {
  for (auto* live : {seat.pinned.get(), seat.own.get()}) {
    if (live == nullptr || live->done() >= seat.step) continue;
    // What ends within a chunk cannot be gone on with.
    const std::uint64_t end = std::min(seat.step, whole_chunks(live->done()) + slice_worlds);
    if (!live->go_on(end, &hurry_) || end < seat.step) return;
  }
  send_step(seat, seat.own->record(), *seat.own->hits());
  next_step(seat, seat.done());
}

void Desk::next_step(Seat& seat, std::uint64_t done) {
  const std::uint64_t wanted = seat.current.worlds;
  seat.going_on = done < wanted;
  seat.step = std::min(wanted, whole_chunks(step_factor * done));
  if (!seat.going_on) seat.rest();
}

void Desk::send_step(Seat& seat, const store::RunRecord& record, const analyse::WorldHits& hits) {
  publish::LiveAnswer answer;
  answer.ask = seat.current.number;
  const std::uint64_t worlds = seat.pinned ? std::min(record.paths, seat.pinned->done()) : record.paths;
  answer.final = worlds >= seat.current.worlds;
  if (seat.pinned) {
    answer.differences = differences_of(record, {hits, *seat.pinned->hits(), worlds}, seat.current.language);
  }
  report::VerdictOptions options;
  options.language = seat.current.language;
  seat.sender.send(publish::live_answer({record, options}, answer), "answer");
}

void Desk::make_file(const Seat& seat, const PageFile& order) {
  if (order.kind == "write") {
    const auto text = what_if_.text_of(order.settings, order.label);
    seat.sender.send(written_message(order.number, order.name + ".toml", text));
  } else {
    seat.sender.send(saved_message(order.number, what_if_.save(order.settings, order.name, order.label)));
  }
}

// The searcher.

void Desk::search_in_turn() {
  std::unique_lock lock(mutex_);
  for (;;) {
    searches_there_.wait(lock, [this] { return ending_ || !searches_.empty(); });
    if (ending_) break;
    const auto next = searches_.front();
    searches_.pop_front();
    lock.unlock();
    told(next->sender, "seek", next->asked.number, [&] { search(*next); });
    lock.lock();
  }
}

void Desk::search(const Search& search) {
  const auto& asked = search.asked;
  const auto watch = [&search] {
    if (search.cancelled) throw Cancelled();
  };
  watch();
  SeekRequest request;
  static_cast<Common&>(request) = what_if_.request();
  // Pages that move sliders meanwhile have the rest of the machine.
  request.threads = std::max(1, lanes::hardware_threads() / 2);
  request.paths = std::min(what_if_.request().paths, most_search_paths);
  request.levers = asked.levers;
  request.targets = asked.targets;
  request.probability = asked.probability;
  request.watch = watch;
  const Questioned about = what_if_.asked_about(asked.settings, request.threads);
  const auto answer = sought(request, about);
  watch();
  search.sender.send(sought_message(
      asked.number, answer, report::seek_sentences(answer, about.cases.front().program, asked.language)));
}

}  // namespace prospect::app
