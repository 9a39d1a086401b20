#pragma once
/// The parts of the catalogue of texts, one a file; for the catalogue alone.

#include <span>

#include "report/texts.hpp"

namespace prospect::report {

/// Where the parts after the first begin.
inline constexpr Text first_record_text = Text::track_heading;
inline constexpr Text first_compare_text = Text::stopped_heading;
inline constexpr Text first_explain_text = Text::explain_heading;
inline constexpr Text first_seek_text = Text::seek_heading;
inline constexpr Text first_rank_text = Text::rank_heading;
inline constexpr Text first_question_text = Text::distance_heading;
inline constexpr Text first_sweep_text = Text::sweep_heading;

/// Whether `rows` are those of the keys from `first` up to but not with `end`, in their order.
constexpr bool are_in_order(std::span<const TextRow> rows, Text first, Text end) {
  const auto from = static_cast<std::size_t>(first);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].key != static_cast<Text>(from + i)) return false;
  }
  return from + rows.size() == static_cast<std::size_t>(end);
}

/// The texts of the track record, of new figures and of the fit.
[[nodiscard]] std::span<const TextRow> record_texts();
/// The texts of the questions.
[[nodiscard]] std::span<const TextRow> question_texts();

/// The texts of what misses depend on.
[[nodiscard]] std::span<const TextRow> explain_texts();

/// The texts of runs that stop when it is clear, and of comparisons.
[[nodiscard]] std::span<const TextRow> compare_texts();

/// The texts of `seek`.
[[nodiscard]] std::span<const TextRow> seek_texts();

/// The texts of `rank`.
[[nodiscard]] std::span<const TextRow> rank_texts();

/// The texts of `sweep`.
[[nodiscard]] std::span<const TextRow> sweep_texts();

}  // namespace prospect::report
