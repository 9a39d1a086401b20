#include "serve/gate.hpp"

#include <algorithm>
#include <optional>

namespace prospect::serve {
namespace {

char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; }

bool same_letters(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower, lower);
}

bool is_our_page(std::string_view origin, std::uint16_t port) {
  constexpr std::string_view scheme = "http://";
  return origin.size() > scheme.size() && same_letters(origin.substr(0, scheme.size()), scheme) &&
         names_us(origin.substr(scheme.size()), port);
}

/// Why a request is turned away whatever it asks for.
std::optional<Answer> turned_away(const Asked& asked, std::uint16_t port) {
  if (asked.hosts.size() != 1 || !names_us(asked.hosts[0], port)) {
    return refusal(421, "This server only answers to its own address.");
  }
  if (asked.method != "GET" && asked.method != "HEAD") return refusal(405, "Only GET and HEAD are answered.");
  if (asked.has_body) return refusal(413, "A request must not have a body.");
  if (asked.target.empty() || asked.target[0] != '/') return refusal(400, "A path must begin with a slash.");
  return std::nullopt;
}

Answer judge_upgrade(const Asked& asked, std::string_view path, std::uint16_t port) {
  if (path != "/live") return refusal(404, "There is no WebSocket here.");
  const auto ours = [port](std::string_view origin) { return is_our_page(origin, port); };
  if (asked.origins.size() > 1 || !std::ranges::all_of(asked.origins, ours)) {
    return refusal(403, "Only pages of this server may open a WebSocket.");
  }
  return {101, {}};
}

}  // namespace

bool names_us(std::string_view host, std::uint16_t port) {
  const std::string at_port = ":" + std::to_string(port);
  for (const std::string name : {"127.0.0.1", "localhost", "[::1]"}) {
    if (same_letters(host, name + at_port) || (port == 80 && same_letters(host, name))) return true;
  }
  return false;
}

Answer refusal(unsigned status, std::string_view sentence) {
  return {status, {"text/plain; charset=utf-8", std::string(sentence) + "\n", "default-src 'none'"}};
}

Answer judge(const Asked& asked, std::uint16_t port, const Site& site) {
  if (auto refused = turned_away(asked, port)) return *std::move(refused);
  const std::string_view path = asked.target.substr(0, asked.target.find('?'));
  if (asked.upgrade) return judge_upgrade(asked, path, port);
  try {
    if (auto found = site.resource(path)) return {200, *std::move(found)};
  } catch (...) {
    return refusal(500, "Something went wrong here.");
  }
  return refusal(404, "There is nothing here.");
}

std::vector<std::pair<std::string, std::string>> headers(const Answer& answer) {
  std::vector<std::pair<std::string, std::string>> list{{"Content-Type", answer.resource.type},
                                                        {"X-Content-Type-Options", "nosniff"},
                                                        {"Referrer-Policy", "no-referrer"},
                                                        {"Cross-Origin-Resource-Policy", "same-origin"},
                                                        {"Cross-Origin-Opener-Policy", "same-origin"},
                                                        {"X-Frame-Options", "DENY"},
                                                        {"Cache-Control", "no-store"}};
  if (!answer.resource.policy.empty()) list.emplace_back("Content-Security-Policy", answer.resource.policy);
  if (answer.status == 405) list.emplace_back("Allow", "GET, HEAD");
  return list;
}

}  // namespace prospect::serve
