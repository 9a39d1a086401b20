#include "serve/server.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "base/problem.hpp"
#include "client.hpp"

namespace prospect::serve {
namespace {

using Headers = std::map<std::string, std::string>;

TEST(Server, GivesAPageWithItsHeaders) {
  const Running server(site_of());
  Client client(server.port());
  client.ask("/?year=2025");
  const Response page = client.response();
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.body, "<p>Sơn La</p>");
  EXPECT_EQ(page.headers, (Headers{{"Content-Type", "text/html; charset=utf-8"},
                                   {"Content-Length", "14"},
                                   {"Content-Security-Policy", "default-src 'self'"},
                                   {"X-Content-Type-Options", "nosniff"},
                                   {"Referrer-Policy", "no-referrer"},
                                   {"Cross-Origin-Resource-Policy", "same-origin"},
                                   {"Cross-Origin-Opener-Policy", "same-origin"},
                                   {"X-Frame-Options", "DENY"},
                                   {"Cache-Control", "no-store"}}));
}

TEST(Server, AnswersOneAfterTheOtherOnOneConnection) {
  const Running server(site_of());
  Client client(server.port());
  client.ask("/", "", "HEAD");
  const Response head = client.response(false);
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.headers.at("Content-Length"), "14");
  client.ask("/none");
  EXPECT_EQ(client.response().status, 404);
  for (int k = 0; k < 3; ++k) client.ask("/");  // without waiting
  for (int k = 0; k < 3; ++k) EXPECT_EQ(client.response().body, "<p>Sơn La</p>");
  client.ask("/", "Connection: close\r\n");
  EXPECT_EQ(client.response().status, 200);
  client.wait_for_end();
}

TEST(Server, GivesALongPageWhole) {
  const std::string body(20 << 20, 'x');
  const Running server({[&body](std::string_view) { return Resource{"text/plain", body, ""}; }, nullptr});
  Client client(server.port());
  client.ask("/");
  const Response page = client.response();
  EXPECT_TRUE(page.body == body);
  EXPECT_FALSE(page.headers.contains("Content-Security-Policy"));
}

int told(const Running& server, const std::string& request) {
  Client client(server.port());
  client.say(request);
  const int status = client.response().status;
  client.wait_for_end();
  return status;
}

TEST(Server, TurnsAwayWhatItDoesNotAnswer) {
  const Running server(site_of());
  const std::string host = "Host: localhost:" + std::to_string(server.port()) + "\r\n";
  EXPECT_EQ(told(server, "POST / HTTP/1.1\r\n" + host + "Content-Length: 2\r\n\r\nhi"), 405);
  EXPECT_EQ(told(server, "GET / HTTP/1.1\r\n" + host + "Content-Length: 2\r\n\r\nhi"), 413);
  EXPECT_EQ(told(server, "GET / HTTP/1.1\r\n" + host + "Content-Length: 20000000\r\n\r\nhi"), 413);
  EXPECT_EQ(told(server, "GET / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 413);
  EXPECT_EQ(told(server, "GET / HTTP/1.1\r\nHost: evil.test\r\n\r\n"), 421);
  EXPECT_EQ(told(server, "GET / HTTP/1.1\r\n" + host + host + "\r\n"), 421);
  EXPECT_EQ(told(server, "GET / HTTP/1.1\r\n\r\n"), 421);
  EXPECT_EQ(told(server, "good day\r\n\r\n"), 400);
  EXPECT_EQ(told(server, "GET / HTTP/1.1\r\n" + host + "Cookie: " + std::string(100'000, 'x') + "\r\n\r\n"), 431);
  EXPECT_TRUE(server.answers());
}

TEST(Server, OpensWebSocketsForItsOwnPages) {
  const Running server(site_of());
  const auto status = [&server](const std::string& origin) {
    Client client(server.port());
    client.say(client.upgrade(origin));
    return client.response().status;
  };
  const std::string port = std::to_string(server.port());
  EXPECT_EQ(status("http://127.0.0.1:" + port), 101);
  EXPECT_EQ(status("http://localhost:" + port), 101);
  EXPECT_EQ(status(""), 101);
  EXPECT_EQ(status("http://evil.test"), 403);
  EXPECT_EQ(status("null"), 403);
}

TEST(Server, AcceptsAsTheStandardSays) {
  const Running server(site_of());
  Client client(server.port());
  // The example of RFC 6455, 1.3.
  EXPECT_EQ(client.open().headers.at("Sec-WebSocket-Accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

TEST(Server, CarriesMessagesBothWaysInOrder) {
  Limits limits;
  limits.messages_a_second = 1e6;
  const Running server(site_of(), limits);
  Client client(server.port());
  EXPECT_EQ(client.open().status, 101);
  constexpr int messages = 1000;
  for (int k = 0; k < messages; ++k) client.say_text("Mường La " + std::to_string(k));
  for (int k = 0; k < messages; ++k) ASSERT_EQ(client.text(), "Mường La " + std::to_string(k));
  const std::string longest(limits.message, 'x');
  client.say_text(longest);
  EXPECT_TRUE(client.text() == longest);
  client.say_frame(0x01, "in "), client.say_frame(0x89, "ping"), client.say_frame(0x80, "pieces");
  EXPECT_EQ(client.frame()->opcode, 10u);
  EXPECT_EQ(client.text(), "in pieces");
}

TEST(Server, GivesASlowBrowserTheNewest) {
  const Running server(site_of([](const Sender& sender, const std::string&) {
    sender.send(std::string(6 << 20, 'x'));  // more than the system takes
    for (int k = 0; k < 100'000; ++k) sender.send("progress " + std::to_string(k), "progress");
    sender.send("done");
  }));
  Client client(server.port(), 4096);
  client.open();
  client.say_text("go");
  EXPECT_EQ(client.text().size(), 6u << 20);
  EXPECT_EQ(client.text(), "progress 99999");
  EXPECT_EQ(client.text(), "done");
}

TEST(Server, ClosesAfterWhatWaits) {
  const Count alive = count();
  const Running server(site_of(
      [](const Sender& sender, const std::string&) {
        sender.send(std::string(3 << 20, 'x'));
        sender.send("last");
        sender.close();
        sender.send("too late");
      },
      alive));
  Client client(server.port());
  client.open();
  client.say_text("go");
  EXPECT_EQ(client.text().size(), 3u << 20);
  EXPECT_EQ(client.text(), "last");
  EXPECT_EQ(client.closing_code(), 1000);
  client.say_frame(0x88, "\x03\xE8");
  client.wait_for_end();
  EXPECT_TRUE(comes_true([&] { return *alive == 0; }));
}

TEST(Server, LetsAVisitorGoWhenItsBrowserDoes) {
  const Count alive = count();
  const Running server(site_of(echo, alive));
  {
    Client polite(server.port()), rude(server.port());
    polite.open(), rude.open();
    EXPECT_TRUE(comes_true([&] { return *alive == 2; }));
    polite.say_frame(0x88, "\x03\xE9");
    EXPECT_EQ(polite.closing_code(), 1001);
    EXPECT_TRUE(comes_true([&] { return *alive == 1; }));
  }
  EXPECT_TRUE(comes_true([&] { return *alive == 0; }));
}

TEST(Server, RefusesMoreVisitorsThanItMayHave) {
  Limits limits;
  limits.visitors = 2;
  const Running server(site_of(), limits);
  auto first = std::make_unique<Client>(server.port());
  Client second(server.port()), third(server.port());
  EXPECT_EQ(first->open().status, 101);
  EXPECT_EQ(second.open().status, 101);
  const Response refused = third.open();
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.body, "Too many pages are open.\n");
  EXPECT_TRUE(server.answers());
  first.reset();
  EXPECT_TRUE(comes_true([&] { return Client(server.port()).open().status == 101; }));
}

TEST(Server, ClosesMoreConnectionsThanItMayHave) {
  Limits limits;
  limits.connections = 2;
  const Running server(site_of(), limits);
  auto first = std::make_unique<Client>(server.port());
  Client second(server.port()), third(server.port());
  third.wait_for_end();
  second.ask("/");
  EXPECT_EQ(second.response().status, 200);
  first.reset();
  EXPECT_TRUE(comes_true([&] {
    Client next(server.port());
    next.ask("/");
    try {
      return next.response().status == 200;
    } catch (const std::runtime_error&) {
      return false;
    }
  }));
}

TEST(Server, StopsWithOpenConnections) {
  const Count alive = count();
  auto server = std::make_unique<Running>(site_of(echo, alive));
  const std::uint16_t port = server->port();
  Client silent(port), half(port), visitor(port), stuck(port, 4096);
  half.say("GET / HT");
  visitor.open(), stuck.open();
  EXPECT_TRUE(comes_true([&] { return *alive == 2; }));
  for (int k = 0; k < 100; ++k) stuck.say_text(std::string(60'000, 'x'));
  server->stop();
  EXPECT_EQ(*alive, 0);
  silent.wait_for_end(), half.wait_for_end(), visitor.wait_for_end(), stuck.wait_for_end();
  // The port is free, though the first server is still there.
  const Server next(port, site_of());
  server.reset();
}

TEST(Server, GoesWithoutHavingRun) {
  Server never_run(0, site_of());
  Client waiting(never_run.port());
  never_run.stop();
  never_run.run();
}

TEST(Server, LeavesSendersHarmless) {
  Sender kept;
  const Count alive = count();
  {
    Site site = site_of(echo, alive);
    site.meet = [&kept, meet = site.meet](Sender sender) {
      kept = sender;
      return meet(sender);
    };
    const Running server(site);
    Client client(server.port());
    client.open();
    EXPECT_TRUE(comes_true([&] { return *alive == 1; }));
  }
  kept.send("anyone?");
  kept.close();
}

TEST(Server, HearsFromManyThreads) {
  Sender sender;
  std::atomic<bool> met = false;
  Site site = site_of();
  site.meet = [&, meet = site.meet](Sender given) {
    sender = given;
    met = true;
    return meet(given);
  };
  const Running server(site);
  Client client(server.port());
  client.open();
  ASSERT_TRUE(comes_true([&] { return met.load(); }));
  std::vector<std::thread> threads;
  for (int k = 0; k < 4; ++k) {
    threads.emplace_back([&sender] {
      for (int message = 0; message < 500; ++message) sender.send("same");
    });
  }
  for (int k = 0; k < 2000; ++k) EXPECT_EQ(client.text(), "same");
  for (auto& thread : threads) thread.join();
}

TEST(Server, SaysThatItsPortIsTaken) {
  const Server first(0, site_of());
  try {
    const Server second(first.port(), site_of());
    FAIL() << "two servers at one port";
  } catch (const base::Failure& failure) {
    EXPECT_EQ(failure.what(), "cannot listen at 127.0.0.1, port " + std::to_string(first.port()) +
                                  ", which another program uses: Address already in use");
  }
}

TEST(Server, LosesOneConnectionToAnExceptionOfTheSite) {
  Site site = site_of([](const Sender& sender, const std::string& message) {
    if (message == "odd") throw 1;
    if (message == "bad") throw std::runtime_error("bad");
    sender.send(message);
  });
  std::atomic<bool> nobody = false;
  site.meet = [&nobody, meet = site.meet](Sender sender) { return nobody ? nullptr : meet(sender); };
  site.resource = [](std::string_view path) {
    return path == "/bad" ? throw std::runtime_error("bad") : one_page(path);
  };
  const Running server(site);
  Client other(server.port()), bad(server.port()), odd(server.port()), unmet(server.port()), page(server.port());
  other.open(), bad.open(), odd.open();
  bad.say_text("bad"), odd.say_text("odd");
  EXPECT_EQ(bad.closing_code(), 1011);
  EXPECT_EQ(odd.closing_code(), 1011);
  other.say_text("still here");
  EXPECT_EQ(other.text(), "still here");
  nobody = true;
  unmet.open();
  EXPECT_EQ(unmet.closing_code(), 1011);
  page.ask("/bad");
  EXPECT_EQ(page.response().status, 500);
  EXPECT_TRUE(server.answers());
}

}  // namespace
}  // namespace prospect::serve
