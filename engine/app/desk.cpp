#include "app/desk.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>

#include "app/desk_words.hpp"
#include "app/quick_look.hpp"
#include "app/run.hpp"
#include "app/scenario_text.hpp"
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
constexpr std::chrono::milliseconds rest{80};
constexpr std::size_t most_orders = 8;       ///< files of a page on their way
constexpr std::size_t most_searches = 64;
constexpr std::size_t most_alive = 8;        ///< questions that keep the memory of their runs
constexpr std::size_t longest_name = 60, longest_label = 600;

std::uint64_t whole_chunks(std::uint64_t worlds) { return worlds / simulate::chunk_paths * simulate::chunk_paths; }

/// The page is gone, or asked for something else.
struct Cancelled {};

}  // namespace

/// The worlds of a set-up that a page asks for.
struct Desk::Ask {
  std::uint64_t number = 0, worlds = 0;
  base::Language language = base::Language::english;
  WhatIfSettings settings;
  std::optional<WhatIfSettings> pinned;
};

/// What a set-up would need.
struct Desk::Search {
  SeatPtr seat;
  std::uint64_t number = 0;
  base::Language language = base::Language::english;
  WhatIfSettings settings;
  std::vector<std::string> levers, targets;
  double probability = 80;
  std::atomic<bool> cancelled{false};
};

/// A set-up as a file: saved, or only written down for the page.
struct Desk::FileOrder {
  std::string kind;                  ///< "save" or "write"
  std::uint64_t number = 0;
  std::string name;
  base::Label label;
  WhatIfSettings settings;
};

struct Desk::Seat {
  serve::Sender sender;
  // Under the desk's lock.
  bool gone = false, queued = false;
  std::optional<Ask> asked;
  std::deque<FileOrder> orders;
  std::shared_ptr<Search> search;
  // The answerer's alone.
  Ask current;
  std::shared_ptr<LiveCase> own, pinned;
  std::optional<QuickLook> look;     ///< the last one: the next need not look at all again
  std::uint64_t step = 0;            ///< worlds of the next step
  bool going_on = false;             ///< there is one
  Clock::time_point rested_at{};     ///< when it may begin

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
    for (const auto& seat : seats_) {
      if (seat->search) seat->search->cancelled = true;
    }
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
  const std::scoped_lock lock(mutex_);
  seats_.push_back(seat);
  return std::make_unique<Guest>(*this, seat);
}

void Desk::leave(const SeatPtr& seat) {
  const std::scoped_lock lock(mutex_);
  seat->gone = true;
  seat->asked.reset();
  seat->orders.clear();
  if (seat->search) seat->search->cancelled = true;
  seats_.remove(seat);
  // Its runs are given back by the thread that made them.
  if (!seat->queued) {
    seat->queued = true;
    new_.push_back(seat);
  }
  work_.notify_one();
}

void Desk::hear(const SeatPtr& seat, const std::string& message) {
  json::error_code broken;
  json::parse_options options;
  options.max_depth = 8;
  const json::value value = json::parse(message, broken, {}, options);
  if (broken || !value.is_object()) {
    seat->sender.send(problem_message("", 0, "this is no message of the page", ""));
    return;
  }
  try {
    take(seat, value.get_object());
  } catch (const BadMessage& bad) {
    const auto [kind, number] = kind_of(value.get_object());
    seat->sender.send(problem_message(kind, number, bad.what(), ""));
  }
}

void Desk::take(const SeatPtr& seat, const json::object& message) {
  const auto [kind, number] = kind_of(message);
  const auto language = language_in(message);
  if (kind == "stop_seek") {
    const std::scoped_lock lock(mutex_);
    if (seat->search && seat->search->number == number) seat->search->cancelled = true;
    return;
  }
  const auto& bounds = what_if_.bounds();
  auto settings = settings_in(message, bounds);
  if (kind == "seek") {
    auto search = std::make_shared<Search>();
    search->seat = seat;
    search->number = number;
    search->language = language;
    search->settings = std::move(settings);
    search->levers = words_in(message, "lever", bounds.levers.size());
    search->targets = words_in(message, "targets", 200);
    search->probability = number_in(message, "probability", 80, 0, 100);
    const std::scoped_lock lock(mutex_);
    if (seat->search) seat->search->cancelled = true;
    seat->search = search;
    if (searches_.size() >= most_searches) throw BadMessage("too many searches wait: try again later");
    searches_.push_back(std::move(search));
    searches_there_.notify_one();
    return;
  }
  std::optional<Ask> ask;
  std::optional<FileOrder> order;
  if (kind == "ask") {
    ask.emplace();
    ask->number = number;
    ask->language = language;
    const auto usual = static_cast<double>(what_if_.request().paths);
    const auto most = static_cast<double>(most_worlds(what_if_.request()));
    ask->worlds = static_cast<std::uint64_t>(number_in(message, "worlds", usual, 1, most));
    ask->settings = std::move(settings);
    if (const auto* pinned = message.if_contains("pinned"); pinned != nullptr && pinned->is_object()) {
      ask->pinned = settings_in(pinned->get_object(), bounds);
    }
  } else {
    order.emplace();
    order->kind = kind;
    order->number = number;
    order->name = file_stem_in(message, longest_name);
    const std::string label = text_in(message, "label", longest_label);
    order->label = {label, label};
    order->settings = std::move(settings);
  }
  const std::scoped_lock lock(mutex_);
  if (ask) seat->asked = std::move(ask);
  if (order) {
    if (seat->orders.size() >= most_orders) throw BadMessage("too many files are on their way: wait for them");
    seat->orders.push_back(std::move(*order));
  }
  hurry_ = true;
  if (!seat->queued) {
    seat->queued = true;
    new_.push_back(seat);
  }
  work_.notify_one();
}

/// Whatever goes wrong with a page's question is told to that page, and ends nothing else.
void Desk::told_of(Seat& seat, const std::string& kind, std::uint64_t number, const std::function<void()>& work) {
  try {
    work();
    return;
  } catch (const Cancelled&) {   // nobody waits for it
  } catch (const base::Rejected& rejected) {
    seat.sender.send(problem_message(kind, number, rejected));
  } catch (const std::bad_alloc&) {
    seat.sender.send(problem_message(kind, number, "not enough memory", ""));
  } catch (const std::runtime_error& error) {   // a failure of the machine, a message that asks for what cannot be
    seat.sender.send(problem_message(kind, number, error.what(), ""));
  }
  if (kind == "ask") seat.forget();
}

// The answerer.

Desk::SeatPtr Desk::next_new() {
  if (new_.empty()) return nullptr;
  auto seat = new_.front();
  new_.pop_front();
  seat->queued = false;
  return seat;
}

Desk::SeatPtr Desk::next_to_go_on() {
  const auto now = Clock::now();
  const auto at = std::find_if(going_on_.begin(), going_on_.end(), [now](const auto& seat) { return seat->rested_at <= now; });
  if (at == going_on_.end()) return nullptr;
  auto seat = *at;
  going_on_.erase(at);
  return seat;
}

/// Until there may be something to do.
void Desk::wait(std::unique_lock<std::mutex>& lock) {
  auto until = Clock::time_point::max();
  for (const auto& seat : going_on_) until = std::min(until, seat->rested_at);
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
    wait(lock);
    if (ending_) break;
    if (const auto seat = next_new()) {
      auto ask = std::exchange(seat->asked, std::nullopt);
      const auto orders = std::exchange(seat->orders, {});
      const bool gone = seat->gone;
      if (ask || gone) std::erase(going_on_, seat);
      hurry_ = false;
      lock.unlock();
      if (gone) {
        seat->forget();
      } else {
        for (const auto& order : orders) {
          told_of(*seat, order.kind, order.number, [&] { make_file(*seat, order); });
        }
        const auto number = ask ? ask->number : 0;
        if (ask) told_of(*seat, "ask", number, [&] { begin(*seat, std::move(*ask)); });
      }
      lock.lock();
      if (ask && !gone && seat->going_on) {
        seat->rested_at = Clock::now() + rest;
        going_on_.push_back(seat);
      }
      spare_memory();
    } else if (const auto waiting = next_to_go_on()) {
      hurry_ = false;
      lock.unlock();
      told_of(*waiting, "ask", waiting->current.number, [&] { go_on(*waiting); });
      lock.lock();
      if (!waiting->gone && !waiting->asked && waiting->going_on) going_on_.push_back(waiting);
    }
  }
}

/// The run of a case: one for all pages that look at it, or pinned it.
std::shared_ptr<LiveCase> Desk::live_of(const std::shared_ptr<const WhatIfCase>& what) {
  std::erase_if(lives_, [](const auto& live) { return live.expired(); });
  for (auto at = lives_.begin(); at != lives_.end(); ++at) {
    auto live = at->lock();
    if (live->what() != what) continue;
    lives_.splice(lives_.begin(), lives_, at);
    return live;
  }
  auto live = std::make_shared<LiveCase>(what_if_, what);
  lives_.push_front(live);
  return live;
}

/// All but the latest few give their runs back; they begin anew when it is their turn.
void Desk::spare_memory() {
  std::size_t alive = 0;
  for (const auto& weak : lives_) {
    const auto live = weak.lock();
    if (live && live->is_running() && ++alive > most_alive) live->rest();
  }
}

void Desk::begin(Seat& seat, Ask ask) {
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
  } else {
    send_step(seat, seat.own->record(), *seat.own->hits());
  }
  next_step(seat);
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
  next_step(seat);
}

void Desk::next_step(Seat& seat) {
  const std::uint64_t wanted = seat.current.worlds, done = std::max(seat.step, seat.own->done());
  seat.going_on = done < wanted;
  seat.step = std::min(wanted, whole_chunks(step_factor * done));
  if (!seat.going_on) seat.own->rest();
}

void Desk::send_step(Seat& seat, const store::RunRecord& record, const analyse::WorldHits& hits) {
  publish::LiveAnswer answer;
  answer.ask = seat.current.number;
  answer.final = record.paths >= seat.current.worlds;
  if (seat.pinned) {
    const std::uint64_t worlds = std::min(record.paths, seat.pinned->done());
    answer.differences = differences_of(record, {hits, *seat.pinned->hits(), worlds}, seat.current.language);
  }
  report::VerdictOptions options;
  options.language = seat.current.language;
  seat.sender.send(publish::live_answer({record, options}, answer), "answer");
}

void Desk::make_file(Seat& seat, const FileOrder& order) {
  const auto text = what_if_.text_of(order.settings, order.label);
  if (order.kind == "write") return seat.sender.send(written_message(order.number, order.name + ".toml", text));
  const auto file = what_if_.file_for(order.settings, order.name);
  if (file.empty()) throw BadMessage("nothing can be saved: the program was started with --no-save or a result file");
  if (is_of_others(file, page_marker)) {
    throw BadMessage(fmt::format("'{}' exists and was not saved from this page: it will not be replaced", file));
  }
  static_cast<void>(what_if_.case_of(order.settings));   // what does not compile is not saved
  write_scenario(file, text);
  seat.sender.send(saved_message(order.number, file));
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
    told_of(*next->seat, "seek", next->number, [&] { search(*next); });
    lock.lock();
  }
}

void Desk::search(const Search& search) {
  const auto watch = [&search] {
    if (search.cancelled) throw Cancelled();
  };
  watch();
  SeekRequest request;
  static_cast<Common&>(request) = what_if_.request();
  // Pages that move sliders meanwhile have the rest of the machine.
  request.threads = std::max(1, lanes::hardware_threads() / 2);
  request.paths = std::min<std::uint64_t>(request.paths, 50'000);
  request.levers = search.levers;
  request.targets = search.targets;
  request.probability = search.probability;
  request.watch = watch;
  const Questioned about = what_if_.asked_about(search.settings, request.threads);
  const auto answer = sought(request, about);
  watch();
  search.seat->sender.send(
      sought_message(search.number, answer,
                     report::seek_sentences(answer, about.cases.front().program, search.language)));
}

}  // namespace prospect::app
