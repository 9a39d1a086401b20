#pragma once
/// Every string the reports in files show beyond those of the terminal (report/texts.hpp), in both languages.
///
/// Contract  as that catalogue: `{name}` is a gap, both languages have the same gaps (tested), fillings are not
///           searched for gaps again.

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "base/label.hpp"
#include "report/texts.hpp"

namespace prospect::publish {

/// Keys of the catalogue. The parts in phrases_*.cpp hold one row for each, in this order.
enum class Phrase {
  // What the report says (phrases_report.cpp).
  report_title,
  // The page around it: buttons, menus, notes (phrases_page.cpp).
  page_language,
  // Words of sheets and tables of data (phrases_files.cpp).
  files_metadata, files_group, files_name, files_value, files_origins, files_sheet, files_table, files_column,
  files_dataset,
  count_
};

/// One row of the catalogue.
struct PhraseRow {
  Phrase key;
  std::string_view en, vi;
};

/// The parts after the first begin here.
inline constexpr Phrase first_page_phrase = Phrase::page_language;
inline constexpr Phrase first_files_phrase = Phrase::files_metadata;

[[nodiscard]] std::span<const PhraseRow> report_phrases();
[[nodiscard]] std::span<const PhraseRow> page_phrases();
[[nodiscard]] std::span<const PhraseRow> files_phrases();

/// The text as it stands. Expects a key other than `count_`.
[[nodiscard]] std::string_view phrase(Phrase key, base::Language language);

/// The text with its gaps filled; a gap without a filling stays as it is.
[[nodiscard]] std::string say(Phrase key, base::Language language,
                              std::initializer_list<report::Filling> fillings = {});

/// Whether `rows` are those of the keys from `first` up to but not with `end`, in their order.
constexpr bool are_in_order(std::span<const PhraseRow> rows, Phrase first, Phrase end) {
  const auto from = static_cast<std::size_t>(first);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].key != static_cast<Phrase>(from + i)) return false;
  }
  return from + rows.size() == static_cast<std::size_t>(end);
}

}  // namespace prospect::publish
