#pragma once
/// Pages and live messages for browsers on this machine: HTTP and WebSocket at 127.0.0.1. Knows nothing of plans.
///
/// Threads   one, that of `Server::run`, does all the network; it calls `Site` and the visitors, which must therefore
///           return at once. `Sender` and `Server::stop` may be used from any thread.
/// Trust     none: any page a browser shows, and any program, may try to speak to it; gate.hpp says who is answered.
///           Time, memory and the rate of what comes in are bounded for each connection, and their number (`Limits`).
/// Errors    an exception of the site is told as 500, or ends the WebSocket it concerns (1011); no other.
/// Closing   1000 `Sender::close`, 1002 no WebSocket's bytes, 1003 a binary message, 1007 no UTF-8, 1008 too many
///           messages, 1009 one too long, 1011 an exception. Who does not take what is sent is cut off without a word.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace prospect::serve {

/// What is given for a GET.
struct Resource {
  std::string type;    ///< Content-Type
  std::string body;
  std::string policy;  ///< Content-Security-Policy; empty: none
};

class Outbox;

/// Speaks to one browser, from any thread; harmless after the connection, or the server, has ended. Copyable; one made
/// from nothing speaks to no one.
class Sender {
 public:
  Sender() = default;
  explicit Sender(std::shared_ptr<Outbox> outbox) : outbox_(std::move(outbox)) {}

  /// Queues a text message (UTF-8, at most `Limits::waiting` bytes). They arrive in order, but a message of a non-empty
  /// `kind` takes the place of one of that kind that still waits: a slow browser gets the newest.
  void send(std::string message, std::string kind = "") const;
  /// Ends the connection once what waits has been sent; nothing is queued after it.
  void close() const;

 private:
  std::shared_ptr<Outbox> outbox_;
};

/// The other end of one WebSocket connection; destroyed when the connection ends, or when the server stops.
class Visitor {
 public:
  Visitor() = default;
  virtual ~Visitor() = default;
  Visitor(const Visitor&) = delete;
  Visitor& operator=(const Visitor&) = delete;

  /// A text message came: UTF-8, at most `Limits::message` bytes. On the network's thread.
  virtual void hear(std::string message) = 0;
};

struct Site {
  /// What stands at a path, which begins with a slash, as it was asked for (%20 and the like not decoded) up to the
  /// question mark. Nothing: 404. Any page of the web can make a browser ask, so asking must change nothing.
  std::function<std::optional<Resource>(std::string_view path)> resource;
  /// Someone opened a WebSocket at /live. Must give a visitor.
  std::function<std::unique_ptr<Visitor>(Sender)> meet;
};

struct Limits {
  std::size_t connections = 256;        ///< one more is closed at once
  std::size_t visitors = 64;            ///< open WebSockets; one more is told 503
  std::size_t message = 64 * 1024;      ///< bytes of a message that comes in
  std::size_t waiting = 8 << 20;        ///< bytes that wait to go out to one browser; with more it is cut off
  std::size_t pages = 256 << 20;        ///< bytes on their way to all browsers; with more they are told 503
  double request_seconds = 10;          ///< a request's head must have come; so long may a connection ask nothing
  double idle_seconds = 60;             ///< a WebSocket is pinged, then dropped; a page or message must be taken
  double messages_a_second = 200;       ///< pings too; a second's worth may come at once
};

class Server {
 public:
  class House;  ///< what is inside

  /// Listens at 127.0.0.1 only; port 0: any that is free. Browsers can connect from here on; `run` answers them.
  /// Throws base::Failure if the port is taken or not allowed.
  Server(std::uint16_t port, Site site, Limits limits = {});
  /// Expects `run` to have returned, if it was called. Ends all connections.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  /// Answers until `stop`; then all connections have ended and the port is free.
  void run();
  /// Makes `run` return soon, or at once if it is called later. For good.
  void stop();

 private:
  std::unique_ptr<House> house_;
};

}  // namespace prospect::serve
