#pragma once
/// Text in columns: widths as a terminal shows them, cutting, wrapping, tables.
///
/// Contract  nothing made here is wider than the width asked for; a letter keeps its combining
///           marks. Text of users passes `base::printable` first, so that none of its escape
///           sequences reaches a terminal.

#include <string>
#include <string_view>
#include <vector>

namespace prospect::report {

/// Columns a terminal gives a text without line breaks.
[[nodiscard]] int display_columns(std::string_view utf8);

enum class Align { left, right };

/// Filled up with blanks to `width`; a wider text stays as it is.
[[nodiscard]] std::string padded(std::string_view utf8, int width, Align align = Align::left);

/// Cut to `width` with an ellipsis, if it must be.
[[nodiscard]] std::string cut(std::string_view utf8, int width);

/// Lines of at most `width`, broken at blanks and at line ends; a longer word is broken inside.
/// Never empty. Expects width > 0.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view utf8, int width);

/// A wrapped text, each line ended; lines after the first stand in by the width of `lead`.
[[nodiscard]] std::string paragraph(std::string_view lead, std::string_view utf8, int width);

/// The whole report's last step: firm blanks become plain ones, blanks at line ends go.
[[nodiscard]] std::string finished(std::string_view utf8);

/// What a piece of text means, shown in colour if colour is asked for.
enum class Tone { plain, strong, faint, good, doubtful, bad };

[[nodiscard]] std::string toned(std::string_view utf8, Tone tone, bool color);

/// A cell: a line break in `text` is kept.
struct Cell {
  std::string text;
  Tone tone = Tone::plain;
};

struct Column {
  std::string head;
  Align align = Align::left;
  int most = 1000;  ///< wrapped beyond this width
  int least = 4;    ///< not narrower, unless nothing else helps
  int lines = 0;    ///< cut with an ellipsis after so many lines; 0: never
};

/// Rows of cells under heads, wrapped inside their columns. When the table is too wide the first
/// column with a limit of lines gives way, then the widest.
class Table {
 public:
  Table(std::vector<Column> columns, int width) : columns_(std::move(columns)), width_(width) {}

  /// Adds a row; missing cells are empty.
  void row(std::vector<Cell> cells);
  /// Adds a line across all columns.
  void heading(std::string text);

  [[nodiscard]] bool empty() const { return rows_.empty(); }
  [[nodiscard]] std::string text(bool color) const;

 private:
  struct Row {
    std::vector<Cell> cells;
    bool is_heading = false;
  };
  [[nodiscard]] std::vector<int> widths() const;
  [[nodiscard]] std::string drawn(const Row& row, const std::vector<int>& widths,
                                  bool color) const;
  [[nodiscard]] std::string heads(const std::vector<int>& widths, bool color) const;

  std::vector<Column> columns_;
  std::vector<Row> rows_;
  int width_;
};

}  // namespace prospect::report
