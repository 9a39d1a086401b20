#pragma once
/// The command `serve`: the what-if page at an address of this machine, until Ctrl-C.

#include "app/what_if.hpp"

namespace prospect::app {

/// Where the page is if nothing else is said and nobody else is there.
inline constexpr std::uint16_t usual_port = 8024;

/// Throws base::Rejected for mistakes of the files, base::Failure if the port cannot be had.
int serve_command(const ServeRequest& request);

}  // namespace prospect::app
