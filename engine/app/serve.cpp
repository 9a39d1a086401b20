#include "app/serve.hpp"

#include <fmt/format.h>
#include <pthread.h>

#include <csignal>
#include <cstdio>
#include <thread>

#include "app/desk.hpp"
#include "app/progress.hpp"
#include "base/problem.hpp"
#include "publish/embedded.hpp"
#include "publish/html_text.hpp"
#include "report/texts.hpp"
#include "serve/server.hpp"

namespace prospect::app {
namespace {

/// Of the page only its own programs run; it speaks to no one but this server.
constexpr const char* policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src data: blob:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

std::optional<serve::Resource> resource_at(std::string_view path, base::Language language) {
  struct Place {
    std::string_view path, file, type;
  };
  static constexpr Place places[] = {{"/", "what_if.html", "text/html; charset=utf-8"},
                                     {"/page.css", "page.css", "text/css; charset=utf-8"},
                                     {"/what_if.css", "what_if.css", "text/css; charset=utf-8"},
                                     {"/charts_page.js", "charts_page.js", "text/javascript; charset=utf-8"},
                                     {"/what_if.js", "what_if.js", "text/javascript; charset=utf-8"}};
  for (const auto& place : places) {
    if (path != place.path) continue;
    const auto text = publish::embedded(place.file);
    // Only the page itself has a gap: the language it begins with.
    const auto body = path == "/" ? report::fill(text, {{"language", std::string(publish::code_of(language))}})
                                  : std::string(text);
    return serve::Resource{std::string(place.type), body, policy};
  }
  return std::nullopt;
}

/// The port asked for; if none was, the usual one, or any if that is taken.
std::unique_ptr<serve::Server> server_of(const ServeRequest& request, const serve::Site& site) {
  if (request.port) return std::make_unique<serve::Server>(*request.port, site);
  try {
    return std::make_unique<serve::Server>(usual_port, site);
  } catch (const base::Failure&) {
    return std::make_unique<serve::Server>(std::uint16_t{0}, site);
  }
}

}  // namespace

int serve_command(const ServeRequest& request) {
  say_aside(report::say(report::Text::serve_begins, request.language, {}));
  WhatIf what_if(request);
  // From here on these signals are waited for; every thread begun below leaves them alone.
  sigset_t ends;
  sigemptyset(&ends);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&ends, signal);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);
  Desk desk(what_if);
  const serve::Site site{[&request](std::string_view path) { return resource_at(path, request.language); },
                         [&desk](serve::Sender sender) { return desk.meet(std::move(sender)); }};
  const auto server = server_of(request, site);
  fmt::print("{}\n", report::say(report::Text::serve_address, request.language,
                                 {{"address", fmt::format("http://127.0.0.1:{}/", server->port())}}));
  std::fflush(stdout);
  std::thread network([&server] { server->run(); });
  int signal = 0;
  while (sigwait(&ends, &signal) != 0) {
  }
  pthread_sigmask(SIG_UNBLOCK, &ends, nullptr);   // a second one ends the process at once
  server->stop();
  network.join();
  return done;
}

}  // namespace prospect::app
