#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/problem.hpp"
#include "base/unicode.hpp"

namespace prospect::base {
namespace {

constexpr int drawn_columns = 100;
constexpr std::string_view cut_mark = "...";

struct Glyph {
  char32_t code = U' ';
  int width = 1;
};

std::vector<Glyph> glyphs_of(std::string_view line) {
  std::vector<Glyph> glyphs;
  glyphs.reserve(line.size());
  for (std::size_t offset = 0; offset < line.size();) {
    const Character character = character_at(line, offset);
    // A control would move the cursor or change colours; as a blank it keeps the caret in its
    // place.
    const char32_t shown = is_control(character.code) ? U' ' : character.code;
    glyphs.push_back({shown, display_width(shown)});
    offset += character.bytes;
  }
  return glyphs;
}

int width_of(const std::vector<Glyph>& glyphs, std::size_t first, std::size_t last) {
  int width = 0;
  for (std::size_t i = first; i < last; ++i) width += glyphs[i].width;
  return width;
}

// Display columns, counted from 0.
struct Span {
  int first = 0;
  int width = 1;
};

// Where the fault of `place` is shown. Off the end of the line it is one column, just after it.
Span fault_in(const std::vector<Glyph>& glyphs, const Place& place) {
  const std::size_t column = static_cast<std::size_t>(std::max(place.column, 1)) - 1;
  const std::size_t length = static_cast<std::size_t>(std::max(place.length, 1));
  std::size_t first = std::min(column, glyphs.size());
  const std::size_t last = first + std::min(length, glyphs.size() - first);
  // A combining mark has no column of its own: point at the letter that carries it.
  while (first > 0 && first < glyphs.size() && glyphs[first].width == 0) --first;
  return {width_of(glyphs, 0, first), std::max(1, width_of(glyphs, first, last))};
}

// First display column shown of a line `total` wide, so that the fault stands inside.
int window_start(int total, const Span& fault, int room) {
  if (total <= room) return 0;
  const int mark = static_cast<int>(cut_mark.size());
  const int lead = std::max(mark + 1, (room - std::min(fault.width, room)) / 2);
  return std::clamp(fault.first - lead, 0, total - room);
}

// The glyphs between two display columns. A wide glyph cut in half becomes a blank.
std::string slice(const std::vector<Glyph>& glyphs, int begin, int end) {
  std::string shown;
  int column = 0;
  bool carrier_shown = false;
  for (const Glyph& glyph : glyphs) {
    const int next = column + glyph.width;
    if (column >= end && glyph.width > 0) break;
    if (glyph.width == 0) {
      if (carrier_shown) append_utf8(shown, glyph.code);
    } else if (column >= begin && next <= end) {
      append_utf8(shown, glyph.code);
      carrier_shown = true;
    } else {
      if (next > begin) shown += ' ';
      carrier_shown = false;
    }
    column = next;
  }
  return shown;
}

void trim_right(std::string& text) {
  text.erase(text.find_last_not_of(' ') + 1);
}

struct Excerpt {
  std::string line;
  std::string carets;
};

Excerpt excerpt(std::string_view line, const Place& place, int room) {
  const std::vector<Glyph> glyphs = glyphs_of(line);
  const Span fault = fault_in(glyphs, place);
  const int total = std::max(width_of(glyphs, 0, glyphs.size()), fault.first + 1);
  const int start = window_start(total, fault, room);
  const int mark = static_cast<int>(cut_mark.size());
  const bool cut_left = start > 0;
  const bool cut_right = start + room < total;
  const int begin = start + (cut_left ? mark : 0);
  const int end = start + room - (cut_right ? mark : 0);

  Excerpt result;
  if (cut_left) result.line += cut_mark;
  result.line += slice(glyphs, begin, end);
  if (cut_right) result.line += cut_mark;
  trim_right(result.line);
  const int carets = std::min(fault.width, end - fault.first);
  result.carets.append(static_cast<std::size_t>(fault.first - start), ' ');
  result.carets += '^';
  result.carets.append(static_cast<std::size_t>(std::max(carets, 1) - 1), '~');
  return result;
}

std::string heading(const Place& place, std::string_view word, std::string_view message) {
  std::string where = printable(place.file);
  if (where.empty() && place.line > 0) where = "command line";
  if (place.line > 0) where += fmt::format(":{}", place.line);
  if (place.line > 0 && place.column > 0) where += fmt::format(":{}", place.column);
  if (!where.empty()) where += ": ";
  return fmt::format("{}{}: {}\n", where, word, printable(message));
}

// The source line and its carets; nothing when the line is not at hand.
std::string quotation(const Place& place, const LineSource& lines, std::size_t digits) {
  if (place.line <= 0 || !lines) return {};
  const std::optional<std::string> line = lines(place.file, place.line);
  if (!line) return {};
  const std::string number = fmt::format("  {:>{}} |", place.line, digits);
  const int room = drawn_columns - static_cast<int>(number.size()) - 1;
  const Excerpt shown = excerpt(*line, place, room);
  std::string text = number + (shown.line.empty() ? "" : " ") + shown.line + "\n";
  if (place.column > 0) {
    text += fmt::format("  {:>{}} | {}\n", "", digits, shown.carets);
  }
  return text;
}

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace

std::string draw(const Problem& problem, const LineSource& lines) {
  const int last_line = std::max(problem.place.line, problem.other ? problem.other->line : 0);
  const std::size_t digits = fmt::formatted_size("{}", last_line);
  const std::string_view word = problem.severity() == Severity::error ? "error" : "warning";

  std::string text = heading(problem.place, word, problem.message);
  const std::string quoted = quotation(problem.place, lines, digits);
  text += quoted;
  if (!problem.hint.empty()) {
    // The sign of the hint stands under the gutter's bar.
    const std::size_t indent = quoted.empty() ? 2 : digits + 3;
    text += fmt::format("{:>{}}= hint: {}\n", "", indent, printable(problem.hint));
  }
  if (problem.other) {
    text += heading(*problem.other, "note", problem.other_note);
    text += quotation(*problem.other, lines, digits);
  }
  return text;
}

std::string draw(const Problems& problems, const LineSource& lines, int most) {
  const std::vector<Problem> list = problems.sorted();
  const std::size_t full = std::min(list.size(), static_cast<std::size_t>(std::max(most, 0)));
  std::string text;
  for (std::size_t i = 0; i < full; ++i) text += draw(list[i], lines);
  if (full == list.size() && problems.errors_left_out() + problems.warnings_left_out() == 0) return text;

  const auto rest = list.begin() + static_cast<std::ptrdiff_t>(full);
  const auto errors = static_cast<std::size_t>(std::count_if(
      rest, list.end(), [](const Problem& p) { return p.severity() == Severity::error; }));
  const std::size_t all_errors = errors + problems.errors_left_out();
  const std::size_t warnings = list.size() - full - errors + problems.warnings_left_out();
  text += fmt::format("... and {} more: {}, {}\n", all_errors + warnings, counted(all_errors, "error"),
                      counted(warnings, "warning"));
  return text;
}

}  // namespace prospect::base
