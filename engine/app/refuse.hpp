#pragma once
/// How a command turns down what it was asked.

#include <string>
#include <utility>

#include "base/problem.hpp"

namespace prospect::app {

/// Throws base::Rejected with one problem of the command line.
[[noreturn]] inline void refuse(std::string message, std::string hint) {
  base::Problems problems;
  problems.add("bad-argument", {}, std::move(message), std::move(hint));
  throw base::Rejected(std::move(problems));
}

}  // namespace prospect::app
