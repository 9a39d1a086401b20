#pragma once
/// What the what-if page is told of a case: the words and charts of the report, without the report.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "publish/parts.hpp"
#include "report/sentences.hpp"

namespace prospect::publish {

/// A case less the one it is held against, in words (points, or a number of targets).
struct LiveDifference {
  double pinned = 0;             ///< the other's share, or number
  report::DifferenceText text;
  bool same = false;             ///< on no world is it otherwise
};

/// In the order of the summary.
struct LiveDifferences {
  std::vector<LiveDifference> targets, groups;
  LiveDifference all, expected;
};

/// A step of an answer.
struct LiveAnswer {
  std::uint64_t ask = 0;         ///< the question's number, as the page gave it
  bool final = false;            ///< no step follows
  std::optional<LiveDifferences> differences{};
};

/// One JSON object: {kind: "answer", ask, worlds, final, language, sentences: [text], targets: [{code, p, low, high,
/// text, range, word, tone: "good" | "doubtful" | "bad" | "none", figure, spread, unit, difference}],
/// groups: [{name, label, targets: [code], p, low, high, text, range, word, tone, difference}] the first of which is
/// "all", expected: {text, difference}, fans: [chart_json.hpp], note}.
/// `difference` is null or {value, range, tone: "good" | "bad" | "plain", pinned: p of the other case, same}. p, low,
/// high and pinned are shares, `text` and `range` as people read them.
[[nodiscard]] std::string live_answer(const View& view, const LiveAnswer& answer);

}  // namespace prospect::publish
