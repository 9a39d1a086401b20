#include "serve/connection.hpp"

#include <fcntl.h>

#include <algorithm>
#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>
#include <chrono>
#include <utility>

#include "serve/gate.hpp"
#include "serve/outbox.hpp"

namespace prospect::serve {
namespace {

namespace net = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using net::ip::tcp;
using Error = boost::system::error_code;
using Clock = std::chrono::steady_clock;

constexpr std::uint32_t longest_head = 8 * 1024;
// Small, so that what is too old for a slow browser waits where something newer can take its place.
constexpr int bytes_in_the_system = 256 * 1024;

Clock::duration seconds(double count) {
  return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(count));
}

/// A socket that reads at most so many bytes a second: messages without end cost little, also those of pieces so small
/// that no limit of Beast's sees them.
class Wire : public beast::basic_stream<tcp, net::any_io_executor, beast::simple_rate_policy> {
 public:
  Wire(tcp::socket socket, std::size_t bytes_a_second) : basic_stream(std::move(socket)) {
    rate_policy().read_limit(bytes_a_second);
  }
};

/// What Beast calls when a WebSocket has ended. Its own reads until the browser hangs up, without letting others have
/// their turn; `Talk::drain` does that better.
template <class Handler>
void async_teardown(beast::role_type, Wire& wire, Handler&& handler) {
  Error error;
  wire.socket().shutdown(tcp::socket::shutdown_send, error);
  net::post(wire.get_executor(), beast::bind_front_handler(std::forward<Handler>(handler), error));
}

/// So many a second, and a second's worth at once.
class Allowance {
 public:
  explicit Allowance(double a_second) : a_second_(a_second), left_(std::max(a_second, 1.0)) {}

  /// Uses up one; false if there is none.
  bool take() {
    const auto now = Clock::now();
    left_ += std::chrono::duration<double>(now - last_).count() * a_second_;
    left_ = std::min(left_, std::max(a_second_, 1.0)) - 1;
    last_ = now;
    return left_ >= 0;
  }

 private:
  double a_second_, left_;
  Clock::time_point last_ = Clock::now();
};

class Talk : public Connection, public std::enable_shared_from_this<Talk> {
 public:
  void end() noexcept override;

 protected:
  explicit Talk(Shared& shared) : shared_(shared) { shared_.connections.insert(this); }
  virtual ~Talk() { shared_.connections.erase(this); }

  /// None when another connection has taken it over.
  virtual Wire* wire() = 0;
  /// Says that all is said, and waits until the browser hangs up. To close with something unread would make the system
  /// take back what the browser has not read yet.
  void drain();
  /// Makes a handler: it holds the connection, and what it throws ends this alone.
  template <class Self, class... Arguments>
  static auto handler(Self* self, void (Self::*act)(Arguments...));

  Shared& shared_;

 private:
  void read_on();
  void drained(const Error& error, std::size_t bytes);

  std::array<char, 4096> unread_{};
  std::size_t drained_ = 0;
};

template <class Self, class... Arguments>
auto Talk::handler(Self* self, void (Self::*act)(Arguments...)) {
  return [held = self->shared_from_this(), self, act](Arguments... arguments) {
    try {
      (self->*act)(arguments...);
    } catch (...) {
      self->end();
    }
  };
}

void Talk::end() noexcept {
  Error ignored;
  if (Wire* const open = wire()) open->socket().close(ignored);
}

void Talk::drain() {
  Error ignored;
  wire()->socket().shutdown(tcp::socket::shutdown_send, ignored);
  wire()->expires_after(seconds(shared_.limits.request_seconds));
  read_on();
}

void Talk::read_on() {
  wire()->async_read_some(net::buffer(unread_), handler(this, &Talk::drained));
}

void Talk::drained(const Error& error, std::size_t bytes) {
  constexpr std::size_t enough = 1 << 20;
  drained_ += bytes;
  if (error || drained_ > enough) return end();
  read_on();
}

/// A browser with a WebSocket.
class Live final : public Talk {
 public:
  Live(Shared& shared, Wire wire) : Talk(shared), socket_(std::move(wire)), rate_(shared.limits.messages_a_second) {
    ++shared_.visitors;
  }
  ~Live() override { Live::end(); }

  void open(const http::request<http::empty_body>& request);
  void end() noexcept override;

 private:
  Wire* wire() override { return &socket_.next_layer(); }
  void set_options();
  void greet(const Error& error);
  void read();
  void hear(const Error& error, std::size_t bytes);
  void write();
  void written(const Error& error, std::size_t bytes);
  void part(websocket::close_code reason);
  void parted(const Error& error);
  void leave();
  void expect_progress();

  websocket::stream<Wire, false> socket_;  // without compression: nothing to gain on one machine
  net::steady_timer stalled_{socket_.get_executor()};
  Allowance rate_;
  beast::flat_buffer heard_;
  std::shared_ptr<Outbox> outbox_;
  std::string going_out_;
  std::unique_ptr<Visitor> visitor_;
  bool writing_ = false, parting_ = false, ended_ = false;
};

void Live::end() noexcept {
  if (std::exchange(ended_, true)) return;
  --shared_.visitors;
  if (outbox_) outbox_->shut();
  visitor_.reset();
  stalled_.cancel();
  Talk::end();
}

void Live::set_options() {
  wire()->expires_never();  // the WebSocket has its own
  const Limits& limits = shared_.limits;
  const auto to_open = seconds(limits.request_seconds), idle = seconds(limits.idle_seconds);
  socket_.set_option(websocket::stream_base::timeout{to_open, idle, true});
  socket_.read_message_max(limits.message);
  socket_.auto_fragment(false);  // a message is written as it lies
  socket_.text(true);
  // Counted too, but no call on the socket is allowed in here.
  socket_.control_callback([this](websocket::frame_type, beast::string_view) {
    if (!rate_.take()) net::post(socket_.get_executor(), [held = shared_from_this()] { held->end(); });
  });
}

void Live::open(const http::request<http::empty_body>& request) {
  set_options();
  socket_.async_accept(request, handler(this, &Live::greet));
}

void Live::greet(const Error& error) {
  if (error) return drain();  // it has been told why
  const auto wake = [self = std::weak_ptr(shared_from_this()), executor = socket_.get_executor()] {
    net::post(executor, [self] {
      if (const auto live = std::static_pointer_cast<Live>(self.lock())) handler(live.get(), &Live::write)();
    });
  };
  outbox_ = std::make_shared<Outbox>(shared_.limits.waiting, wake);
  try {
    visitor_ = shared_.site.meet(Sender(outbox_));
  } catch (...) {
  }
  if (!visitor_) part(websocket::close_code::internal_error);
  read();
}

void Live::read() { socket_.async_read(heard_, handler(this, &Live::hear)); }

void Live::hear(const Error& error, std::size_t) {
  if (ended_ || (error && parting_)) return;  // `parted` follows
  if (error) return leave();
  std::string message = beast::buffers_to_string(heard_.data());
  heard_.clear();
  if (parting_) return read();
  if (!rate_.take()) {
    part(websocket::close_code::policy_error);
  } else if (!socket_.got_text()) {
    part(websocket::close_code::unknown_data);
  } else {
    try {
      visitor_->hear(std::move(message));
    } catch (...) {
      part(websocket::close_code::internal_error);
    }
  }
  read();
}

void Live::write() {
  if (ended_) return;
  if (outbox_->state() == Outbox::State::flooded) return end();
  if (writing_ || parting_) return;
  Outbox::Taken next = outbox_->take();
  if (next.message) {
    going_out_ = *std::move(next.message);
    writing_ = true;
    expect_progress();
    socket_.async_write(net::buffer(going_out_), handler(this, &Live::written));
  } else if (next.last) {
    part(websocket::close_code::normal);
  }
}

void Live::written(const Error& error, std::size_t) {
  writing_ = false;
  if (parting_) return;  // `parted` follows
  if (error) return end();
  stalled_.cancel();
  write();
}

/// Closes with a reason. The browser's answer is waited for, without the visitor.
void Live::part(websocket::close_code reason) {
  if (std::exchange(parting_, true)) return;
  outbox_->shut();
  visitor_.reset();
  expect_progress();
  socket_.async_close(reason, handler(this, &Live::parted));
}

void Live::parted(const Error&) {
  if (!ended_) leave();
}

/// The conversation is over, the socket not yet.
void Live::leave() {
  outbox_->shut();
  visitor_.reset();
  parting_ = true;
  drain();
}

/// A write or a close must be through in time.
void Live::expect_progress() {
  stalled_.expires_after(seconds(shared_.limits.idle_seconds));
  stalled_.async_wait([self = weak_from_this()](const Error& error) {
    if (error) return;
    const auto live = std::static_pointer_cast<Live>(self.lock());
    // It may have been set anew while this was on its way.
    if (live && live->stalled_.expiry() <= Clock::now()) live->end();
  });
}

/// A browser that asks for pages.
class Exchange final : public Talk {
 public:
  Exchange(Shared& shared, tcp::socket socket)
      // Some messages of the longest kind; what is honest is far below.
      : Talk(shared), wire_(Wire(std::move(socket), std::max<std::size_t>(16 * shared.limits.message, 1 << 16))) {}

  ~Exchange() override { forget_reply(); }

  void read();

 private:
  Wire* wire() override { return wire_ ? &*wire_ : nullptr; }
  void answer(const Error& error, std::size_t bytes);
  void reply(Answer answer, bool keep_alive);
  void replied(const Error& error, std::size_t bytes);
  void upgrade();
  void forget_reply();

  std::optional<Wire> wire_;
  beast::flat_buffer buffer_{2 * longest_head};  // requests may follow each other without waiting
  std::optional<http::request_parser<http::empty_body>> request_;
  http::response<http::string_body> reply_;
};

void Exchange::read() {
  request_.emplace();
  request_->header_limit(longest_head);
  wire_->expires_after(seconds(shared_.limits.request_seconds));
  http::async_read_header(*wire_, buffer_, *request_, handler(this, &Exchange::answer));
}

/// What is wrong with a head that cannot be read; nothing if there is no one to be told.
std::optional<Answer> unreadable(const Error& error) {
  if (error == http::error::header_limit || error == http::error::buffer_overflow) {
    return refusal(431, "The head of a request must not be longer than 8 KiB.");
  }
  if (error == http::error::body_limit) return refusal(413, "A request must not have a body.");
  if (error == http::error::end_of_stream || error == http::error::partial_message) return std::nullopt;
  if (error.category() != http::make_error_code(http::error::bad_method).category()) return std::nullopt;
  return refusal(400, "This is not a request of HTTP.");
}

std::vector<std::string_view> all_of(const http::fields& fields, http::field name) {
  std::vector<std::string_view> values;
  const auto [first, last] = fields.equal_range(name);
  for (auto field = first; field != last; ++field) values.emplace_back(field->value().data(), field->value().size());
  return values;
}

Asked asked_by(const http::request_parser<http::empty_body>& parser) {
  const auto& head = parser.get();
  const auto method = head.method_string(), target = head.target();
  return {{method.data(), method.size()},
          {target.data(), target.size()},
          all_of(head, http::field::host),
          all_of(head, http::field::origin),
          parser.chunked() || parser.content_length().value_or(0) > 0,
          websocket::is_upgrade(head)};
}

void Exchange::answer(const Error& error, std::size_t) {
  if (error) {
    auto told = unreadable(error);
    return told ? reply(*std::move(told), false) : end();
  }
  Answer judged = judge(asked_by(*request_), shared_.port, shared_.site);
  if (judged.status != 101) {
    const bool in_order = judged.status == 200 || judged.status == 404;
    return reply(std::move(judged), in_order && request_->get().keep_alive());
  }
  if (shared_.visitors >= shared_.limits.visitors) return reply(refusal(503, "Too many pages are open."), false);
  // What follows a request for a WebSocket must wait for the answer, which says that there is one.
  if (buffer_.size() > 0) return reply(refusal(400, "A WebSocket was used before it was open."), false);
  upgrade();
}

void Exchange::upgrade() {
  const auto request = request_->release();
  Wire wire = std::move(*wire_);
  wire_.reset();
  std::make_shared<Live>(shared_, std::move(wire))->open(request);
}

void Exchange::reply(Answer answer, bool keep_alive) {
  const bool too_much = shared_.going_out > 0 && shared_.going_out + answer.resource.body.size() > shared_.limits.pages;
  if (too_much) answer = refusal(503, "Too many pages are on their way.");
  reply_ = {static_cast<http::status>(answer.status), 11};
  for (const auto& [name, value] : headers(answer)) reply_.set(name, value);
  reply_.content_length(answer.resource.body.size());
  if (request_->get().method() != http::verb::head) reply_.body() = std::move(answer.resource.body);
  shared_.going_out += reply_.body().size();
  reply_.keep_alive(keep_alive);
  wire_->expires_after(seconds(shared_.limits.idle_seconds));
  http::async_write(*wire_, reply_, handler(this, &Exchange::replied));
}

void Exchange::forget_reply() {
  shared_.going_out -= reply_.body().size();
  reply_ = {};
}

void Exchange::replied(const Error& error, std::size_t) {
  const bool more = reply_.keep_alive();
  forget_reply();
  if (error) return end();
  if (!more) return drain();
  read();
}

}  // namespace

void converse(Shared& shared, net::io_context& network, int file) {
  tcp::socket socket(network, tcp::v4(), file);
  Error ignored;
  ::fcntl(file, F_SETFD, FD_CLOEXEC);  // not for programs this one starts, such as a browser
  socket.set_option(tcp::no_delay(true), ignored);
  socket.set_option(tcp::socket::send_buffer_size(bytes_in_the_system), ignored);
  std::make_shared<Exchange>(shared, std::move(socket))->read();
}

}  // namespace prospect::serve
