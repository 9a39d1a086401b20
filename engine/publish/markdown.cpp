#include "publish/markdown.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "publish/table_views.hpp"

namespace prospect::publish {
namespace {

/// Sections worth pasting beside the first screen; the others are long.
constexpr std::array<std::string_view, 6> pasted = {"targets", "scenarios", "together",
                                                    "drivers", "sweeps",    "omitted"};
constexpr std::string_view one_blank = "\xC2\xA0";

/// Nothing in a text is taken for a mark: neither pipes nor emphasis, headings, lists or HTML.
std::string escaped(std::string_view text) {
  std::string made;
  for (const char c : text) {
    if (std::string_view("\\|*_`<>[]#~").find(c) != std::string_view::npos) made += '\\';
    made += c;
  }
  return made;
}

/// On one line: breaks become `between`.
std::string on_one_line(std::string_view text, std::string_view between) {
  std::string made;
  for (const char c : text) {
    if (c == '\n') made += between;
    else if (c != '\r') made += c;
  }
  return made;
}

std::string inline_text(std::string_view text) {
  std::string made = escaped(on_one_line(text, " "));
  // A line that begins so would be a list.
  if (!made.empty() && (made.front() == '-' || made.front() == '+')) made.insert(0, "\\");
  const std::size_t digits = made.find_first_not_of("0123456789");
  if (digits != 0 && digits != made.npos && (made[digits] == '.' || made[digits] == ')')) made.insert(digits, "\\");
  return made;
}

std::string cell_text(std::string_view text) { return escaped(on_one_line(text, "; ")); }

std::string table_row(const std::vector<std::string>& cells) {
  std::string row = "|";
  for (const auto& cell : cells) row += " " + cell + " |";
  return row + "\n";
}

/// Headings stand in a row of their own, in the first column.
std::string table_text(const Table& all) {
  const Table table = for_page(all);
  if (table.columns.empty() || table.rows.empty()) return "";
  std::vector<std::string> heads, rules;
  for (const auto& column : table.columns) {
    const bool bare = column.unit.empty() || column.unit == "1";
    heads.push_back(cell_text(bare ? column.head : column.head + " (" + column.unit + ")"));
    rules.push_back(is_numeric(column) ? "---:" : "---");
  }
  std::string made = table.caption.empty() ? "" : "**" + inline_text(table.caption) + "**\n\n";
  made += table_row(heads) + table_row(rules);
  auto next = table.headings.begin();
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    for (; next != table.headings.end() && next->first <= r; ++next) {
      std::vector<std::string> heading(table.columns.size());
      heading.front() = "**" + cell_text(next->second) + "**";
      made += table_row(heading);
    }
    std::vector<std::string> cells;
    for (const auto& cell : table.rows[r]) cells.push_back(cell_text(cell.text));
    made += table_row(cells);
  }
  return made;
}

struct Writer {
  std::string text;

  void add(const std::string& block) {
    if (block.empty()) return;
    text += block;
    if (text.back() != '\n') text += '\n';
    text += '\n';
  }
  void operator()(const Paragraph& block) { add(inline_text(block.text)); }
  void operator()(const Points& block) {
    std::string list;
    for (const auto& item : block.items) list += "- " + inline_text(item) + "\n";
    add(list);
  }
  void operator()(const Printed& block) {
    // Fences longer than any inside.
    std::string fence = "```";
    while (block.text.find(fence) != block.text.npos) fence += '`';
    add(fence + "text\n" + block.text + (block.text.ends_with('\n') ? "" : "\n") + fence);
  }
  void operator()(const Subheading& block) { add("### " + inline_text(block.text)); }
  void operator()(const Table& block) { add(table_text(block)); }
  /// Of a chart its name among the drawings, and what it says.
  void operator()(const Chart& block) {
    add("*" + inline_text(block.title) + "* (`" + block.id + ".svg`)");
    if (!block.description.empty()) add(inline_text(block.description));
  }
};

}  // namespace

std::string markdown(const Document& document) {
  Writer writer;
  writer.add("# " + inline_text(document.title));
  writer.add(inline_text(document.subtitle));
  for (std::size_t s = 0; s < document.sections.size(); ++s) {
    const auto& section = document.sections[s];
    if (s > 0 && std::find(pasted.begin(), pasted.end(), section.id) == pasted.end()) continue;
    writer.add("## " + inline_text(section.title));
    for (const auto& block : section.blocks) std::visit(writer, block);
  }
  std::string text = std::move(writer.text);
  // One line break ends a file.
  while (text.ends_with("\n\n")) text.pop_back();
  for (std::size_t at = text.find(one_blank); at != text.npos; at = text.find(one_blank, at)) text.replace(at, 2, " ");
  return text;
}

}  // namespace prospect::publish
