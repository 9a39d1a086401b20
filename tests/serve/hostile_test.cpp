#include <gtest/gtest.h>
#include <sys/resource.h>

#include <ctime>
#include <vector>

#include "client.hpp"
#include "serve/server.hpp"

namespace prospect::serve {
namespace {

/// What `say` does to an open WebSocket ends it with this code, and the visitor with it; others are still answered.
void expect_closed(int code, const std::function<void(Client&)>& say, const Limits& limits = {}) {
  const Count alive = count();
  const Running server(site_of([](const Sender&, const std::string&) {}, alive), limits);
  {
    Client client(server.port());
    ASSERT_EQ(client.open().status, 101);
    say(client);
    EXPECT_EQ(client.closing_code(), code);
    EXPECT_TRUE(comes_true([&] { return *alive == 0; }));
  }
  EXPECT_TRUE(server.answers());
}

TEST(Hostile, MessagesTooLong) {
  expect_closed(1009, [](Client& client) { client.say_text(std::string(65'537, 'x')); });
  // One that only says how long it will be.
  expect_closed(1009, [](Client& client) { client.say("\x81\xFF\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF" "abcd"); });
  expect_closed(1009, [](Client& client) {
    client.say_frame(0x01, "x");
    for (int k = 0; k < 100; ++k) client.say_frame(0x00, std::string(1000, 'x'));
  });
}

TEST(Hostile, MessagesThatAreNoText) {
  expect_closed(1003, [](Client& client) { client.say_frame(0x82, "binary"); });
  expect_closed(1007, [](Client& client) { client.say_text("\xC3("); });
}

TEST(Hostile, FramesAgainstTheStandard) {
  expect_closed(1002, [](Client& client) { client.say_frame(0x83, "no such opcode"); });
  expect_closed(1002, [](Client& client) { client.say_frame(0xC1, "compressed"); });
  expect_closed(1002, [](Client& client) { client.say_frame(0x80, "goes on with nothing"); });
  expect_closed(1002, [](Client& client) { client.say(std::string("\x81\x02hi", 4)); });  // not masked
  expect_closed(1002, [](Client& client) { client.say_frame(0x89, std::string(126, 'x')); });
}

TEST(Hostile, TooManyMessages) {
  Limits limits;
  limits.messages_a_second = 5;
  expect_closed(1008, [](Client& client) {
    for (int k = 0; k < 1000; ++k) client.say_text("x");
  }, limits);
}

TEST(Hostile, TooManyPings) {
  Limits limits;
  limits.messages_a_second = 5;
  const Running server(site_of(), limits);
  Client client(server.port());
  client.open();
  for (int k = 0; k < 1000; ++k) client.say_frame(0x89, "");
  client.wait_for_end();
  EXPECT_TRUE(server.answers());
}

/// Says the same again and again until the server hangs up or the test ends.
class Flood {
 public:
  Flood(std::uint16_t port, std::string bytes, std::string first = "") : client_(port), bytes_(std::move(bytes)) {
    client_.open();
    client_.say(first);
  }
  ~Flood() {
    over_ = true;
    thread_.join();
  }
  Flood(const Flood&) = delete;
  Flood& operator=(const Flood&) = delete;

 private:
  Client client_;
  std::string bytes_;
  std::atomic<bool> over_ = false;
  std::thread thread_{[this] {
    while (!over_ && client_.say(bytes_)) {
    }
  }};
};

TEST(Hostile, FloodsLeaveTheOthersTheirTurn) {
  const Running server(site_of());
  std::string fragments, frames;
  for (int k = 0; k < 100; ++k) fragments += frame_bytes(0x00, ""), frames += frame_bytes(0x81, "x");
  const Flood pieces(server.port(), fragments, frame_bytes(0x01, "")), messages(server.port(), frames),
      garbage(server.port(), std::string(1000, '\xFF'));
  for (int k = 0; k < 50; ++k) ASSERT_TRUE(server.answers());
}

TEST(Hostile, FloodsAreReadSlowly) {
  Limits limits;
  limits.message = 1024;  // and so 64 KiB a second
  const Running server(site_of(), limits);
  Client client(server.port());
  client.open();
  std::string pieces = frame_bytes(0x01, "");
  while (pieces.size() < 5 * 64 * 1024) pieces += frame_bytes(0x00, "");
  const auto start = std::chrono::steady_clock::now();
  client.say(pieces + frame_bytes(0x80, "end"));
  EXPECT_EQ(client.text(), "end");
  EXPECT_GT(std::chrono::steady_clock::now() - start, std::chrono::seconds(1));
}

TEST(Hostile, NeverReads) {
  const Count alive = count();
  Limits limits;
  limits.waiting = 100'000;
  const auto act = [](const Sender& sender, const std::string& message) {
    for (int k = 0; k < 200; ++k) sender.send(message == "go" ? std::string(50'000, 'x') : "hi");
  };
  const Running server(site_of(act, alive), limits);
  Client stuck(server.port(), 4096), other(server.port());
  stuck.open(), other.open();
  ASSERT_TRUE(comes_true([&] { return *alive == 2; }));
  stuck.say_text("go");
  EXPECT_TRUE(comes_true([&] { return *alive == 1; }));
  other.say_text("you");
  EXPECT_EQ(other.text(), "hi");
}

TEST(Hostile, ReadsNothingMoreButSpeaks) {
  const Count alive = count();
  Limits limits;
  limits.idle_seconds = 1;
  const auto act = [](const Sender& sender, const std::string& message) {
    if (message == "go") sender.send(std::string(6 << 20, 'x'));
    if (message == "go") sender.close();
  };
  const Running server(site_of(act, alive), limits);
  Client client(server.port(), 4096);
  client.open();
  ASSERT_TRUE(comes_true([&] { return *alive == 1; }));
  client.say_text("go");
  EXPECT_TRUE(comes_true([&] {
    client.say_text("still here");
    return *alive == 0;
  }));
}

TEST(Hostile, PagesNoOneTakes) {
  Limits limits;
  limits.pages = 5 << 20;
  Site site = site_of();
  site.resource = [](std::string_view path) {
    return path == "/" ? one_page(path) : Resource{"text/plain", std::string(std::size_t{5} << 20, 'x'), ""};
  };
  const Running server(site, limits);
  const auto status = [&server] {
    Client next(server.port());
    next.ask("/long");
    return next.response().status;
  };
  {
    Client stuck(server.port(), 4096);
    stuck.ask("/long");
    EXPECT_TRUE(comes_true([&] { return status() == 503; }));
  }
  EXPECT_TRUE(comes_true([&] { return status() == 200; }));
}

TEST(Hostile, HeadsThatComeSlowly) {
  Limits limits;
  limits.request_seconds = 0.3;
  const Running server(site_of(), limits);
  Client slow(server.port()), silent(server.port());
  EXPECT_TRUE(comes_true([&] { return !slow.say("G"); }));
  silent.wait_for_end();
  EXPECT_TRUE(server.answers());
}

TEST(Hostile, SilentWebSocketsArePingedAndDropped) {
  Limits limits;
  limits.idle_seconds = 0.5;
  const Running server(site_of(), limits);
  Client client(server.port());
  client.open();
  for (int k = 0; k < 3; ++k) {
    ASSERT_EQ(client.frame()->opcode, 9u);
    client.say_frame(0x8A, "");
  }
  ASSERT_EQ(client.frame()->opcode, 9u);
  EXPECT_FALSE(client.frame());
}

TEST(Hostile, WebSocketsUsedBeforeTheyAreOpen) {
  const Running server(site_of());
  Client client(server.port());
  client.say(client.upgrade("") + frame_bytes(0x81, "early"));
  EXPECT_EQ(client.response().status, 400);
}

TEST(Hostile, HalfClosed) {
  const Running server(site_of());
  Client client(server.port());
  client.say("GET / HTTP/1.1\r\nHost: " + client.host() + "\r\n");
  client.say_no_more();
  client.wait_for_end();
  EXPECT_TRUE(server.answers());
}

double processor_seconds() { return double(std::clock()) / CLOCKS_PER_SEC; }

TEST(Hostile, NoMoreFiles) {
  const Running server(site_of());
  ASSERT_TRUE(server.answers());
  rlimit before{};
  ::getrlimit(RLIMIT_NOFILE, &before);
  Client client(server.port());
  client.ask("/");
  EXPECT_EQ(client.response().status, 200);
  {
    Client late(server.port(), 0, [&before](int file) {
      rlimit none = before;
      none.rlim_cur = static_cast<rlim_t>(file) + 1;
      ::setrlimit(RLIMIT_NOFILE, &none);
    });
    late.ask("/");
    const double start = processor_seconds();
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    EXPECT_LT(processor_seconds() - start, 0.4);  // it does not spin
    client.ask("/");
    EXPECT_EQ(client.response().status, 200);
    ::setrlimit(RLIMIT_NOFILE, &before);
    EXPECT_EQ(late.response().status, 200);
  }
}

/// Numbers from a seed: xorshift.
class Chance {
 public:
  std::size_t below(std::size_t bound) {
    state_ ^= state_ << 13, state_ ^= state_ >> 7, state_ ^= state_ << 17;
    return static_cast<std::size_t>(state_ % bound);
  }
  char byte() { return static_cast<char>(below(256)); }

 private:
  std::uint64_t state_ = 2020;
};

std::string damaged(std::string bytes, Chance& chance) {
  for (std::size_t count = 1 + chance.below(4); count > 0 && !bytes.empty(); --count) {
    const std::size_t at = chance.below(bytes.size()), many = 1 + chance.below(20);
    switch (chance.below(5)) {
      case 0: bytes[at] = chance.byte(); break;
      case 1: bytes[at] = static_cast<char>(bytes[at] ^ (1 << chance.below(8))); break;
      case 2: bytes.erase(at, many); break;
      case 3: bytes.insert(at, bytes.substr(at, many)); break;
      default: bytes.resize(at); break;
    }
  }
  return bytes;
}

TEST(Hostile, DamagedBytesLeaveItAnswering) {
  const Count alive = count();
  const Running server(site_of(echo, alive));
  Chance chance;
  const std::string frames = frame_bytes(0x81, "one") + frame_bytes(0x01, "tw") + frame_bytes(0x89, "?") +
                             frame_bytes(0x80, "o") + frame_bytes(0x81, std::string(300, 'x')) +
                             frame_bytes(0x88, "\x03\xE8");
  for (int k = 0; k < 600; ++k) {
    Client client(server.port());
    if (k % 3 == 0) {
      client.say(damaged(client.upgrade("http://" + client.host()) + frames, chance));
    } else {
      ASSERT_EQ(client.open().status, 101);
      client.say(damaged(frames, chance));
    }
    if (k % 5 == 0) {
      client.say_no_more();
      client.wait_for_end();
    }
    if (k % 50 == 0) {
      ASSERT_TRUE(server.answers());
    }
  }
  EXPECT_TRUE(comes_true([&] { return *alive == 0; }));
  EXPECT_TRUE(server.answers());
}

}  // namespace
}  // namespace prospect::serve
