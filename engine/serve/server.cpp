#include "serve/server.hpp"

#include <fcntl.h>
#include <fmt/format.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <utility>

#include "base/problem.hpp"
#include "serve/connection.hpp"

namespace prospect::serve {

/// Opens the door, and lets in.
class Server::House {
 public:
  House(std::uint16_t port, Site site, const Limits& limits);
  ~House() { close(); }
  House(const House&) = delete;
  House& operator=(const House&) = delete;

  [[nodiscard]] std::uint16_t port() const { return shared_.port; }
  void run();
  void stop() { network_.stop(); }

 private:
  using tcp = boost::asio::ip::tcp;
  using Error = boost::system::error_code;

  void listen(std::uint16_t port);
  void accept();
  void welcome(tcp::socket socket);
  void close() noexcept;

  Shared shared_;
  boost::asio::io_context network_{1};  // after what the connections use that go with it
  tcp::acceptor door_{network_};
  boost::asio::steady_timer pause_{network_};
};

Server::House::House(std::uint16_t port, Site site, const Limits& limits)
    : shared_{std::move(site), limits, 0, {}, 0, 0} {
  listen(port);
  accept();
}

void Server::House::listen(std::uint16_t port) {
  const tcp::endpoint here(boost::asio::ip::address_v4::loopback(), port);
  try {
    door_.open(here.protocol());
    ::fcntl(door_.native_handle(), F_SETFD, FD_CLOEXEC);  // a browser that is started must not hold the port
    door_.set_option(tcp::acceptor::reuse_address(true));  // connections of an earlier run may still fade away
    door_.bind(here);
    door_.listen();
    shared_.port = door_.local_endpoint().port();
  } catch (const boost::system::system_error& error) {
    const bool taken = error.code() == boost::asio::error::address_in_use;
    throw base::Failure(fmt::format("cannot listen at 127.0.0.1, port {}{}: {}", port,
                                    taken ? ", which another program uses" : "", error.code().message()));
  }
}

void Server::House::accept() {
  door_.async_accept([this](const Error& error, tcp::socket socket) {
    if (error == boost::asio::error::operation_aborted) return;
    if (!error) {
      welcome(std::move(socket));
      return accept();
    }
    // No more files, or no memory: it would fail again at once.
    pause_.expires_after(std::chrono::milliseconds(100));
    pause_.async_wait([this](const Error& stopped) {
      if (!stopped) accept();
    });
  });
}

void Server::House::welcome(tcp::socket socket) {
  if (shared_.connections.size() >= shared_.limits.connections) return;
  try {
    converse(shared_, network_, socket.release());
  } catch (...) {  // it must do without an answer
  }
}

void Server::House::run() {
  // What a handler throws has ended its connection; the others go on.
  for (bool done = false; !done;) {
    try {
      network_.run();
      done = true;
    } catch (...) {
    }
  }
  close();
}

void Server::House::close() noexcept {
  Error ignored;
  door_.close(ignored);
  for (Connection* const open : shared_.connections) open->end();
}

Server::Server(std::uint16_t port, Site site, Limits limits)
    : house_(std::make_unique<House>(port, std::move(site), limits)) {}

Server::~Server() = default;

std::uint16_t Server::port() const { return house_->port(); }

void Server::run() { house_->run(); }

void Server::stop() { house_->stop(); }

}  // namespace prospect::serve
