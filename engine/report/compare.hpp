#pragma once
/// Scenarios compared: as a text for people, and as an answer.

#include <string>

#include "analyse/answer.hpp"
#include "analyse/compare.hpp"
#include "report/options.hpp"

namespace prospect::report {

/// Differences against the scenario `reference`, then the best scenario for each goal.
[[nodiscard]] std::string comparison(const analyse::Comparison& found, std::size_t reference, std::uint64_t seed,
                                     const VerdictOptions& options);

/// The answer without its text and command line. Tables, shares in 1, differences as shares:
///   probabilities  scenario, goal, hits, worlds, probability, low, high (95 %, Wilson)
///   differences    goal, scenario, against, only_scenario, only_against (worlds), difference, low, high (95 %,
///                  Tango); every pair once, pairs with the reference against it
///   best           goal, scenario, probability, confidence, not_told_apart (names, "; " between them)
///   expected       scenario, against, expected (number met), targets, difference, low, high
[[nodiscard]] analyse::Answer comparison_answer(const analyse::Comparison& found, std::size_t reference);

}  // namespace prospect::report
