#include "report/layout.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "base/unicode.hpp"
#include "report/numbers.hpp"

namespace prospect::report {
namespace {

constexpr std::string_view ellipsis = "\xE2\x80\xA6";

// Bytes of the longest beginning that fits into `width`, marks of its last letter included.
std::size_t fitting_bytes(std::string_view utf8, int width) {
  int used = 0;
  std::size_t offset = 0;
  while (offset < utf8.size()) {
    const base::Character character = base::character_at(utf8, offset);
    used += base::display_width(character.code);
    if (used > width) break;
    offset += character.bytes;
  }
  return offset;
}

std::string_view without_end_blanks(std::string_view line) {
  const std::size_t last = line.find_last_not_of(' ');
  return line.substr(0, last == line.npos ? 0 : last + 1);
}

// Where the first word ends: at a blank that does not part a figure from its sign or its %.
std::size_t word_end(std::string_view line) {
  for (std::size_t at = line.find(' '); at != line.npos; at = line.find(' ', at + 1)) {
    const char before = at > 0 ? line[at - 1] : ' ';
    const bool before_percent = before != ' ' && line.substr(at + 1).starts_with('%');
    if (!before_percent && before != '<' && before != '>') return at;
  }
  return line.size();
}

// Wraps one line of the source text.
void wrap_line(std::string_view line, int width, std::vector<std::string>& lines) {
  const std::size_t lines_before = lines.size();
  std::string current;
  while (!line.empty()) {
    const std::size_t blank = word_end(line);
    std::string_view word = line.substr(0, blank);
    line.remove_prefix(std::min(blank + 1, line.size()));
    if (word.empty()) continue;
    const int needed =
        display_columns(current) + (current.empty() ? 0 : 1) + display_columns(word);
    if (needed <= width) {
      current += (current.empty() ? "" : " ") + std::string(word);
      continue;
    }
    if (!current.empty()) lines.push_back(current);
    while (display_columns(word) > width) {
      const std::size_t first = base::character_at(word, 0).bytes;
      const std::size_t bytes = std::max(fitting_bytes(word, width), first);
      lines.emplace_back(without_end_blanks(word.substr(0, bytes)));
      word.remove_prefix(bytes);
    }
    current = word;
  }
  if (!current.empty() || lines.size() == lines_before) lines.push_back(current);
}

}  // namespace

int display_columns(std::string_view utf8) {
  int width = 0;
  for (std::size_t offset = 0; offset < utf8.size();) {
    const base::Character character = base::character_at(utf8, offset);
    width += base::display_width(character.code);
    offset += character.bytes;
  }
  return width;
}

std::string padded(std::string_view utf8, int width, Align align) {
  const int missing = std::max(0, width - display_columns(utf8));
  const std::string blanks(static_cast<std::size_t>(missing), ' ');
  return align == Align::left ? std::string(utf8) + blanks : blanks + std::string(utf8);
}

std::string cut(std::string_view utf8, int width) {
  if (display_columns(utf8) <= width) return std::string(utf8);
  if (width <= 0) return "";
  const std::string_view kept = utf8.substr(0, fitting_bytes(utf8, width - 1));
  return std::string(without_end_blanks(kept)) + std::string(ellipsis);
}

std::vector<std::string> wrapped(std::string_view utf8, int width) {
  PROSPECT_EXPECT(width > 0);
  std::vector<std::string> lines;
  for (std::size_t start = 0; start <= utf8.size();) {
    const std::size_t end = std::min(utf8.find('\n', start), utf8.size());
    wrap_line(utf8.substr(start, end - start), width, lines);
    start = end + 1;
  }
  return lines;
}

std::string paragraph(std::string_view lead, std::string_view utf8, int width) {
  const int hang = display_columns(lead);
  std::string text;
  for (const std::string& line : wrapped(utf8, std::max(1, width - hang))) {
    text += text.empty() ? std::string(lead) : std::string(static_cast<std::size_t>(hang), ' ');
    text += line + "\n";
  }
  return text;
}

std::string finished(std::string_view utf8) {
  std::string text;
  text.reserve(utf8.size());
  for (std::size_t at = 0; at < utf8.size(); ++at) {
    if (utf8.substr(at, firm_blank.size()) == firm_blank) {
      text += ' ';
      at += firm_blank.size() - 1;
      continue;
    }
    if (utf8[at] == '\n') text.resize(without_end_blanks(text).size());
    text += utf8[at];
  }
  return text;
}

std::string toned(std::string_view utf8, Tone tone, bool color) {
  std::string text(utf8);
  if (!color || text.empty()) return text;
  const auto with = [&](std::string_view code) {
    return "\x1B[" + std::string(code) + "m" + text + "\x1B[0m";
  };
  switch (tone) {
    case Tone::plain: return text;
    case Tone::strong: return with("1");
    case Tone::faint: return with("2");
    case Tone::good: return with("32");
    case Tone::doubtful: return with("33");
    case Tone::bad: return with("31");
  }
  return text;
}

}  // namespace prospect::report
