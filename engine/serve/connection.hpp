#pragma once
/// What happens at one socket: requests are answered, and one of them may turn it into a WebSocket.
///
/// Lifetime  what waits for something to happen at a socket holds its connection; when nothing waits any more, it is
///           gone. All of it on the network's thread.

#include <cstddef>
#include <cstdint>
#include <unordered_set>

#include "serve/server.hpp"

namespace boost::asio {
class io_context;
}

namespace prospect::serve {

class Connection {
 public:
  Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// At once and for good; what waits is told so later.
  virtual void end() noexcept = 0;

 protected:
  ~Connection() = default;
};

/// What the connections of a server share; outlives them.
struct Shared {
  const Site site;
  const Limits limits;
  std::uint16_t port = 0;
  std::unordered_set<Connection*> connections;  ///< enter and leave by themselves
  std::size_t visitors = 0;                     ///< how many of them are WebSockets
  std::size_t going_out = 0;                    ///< bytes of all pages on their way
};

/// Answers at a connected socket of TCP, which is its own from here on. Throws if there is not the memory for it.
void converse(Shared& shared, boost::asio::io_context& network, int file);

}  // namespace prospect::serve
