#pragma once
/// What the what-if page is told of a model: what can be set, and what it is as the scenarios have it.

#include <string>

#include "app/question.hpp"
#include "app/what_if_settings.hpp"

namespace prospect::app {

struct ServeRequest;
struct WhatIfCase;

/// Worlds of the first step of an answer: whole chunks, and so many that two threads have the same to do.
inline constexpr std::uint64_t quick_worlds = 24'576;
/// The most worlds a page may ask for, unless the command line asks for more.
inline constexpr std::uint64_t most_page_worlds = 1'000'000;

/// The most worlds a page may ask for.
[[nodiscard]] std::uint64_t most_worlds(const ServeRequest& request);

/// Scenarios by name, levers and events of the model of all cases that are part of this run: `available` says it of
/// each variable (model::Equations). Throws base::Rejected if they are not of one model.
[[nodiscard]] WhatIfBounds bounds_of(const Questioned& about, const std::vector<bool>& available);

/// The first message to a page (page/README.md has the fields). Runs the first chunk of every scenario for what levers
/// and events are there, and fills in the sizes of events in `bounds`.
[[nodiscard]] std::string model_message_of(const ServeRequest& request, std::uint64_t seed,
                                           const std::vector<const WhatIfCase*>& cases, WhatIfBounds& bounds);

}  // namespace prospect::app
