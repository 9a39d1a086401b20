#pragma once
/// A browser made of a plain socket, which can say anything; and a server that runs while a test does.
///
/// Nothing here waits without end: what does not come within `patience` throws, and so fails the test.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "serve/server.hpp"

namespace prospect::serve {

inline constexpr int patience = 30;  // seconds; generous: machines are busy

/// Waits until it holds; false if it never does.
inline bool comes_true(const std::function<bool()>& condition) {
  for (int k = 0; k < patience * 100; ++k) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

struct Response {
  int status = 0;
  std::map<std::string, std::string> headers;
  std::string body;
};

struct Frame {
  unsigned opcode = 0;  ///< 1 text, 8 close, 9 ping
  std::string payload;
  /// Of a close frame.
  [[nodiscard]] int code() const {
    if (payload.size() < 2) return 0;
    return static_cast<unsigned char>(payload[0]) * 256 + static_cast<unsigned char>(payload[1]);
  }
};

/// The bytes of a frame as a browser sends it, masked. `first`: opcode, and 0x80 if it ends a message.
inline std::string frame_bytes(unsigned first, std::string_view payload) {
  std::string bytes(1, static_cast<char>(first));
  const std::size_t size = payload.size();
  const auto put = [&bytes, size](int count) {
    while (count-- > 0) bytes += static_cast<char>(size >> (8 * count) & 0xFF);
  };
  if (size < 126) {
    bytes += static_cast<char>(0x80 | size);
  } else if (size < 65536) {
    bytes += static_cast<char>(0x80 | 126), put(2);
  } else {
    bytes += static_cast<char>(0x80 | 127), put(8);
  }
  const std::string mask = "\x11\x22\x33\x44";
  bytes += mask;
  for (std::size_t k = 0; k < size; ++k) bytes += static_cast<char>(payload[k] ^ mask[k % 4]);
  return bytes;
}

class Client {
 public:
  /// Connects. `buffer`: bytes the system takes in for a client that does not read; 0: as many as it likes. `before` is
  /// called with the number of the socket just before it connects.
  explicit Client(std::uint16_t port, int buffer = 0, const std::function<void(int)>& before = nullptr)
      : port_(port), file_(::socket(AF_INET, SOCK_STREAM, 0)) {
    const timeval wait{patience, 0};
    ::setsockopt(file_, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    ::setsockopt(file_, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);
    if (buffer > 0) ::setsockopt(file_, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
    if (before) before(file_);
    connect();
  }
  ~Client() { ::close(file_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  [[nodiscard]] std::string host() const { return "127.0.0.1:" + std::to_string(port_); }

  /// False when the other end has hung up.
  bool say(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = ::send(file_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  bool say_frame(unsigned first, std::string_view payload) { return say(frame_bytes(first, payload)); }
  bool say_text(std::string_view text) { return say_frame(0x81, text); }

  /// Hangs up one way: it still listens.
  void say_no_more() { ::shutdown(file_, SHUT_WR); }

  void ask(const std::string& path, const std::string& more = "", const std::string& method = "GET") {
    say(method + " " + path + " HTTP/1.1\r\nHost: " + host() + "\r\n" + more + "\r\n");
  }
  /// The head of a request for a WebSocket.
  [[nodiscard]] std::string upgrade(const std::string& origin) const {
    return "GET /live HTTP/1.1\r\nHost: " + host() + "\r\n" + (origin.empty() ? "" : "Origin: " + origin + "\r\n") +
           "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
  }
  /// Opens a WebSocket, or is told why not.
  Response open() {
    say(upgrade("http://" + host()));
    return response();
  }

  Response response(bool has_body = true) {
    Response read;
    std::string line = next_line();
    read.status = std::stoi(line.substr(line.find(' ')));
    while (!(line = next_line()).empty()) {
      const auto colon = line.find(": ");
      read.headers[line.substr(0, colon)] = line.substr(colon + 2);
    }
    if (has_body && read.status != 101) read.body = bytes(std::stoul(read.headers.at("Content-Length")));
    return read;
  }

  /// The next frame; nothing when the other end has hung up.
  std::optional<Frame> frame() {
    if (!fill(2)) return std::nullopt;
    const std::string head = bytes(2);
    std::size_t size = static_cast<unsigned char>(head[1]);
    if (size >= 126) {
      std::size_t longer = 0;
      for (const char byte : bytes(size == 126 ? 2 : 8)) longer = longer << 8 | static_cast<unsigned char>(byte);
      size = longer;
    }
    return Frame{static_cast<unsigned char>(head[0]) & 0xFu, bytes(size)};
  }
  /// The next text message.
  std::string text() {
    const auto next = frame();
    if (!next || next->opcode != 1) throw std::runtime_error("no text message came");
    return next->payload;
  }
  /// The code of the close frame that ends the conversation; 0 if there is none.
  int closing_code() {
    while (const auto next = frame()) {
      if (next->opcode == 8) return next->code();
    }
    return 0;
  }
  /// Waits until the other end hangs up.
  void wait_for_end() {
    while (fill(kept_.size() + 1)) kept_.clear();
  }

 private:
  void connect() {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port_);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const auto* const generic = static_cast<const sockaddr*>(static_cast<const void*>(&address));
    if (::connect(file_, generic, sizeof address) != 0) throw std::runtime_error("cannot connect");
  }
  /// Reads until so many bytes are there; false when the other end hangs up before.
  bool fill(std::size_t count) {
    char some[65536];
    while (kept_.size() < count) {
      const auto got = ::recv(file_, some, sizeof some, 0);
      if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) throw std::runtime_error("nothing came in time");
      if (got <= 0) return false;
      kept_.append(some, static_cast<std::size_t>(got));
    }
    return true;
  }
  std::string bytes(std::size_t count) {
    if (!fill(count)) throw std::runtime_error("the other end hung up");
    std::string taken = kept_.substr(0, count);
    kept_.erase(0, count);
    return taken;
  }
  std::string next_line() {
    std::string line;
    while (!line.ends_with("\r\n")) line += bytes(1);
    return line.substr(0, line.size() - 2);
  }

  std::uint16_t port_;
  int file_;
  std::string kept_;
};

/// A server that runs until the end of the test.
class Running {
 public:
  explicit Running(Site site, Limits limits = {}) : server_(0, std::move(site), limits) {}
  ~Running() { stop(); }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  [[nodiscard]] std::uint16_t port() const { return server_.port(); }
  void stop() {
    server_.stop();
    if (thread_.joinable()) thread_.join();
  }
  /// Whether it still gives pages.
  [[nodiscard]] bool answers() const {
    Client client(port());
    client.ask("/");
    return client.response().status == 200;
  }

 private:
  Server server_;
  std::thread thread_{[this] { server_.run(); }};
};

/// Does with each message what it was made with; counts how many of its kind there are.
class Listener final : public Visitor {
 public:
  using Act = std::function<void(const Sender&, const std::string&)>;
  Listener(Sender sender, Act act, std::shared_ptr<std::atomic<int>> alive)
      : sender_(std::move(sender)), act_(std::move(act)), alive_(std::move(alive)) {
    ++*alive_;
  }
  ~Listener() override { --*alive_; }
  void hear(std::string message) override { act_(sender_, message); }

 private:
  Sender sender_;
  Act act_;
  std::shared_ptr<std::atomic<int>> alive_;
};

using Count = std::shared_ptr<std::atomic<int>>;
inline Count count() { return std::make_shared<std::atomic<int>>(0); }

inline std::optional<Resource> one_page(std::string_view path) {
  if (path != "/") return std::nullopt;
  return Resource{"text/html; charset=utf-8", "<p>Sơn La</p>", "default-src 'self'"};
}

inline void echo(const Sender& sender, const std::string& message) { sender.send(message); }

/// One page, and listeners who do `act`.
inline Site site_of(Listener::Act act = echo, const Count& alive = count()) {
  return {one_page, [act, alive](Sender sender) { return std::make_unique<Listener>(sender, act, alive); }};
}

}  // namespace prospect::serve
