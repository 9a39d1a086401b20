#include "serve/gate.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <utility>

namespace prospect::serve {
namespace {

std::optional<Resource> page(std::string_view path) {
  if (path == "/broken") throw std::runtime_error("broken");
  if (path == "/odd") throw 1;
  if (path != "/a%20b") return std::nullopt;
  return Resource{"text/plain", "here", ""};
}

const Site site{page, nullptr};

unsigned status_of(const Asked& asked) { return judge(asked, 8080, site).status; }

Asked request(std::string_view target, std::string_view method = "GET") {
  return {method, target, {"localhost:8080"}, {}, false, false};
}

Asked upgrade(std::vector<std::string_view> origins) {
  return {"GET", "/live", {"127.0.0.1:8080"}, std::move(origins), false, true};
}

TEST(Gate, KnowsItsNames) {
  for (const char* host : {"127.0.0.1:8080", "localhost:8080", "[::1]:8080", "LocalHost:8080"}) {
    EXPECT_TRUE(names_us(host, 8080)) << host;
  }
  for (const char* host : {"", "127.0.0.1", "localhost", "127.0.0.1:8081", "127.0.0.1:80800", "localhost.:8080",
                           "evil.test:8080", "evil.localhost:8080", "localhost:8080.evil.test", "user@localhost:8080",
                           "127.0.0.2:8080", "::1:8080", " localhost:8080", "0x7f.1:8080"}) {
    EXPECT_FALSE(names_us(host, 8080)) << host;
  }
  EXPECT_TRUE(names_us("localhost", 80));
  EXPECT_TRUE(names_us("localhost:80", 80));
}

TEST(Gate, AsksTheSiteForThePath) {
  EXPECT_EQ(status_of(request("/a%20b")), 200u);
  EXPECT_EQ(status_of(request("/a%20b?x=/c")), 200u);
  EXPECT_EQ(status_of(request("/a%20b", "HEAD")), 200u);
  EXPECT_EQ(status_of(request("/c")), 404u);
  EXPECT_EQ(status_of(request("/broken")), 500u);
  EXPECT_EQ(status_of(request("/odd")), 500u);
}

TEST(Gate, TurnsAwayWhatIsNoPlainRequest) {
  EXPECT_EQ(status_of(request("/", "POST")), 405u);
  EXPECT_EQ(status_of(request("/", "get")), 405u);
  EXPECT_EQ(status_of(request("http://localhost:8080/a%20b")), 400u);
  EXPECT_EQ(status_of(request("*")), 400u);
  EXPECT_EQ(status_of(request("")), 400u);
  Asked asked = request("/a%20b");
  asked.has_body = true;
  EXPECT_EQ(status_of(asked), 413u);
  asked = request("/a%20b");
  asked.hosts = {"localhost:8080", "localhost:8080"};
  EXPECT_EQ(status_of(asked), 421u);
  asked.hosts = {};
  EXPECT_EQ(status_of(asked), 421u);
  asked.hosts = {"evil.test:8080"};
  EXPECT_EQ(status_of(asked), 421u);
}

TEST(Gate, OpensWebSocketsForItsOwnPages) {
  EXPECT_EQ(status_of(upgrade({"http://localhost:8080"})), 101u);
  EXPECT_EQ(status_of(upgrade({"http://[::1]:8080"})), 101u);
  EXPECT_EQ(status_of(upgrade({})), 101u);
  for (const char* origin : {"", "null", "http://", "http://localhost", "https://localhost:8080",
                             "http://evil.test:8080", "http://localhost:8081",
                             "http://localhost:8080/", "localhost:8080", "file://"}) {
    EXPECT_EQ(status_of(upgrade({origin})), 403u) << origin;
  }
  EXPECT_EQ(status_of(upgrade({"http://localhost:8080", "http://evil.test"})), 403u);
  Asked elsewhere = upgrade({});
  elsewhere.target = "/a%20b";
  EXPECT_EQ(status_of(elsewhere), 404u);
}

TEST(Gate, RefusesInOneSentence) {
  const Answer answer = judge(request("/", "PUT"), 8080, site);
  EXPECT_EQ(answer.resource.body, "Only GET and HEAD are answered.\n");
  EXPECT_EQ(answer.resource.policy, "default-src 'none'");
  const auto list = headers(answer);
  EXPECT_EQ(list.back(), std::pair(std::string("Allow"), std::string("GET, HEAD")));
}

}  // namespace
}  // namespace prospect::serve
