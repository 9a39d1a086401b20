#pragma once
/// Who is answered, and what: every request is judged here, from plain values.
///
/// Host      must be this server under a name of this machine. A page of a foreign site whose name was made to lead to
///           127.0.0.1 (DNS rebinding) sends its own.
/// Origin    of a WebSocket must be a page of this server: browsers let any page open one and say here which it is.
///           They always say it. Who says none is a program of this machine, which could as well say the right one, so
///           nothing is gained by turning it away.
/// Others    GET and HEAD without a body. Pages may not be framed, nor read by pages of others.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "serve/server.hpp"

namespace prospect::serve {

/// What matters of a request's head.
struct Asked {
  std::string_view method, target;
  std::vector<std::string_view> hosts, origins;  ///< each header of the name
  bool has_body = false;
  bool upgrade = false;  ///< to a WebSocket
};

struct Answer {
  unsigned status = 0;  ///< of HTTP; 101: open the WebSocket
  Resource resource;
};

/// Judges a request and asks the site. What the site throws becomes 500.
[[nodiscard]] Answer judge(const Asked& asked, std::uint16_t port, const Site& site);

/// A refusal with one sentence that says why.
[[nodiscard]] Answer refusal(unsigned status, std::string_view sentence);

/// Headers of an answer, Content-Length and Connection apart.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> headers(const Answer& answer);

/// Whether a Host header names this server: 127.0.0.1, localhost or [::1] with the port, which may be left out if it
/// is 80.
[[nodiscard]] bool names_us(std::string_view host, std::uint16_t port);

}  // namespace prospect::serve
