#include <gtest/gtest.h>

#include <map>
#include <utility>

#include "base/hints.hpp"
#include "base/problem.hpp"
#include "base/unicode.hpp"

namespace prospect::base {
namespace {

// Field by field: g++ 12 sees uninitialised memory in nested braces of strings.
Problem problem_at(std::string kind, Place place, std::string message = "m",
                   std::string hint = "") {
  Problem problem;
  problem.kind = std::move(kind);
  problem.place = std::move(place);
  problem.message = std::move(message);
  problem.hint = std::move(hint);
  return problem;
}

// The syntax problem "m" on line 1.
Problem fault(int column, int length = 1) {
  return problem_at("syntax", Place{"f", 1, column, length});
}

// Gives the same text for every line asked for.
LineSource always(std::string line) {
  return [line = std::move(line)](const std::string&, int) { return std::optional(line); };
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines(1);
  for (const char c : text) {
    if (c == '\n') {
      lines.emplace_back();
    } else {
      lines.back() += c;
    }
  }
  return lines;
}

int columns_of(const std::string& text) {
  int columns = 0;
  for (std::size_t i = 0; i < text.size();) {
    const Character character = character_at(text, i);
    columns += display_width(character.code);
    i += character.bytes;
  }
  return columns;
}

// What stands above the carets of a drawing of `line`.
std::string pointed_at(const std::string& line, int column, int length) {
  const auto drawn = lines_of(draw(fault(column, length), always(line)));
  const std::string& source = drawn.at(1);
  const std::string& carets = drawn.at(2);
  const std::size_t first = carets.find('^');
  std::string shown;
  int at = 0;
  for (std::size_t i = 0; i < source.size();) {
    const Character character = character_at(source, i);
    const auto start = static_cast<std::size_t>(at);
    const bool mark = display_width(character.code) == 0;
    const std::size_t carrier = mark ? start - 1 : start;
    if (carrier >= first && carrier < carets.size()) shown += source.substr(i, character.bytes);
    at += display_width(character.code);
    i += character.bytes;
  }
  return shown;
}

TEST(draw, the_example_of_the_header) {
  const Problem problem = problem_at("unknown-name", Place{"model.toml", 41, 23, 9},
                                     "unknown name 'populaton' in the equation of 'births'",
                                     "did you mean 'population'?");
  EXPECT_EQ(draw(problem, always("births = \"fertility * populaton\"")),
            "model.toml:41:23: error: unknown name 'populaton' in the equation of 'births'\n"
            "  41 | births = \"fertility * populaton\"\n"
            "     |                       ^~~~~~~~~\n"
            "     = hint: did you mean 'population'?\n");
}

TEST(draw, the_second_place_follows) {
  const std::map<int, std::string> lines = {{7, "x = 1"}, {112, "x = 2"}};
  Problem problem = problem_at("duplicate-name", Place{"a.toml", 112, 1, 1},
                               "'x' is defined twice", "drop one");
  problem.other = Place{"a.toml", 7, 1, 1};
  problem.other_note = "first defined here";
  const auto drawn =
      draw(problem, [&](const std::string&, int line) { return std::optional(lines.at(line)); });
  EXPECT_EQ(drawn,
            "a.toml:112:1: error: 'x' is defined twice\n"
            "  112 | x = 2\n"
            "      | ^\n"
            "      = hint: drop one\n"
            "a.toml:7:1: note: first defined here\n"
            "    7 | x = 1\n"
            "      | ^\n");
}

TEST(draw, without_a_line_or_a_file) {
  EXPECT_EQ(
      draw(problem_at("missing-file", Place{}, "there is no file 'x'", "look"), always("unused")),
      "error: there is no file 'x'\n  = hint: look\n");
  EXPECT_EQ(draw(problem_at("unused-name", Place{"a.toml", 0, 0, 1}), always("unused")),
            "a.toml: warning: m\n");
  EXPECT_EQ(draw(problem_at("syntax", Place{"a.toml", 3, 0, 1}), always("text")),
            "a.toml:3: error: m\n  3 | text\n");
  EXPECT_EQ(draw(problem_at("syntax", Place{"a.toml", 3, 1, 1}),
                 [](const std::string&, int) { return std::optional<std::string>(); }),
            "a.toml:3:1: error: m\n");
  EXPECT_EQ(draw(problem_at("bad-expression", Place{"", 1, 2, 1}), always("1+")),
            "command line:1:2: error: m\n  1 | 1+\n    |  ^\n");
}

TEST(draw, caret_at_and_beyond_the_end_of_the_line) {
  EXPECT_EQ(draw(fault(4), always("abc")), "f:1:4: error: m\n  1 | abc\n    |    ^\n");
  EXPECT_EQ(draw(fault(90, 7), always("abc")), "f:1:90: error: m\n  1 | abc\n    |    ^\n");
  EXPECT_EQ(draw(fault(1), always("")), "f:1:1: error: m\n  1 |\n    | ^\n");
}

TEST(draw, carets_stop_at_the_end_of_the_line) {
  EXPECT_EQ(pointed_at("abcdef", 5, 99), "ef");
}

TEST(draw, vietnamese_aligns_composed_and_decomposed) {
  const std::string composed = "tỷ_lệ = rừng + x";
  EXPECT_EQ(pointed_at(composed, 9, 4), "rừng");
  EXPECT_EQ(pointed_at(composed, 16, 1), "x");
  const std::string decomposed = "ty\u0309_le\u0323\u0302 = ru\u031B\u0300ng + x";
  EXPECT_EQ(pointed_at(decomposed, 12, 6), "ru\u031B\u0300ng");
  EXPECT_EQ(pointed_at(decomposed, 21, 1), "x");
  const auto one = lines_of(draw(fault(16), always(composed)));
  const auto other = lines_of(draw(fault(21), always(decomposed)));
  EXPECT_EQ(one.at(2), other.at(2));
}

TEST(draw, a_caret_on_a_combining_mark_points_at_its_letter) {
  EXPECT_EQ(pointed_at("le\u0323\u0302", 4, 1), "e\u0323\u0302");
}

TEST(draw, wide_characters_take_two_columns) {
  EXPECT_EQ(draw(fault(3, 2), always("a漢字b")), "f:1:3: error: m\n  1 | a漢字b\n    |    ^~~\n");
}

TEST(draw, tabs_and_controls_become_blanks) {
  EXPECT_EQ(draw(problem_at("syntax", Place{"f\n", 1, 4, 1}, "bad \x1B[2J name", "a\rb"),
                 always("\tx\x1By")),
            "f :1:4: error: bad  [2J name\n  1 |  x y\n    |    ^\n    = hint: a b\n");
}

TEST(draw, broken_bytes_count_one_each) {
  EXPECT_EQ(pointed_at("\xFF\xFEx", 3, 1), "x");
}

TEST(draw, long_lines_are_cut_around_the_fault) {
  std::string line;
  for (int i = 0; i < 100; ++i) {
    line += 'w';
    line += std::to_string(100 + i);
    line += ' ';
  }
  for (const int column : {1, 2, 40, 60, 96, 97, 100, 251, 440, 460, 480, 495, 499, 500}) {
    const auto drawn = lines_of(draw(fault(column, 4), always(line)));
    EXPECT_LE(columns_of(drawn.at(1)), 100);
    EXPECT_LE(columns_of(drawn.at(2)), 100);
    std::string wanted = line.substr(static_cast<std::size_t>(column) - 1, 4);
    if (column >= 499) wanted.erase(wanted.find_last_not_of(' ') + 1);
    EXPECT_EQ(pointed_at(line, column, 4), wanted) << column;
  }
  const auto middle = lines_of(draw(fault(251, 4), always(line)));
  EXPECT_EQ(middle.at(1).substr(0, 9), "  1 | ...");
  EXPECT_TRUE(middle.at(1).ends_with("..."));
}

TEST(draw, a_line_of_exactly_the_room_is_not_cut) {
  const std::string fits(94, 'x');
  EXPECT_EQ(lines_of(draw(fault(1), always(fits))).at(1), "  1 | " + fits);
  EXPECT_TRUE(lines_of(draw(fault(1), always(fits + "x"))).at(1).ends_with("x..."));
}

TEST(draw, long_lines_of_wide_and_combining_characters) {
  std::string line;
  for (int i = 0; i < 80; ++i) line += "漢e\u0323\u0302";
  line += "HERE";
  for (int i = 0; i < 80; ++i) line += "字";
  for (const int extra : {0, 1}) {
    const std::string shifted = std::string(static_cast<std::size_t>(extra), ' ') + line;
    EXPECT_EQ(pointed_at(shifted, 80 * 4 + 1 + extra, 4), "HERE");
    const auto drawn = lines_of(draw(fault(80 * 4 + 1 + extra, 4), always(shifted)));
    EXPECT_LE(columns_of(drawn.at(1)), 100);
  }
}

TEST(draw, a_fault_longer_than_the_room_is_cut_as_well) {
  const std::string line = "k = " + std::string(300, 'z') + " + 1";
  const auto drawn = lines_of(draw(fault(5, 300), always(line)));
  EXPECT_LE(columns_of(drawn.at(2)), 100);
  EXPECT_EQ(drawn.at(2).find('^'), 10u);
  const auto inside = lines_of(draw(fault(105, 200), always(line)));
  EXPECT_LE(columns_of(inside.at(2)), 100);
  EXPECT_EQ(inside.at(1).size(), 100u);
}

TEST(draw_list, the_first_in_full_the_rest_counted) {
  Problems problems;
  for (int i = 1; i <= 5; ++i) {
    std::string message = std::to_string(i);
    message.insert(message.begin(), 'm');
    problems.add(i == 5 ? "unused-name" : "syntax", {"f", i, 0, 1}, message);
  }
  EXPECT_EQ(draw(problems, {}, 3),
            "f:1: error: m1\nf:2: error: m2\nf:3: error: m3\n"
            "... and 2 more: 1 error, 1 warning\n");
  EXPECT_EQ(draw(problems, {}, 0), "... and 5 more: 4 errors, 1 warning\n");
  // Far too many are counted, not kept; a list that takes them over counts them too.
  Problems many = problems, other;
  for (std::size_t i = 0; i < Problems::most_kept; ++i) many.add("syntax", {"m", static_cast<int>(i) + 100, 1, 1}, "x");
  other.add(many);
  EXPECT_EQ(other.sorted().size(), Problems::most_kept);
  EXPECT_EQ(draw(other, {}, 0), "... and 10005 more: 10004 errors, 1 warning\n");
  EXPECT_EQ(lines_of(draw(problems, {})).size(), 6u);
  EXPECT_EQ(draw(Problems{}, {}), "");
}

}  // namespace
}  // namespace prospect::base
