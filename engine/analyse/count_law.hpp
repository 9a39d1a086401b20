#pragma once
/// How many of several events come true: the law of the number, and where the outcome falls in it.
///
/// Contract  a law holds the probability of 0, 1, ... n events, in this order; it sums to 1.

#include <cstddef>
#include <span>
#include <vector>

namespace prospect::analyse {

/// The law if the events are independent (Poisson-binomial), by adding one event after the other:
/// exact, O(n^2). Hong (2013), doi:10.1016/j.csda.2012.10.006, section 2.3.
[[nodiscard]] std::vector<double> count_law(std::span<const double> probabilities);

/// The law seen in joint draws, dependence and all: `events` holds a row of draws for each event,
/// not 0 where it came true. Expects rows of one length, not empty.
[[nodiscard]] std::vector<double> count_law(std::span<const std::vector<char>> events);

[[nodiscard]] double mean_count(std::span<const double> law);

/// The least count whose cumulative probability reaches `p`.
[[nodiscard]] std::size_t count_quantile(std::span<const double> law, double p);

/// P(fewer) + P(as many) / 2: the mid-point of the step the outcome stands on. Czado, Gneiting and
/// Held (2009), doi:10.1111/j.1541-0420.2009.01191.x.
[[nodiscard]] double count_pit(std::span<const double> law, std::size_t outcome);

}  // namespace prospect::analyse
