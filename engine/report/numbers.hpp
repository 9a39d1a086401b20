#pragma once
/// Numbers for people: never more digits than stand behind them.
///
/// Signs     Vietnamese: comma before decimals, dot between thousands; English the other way
///           round. Minus is U+2212, a missing number (NaN) is "-", blanks before "%" are firm.
/// Digits    the last digit of a percentage is in the decade of its interval's half-width: as few
///           decimals as keep the rounded figure inside the interval, 62 % within 1 point, 62.3 %
///           within 0.3. A quantity shows steps of a tenth to a hundredth of its fan's width.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/label.hpp"
#include "summarise/interval.hpp"

namespace prospect::report {

/// A blank that no line is broken at (U+00A0); `finished` (layout.hpp) turns it into a plain one.
inline constexpr std::string_view firm_blank = "\xC2\xA0";

/// Rounded to `decimals` places; negative places round to tens, hundreds, ...
[[nodiscard]] std::string number(double value, int decimals, base::Language language);

/// With as few decimals as say it within a millionth of itself, six at most: a printed target.
[[nodiscard]] std::string plain(double value, base::Language language);

/// Rounded to `decimals` places, or with fewer if the figure itself has fewer.
[[nodiscard]] std::string trimmed(double value, int decimals, base::Language language);

/// A count with its thousands parted.
[[nodiscard]] std::string count(std::uint64_t value, base::Language language);

/// Decimals for a quantity that spreads from `low` to `high`; may be negative.
[[nodiscard]] int decimals_for(double low, double high);

/// "4.5–8.3"; with a minus about, "−0.5 to 1.2".
[[nodiscard]] std::string range(double low, double high, int decimals, base::Language language);

/// A size above nought rounded to `decimals`, or "< 0.1" when it rounds to nothing.
[[nodiscard]] std::string size(double value, int decimals, base::Language language);

/// Decimals of a percentage that the interval supports, 0 to 6.
[[nodiscard]] int probability_decimals(summarise::Interval interval);

/// "62 %", "62.3 %", "< 0.01 %", "> 99.9 %"; "-" when n is 0.
[[nodiscard]] std::string probability(std::uint64_t hits, std::uint64_t n,
                                      summarise::Interval interval, base::Language language);

/// "61.5–62.1 %", to the first digit of the half-width.
[[nodiscard]] std::string probability_range(summarise::Interval interval,
                                            base::Language language);

/// "12–81 %": a span of shares in whole points, or in finer ones where both are small; "< 0.01 %" where both are
/// below that.
[[nodiscard]] std::string percent_span(double low, double high, base::Language language);

/// A share as a percentage with `decimals` places; "< 0.1 %" for a small one that rounds to 0.
[[nodiscard]] std::string percent(double share, int decimals, base::Language language);

}  // namespace prospect::report
