#include "read/toml_string.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <random>

#include "base/problem.hpp"
#include "read/read.hpp"

namespace prospect::read {
namespace {

// Parses `key = <literal>` and gives the string.
Value string_value(const std::string& literal) {
  base::Problems problems;
  const Value root = parse_toml("e = " + literal, "f", problems);
  EXPECT_FALSE(problems.has_errors()) << draw(problems, {});
  return problems.has_errors() ? Value{} : root.find("e")->value;
}

// Draws carets under `word` of the string's content.
std::string drawn(const std::string& literal, const std::string& word) {
  const Value value = string_value(literal);
  const std::size_t offset = value.text.find(word);
  EXPECT_NE(offset, std::string::npos) << value.text;
  base::Problem problem;
  problem.kind = "unknown-name";
  problem.place = value.place_at(offset, static_cast<int>(word.size()));
  const Memory files({{"f", "e = " + literal}});
  const std::string text = draw(problem, lines_of(files));
  return text.substr(text.find('\n') + 1);
}

std::string place_words(const Value& value, std::size_t offset, int length = 1) {
  const base::Place place = value.place_at(offset, length);
  return fmt::format("{}:{}+{}", place.line, place.column, place.length);
}

TEST(toml_string, the_caret_is_right_in_a_basic_string) {
  EXPECT_EQ(drawn(R"("a * popu")", "popu"), "  1 | e = \"a * popu\"\n    |          ^~~~\n");
}

TEST(toml_string, the_caret_is_right_in_a_literal_string) {
  EXPECT_EQ(drawn(R"('a\n * popu')", "popu"), "  1 | e = 'a\\n * popu'\n    |            ^~~~\n");
}

TEST(toml_string, the_caret_is_right_in_a_multi_line_basic_string) {
  EXPECT_EQ(drawn("\"\"\"\n  a +\n  popu\"\"\"", "popu"), "  3 |   popu\"\"\"\n    |   ^~~~\n");
}

TEST(toml_string, the_caret_is_right_in_a_multi_line_literal_string) {
  EXPECT_EQ(drawn("'''\n\\a\n  popu'''", "popu"), "  3 |   popu'''\n    |   ^~~~\n");
}

TEST(toml_string, escapes_take_more_columns_than_characters) {
  EXPECT_EQ(drawn(R"("\t\"\\\u1ec7 \U0001F600 popu")", "popu"),
            "  1 | e = \"\\t\\\"\\\\\\u1ec7 \\U0001F600 popu\"\n"
            "    |                              ^~~~\n");
  const Value value = string_value(R"("x\u0070opu + 1")");
  EXPECT_EQ(value.text, "xpopu + 1");
  EXPECT_EQ(place_words(value, 1, 4), "1:7+9");
}

TEST(toml_string, vietnamese_before_the_place) {
  const Value value = string_value("\"rừng * tỷ_lệ\"");
  EXPECT_EQ(place_words(value, value.text.find("tỷ"), 5), "1:13+5");
}

TEST(toml_string, the_end_stands_at_the_closing_quote) {
  EXPECT_EQ(place_words(string_value("\"ab\""), 2), "1:8+1");
  EXPECT_EQ(place_words(string_value("\"ab\""), 99), "1:8+1");
  EXPECT_EQ(place_words(string_value("\"\""), 0), "1:6+1");
  EXPECT_EQ(place_words(string_value("''"), 0), "1:6+1");
  EXPECT_EQ(place_words(string_value("\"\"\"\"\"\""), 0), "1:8+1");
  EXPECT_EQ(place_words(string_value("'''\n'''"), 0), "2:1+1");
}

TEST(toml_string, the_first_line_end_is_dropped) {
  EXPECT_EQ(string_value("\"\"\"\na\"\"\"").text, "a");
  EXPECT_EQ(string_value("'''\r\na'''").text, "a");
  EXPECT_EQ(string_value("'''\n\na'''").text, "\na");
}

TEST(toml_string, a_backslash_at_the_end_joins_lines) {
  const Value value = string_value("\"\"\"\nab \\  \n\n   \t cd\\\r\n ef\"\"\"");
  EXPECT_EQ(value.text, "ab cdef");
  EXPECT_EQ(place_words(value, 3, 2), "4:6+2");
  EXPECT_EQ(place_words(value, 5, 2), "5:2+2");
  EXPECT_EQ(string_value("\"\"\"a\\\n   \"\"\"").text, "a");
  EXPECT_EQ(string_value("\"\"\"a\\\n   \\\n  b\"\"\"").text, "ab");
}

TEST(toml_string, a_word_that_goes_on_in_the_next_line_starts_in_this) {
  const Value value = string_value("\"\"\"po\\\n pu\"\"\"");
  EXPECT_EQ(value.text, "popu");
  EXPECT_EQ(place_words(value, 0, 4), "1:8+4");
}

TEST(toml_string, quotes_in_quotes) {
  EXPECT_EQ(string_value(R"("""a "b" ""c"" d""")").text, R"(a "b" ""c"" d)");
  EXPECT_EQ(string_value(R"(""""a"""")").text, R"("a")");
  EXPECT_EQ(string_value(R"("""a""""")").text, R"(a"")");
  EXPECT_EQ(string_value(R"('''it's ''x''''')").text, "it's ''x''");
  EXPECT_EQ(place_words(string_value(R"("""a""""")"), 1), "1:9+1");
  EXPECT_EQ(string_value(R"("""a\"""b""")").text, R"(a"""b)");
}

TEST(toml_string, values_other_than_strings_are_pointed_at_whole) {
  base::Problems problems;
  const Value root = parse_toml("a = 125", "f", problems);
  EXPECT_EQ(place_words(root.find("a")->value, 1), "1:5+3");
}

TEST(toml_string, broken_strings_are_not_read) {
  for (const std::string text : {"\"", "\"abc", "\"ab\ncd\"", "'ab\r\n'", "\"\\", "\"\\u12",
                                 "\"\\uZZZZ\"", "\"\\e\"", "\"\"\"ab\"\"", "'''", "\"\"\"\\"}) {
    Cursor cursor(text);
    EXPECT_FALSE(read_toml_string(cursor)) << text;
  }
  Cursor cursor("\"\\q\" tail");
  EXPECT_FALSE(skip_toml_string(cursor));
}

// A string of random characters, written with random escapes in a random kind; `columns` is told
// for every byte where it stands.
struct Written {
  std::string literal;
  std::string content;
  std::vector<Position> bytes;
};

class Writer {
 public:
  explicit Writer(unsigned seed) : random_(seed) {}

  Written write() {
    is_basic_ = below(2) == 0;
    is_multi_line_ = below(2) == 0;
    written_ = {};
    at_ = {1, 5};
    const std::string quotes(is_multi_line_ ? 3 : 1, is_basic_ ? '"' : '\'');
    emit(quotes);
    if (is_multi_line_) emit(below(2) == 0 ? "\n" : "\r\n");
    const int length = below(30);
    for (int i = 0; i < length; ++i) add_one();
    written_.bytes.push_back(at_);
    emit(quotes);
    return written_;
  }

 private:
  int below(int end) { return static_cast<int>(random_() % static_cast<unsigned>(end)); }

  void emit(const std::string& source) {
    for (std::size_t i = 0; i < source.size();) {
      const base::Character character = base::character_at(source, i);
      at_ = source[i] == '\n' ? Position{at_.line + 1, 1} : Position{at_.line, at_.column + 1};
      i += character.bytes;
    }
    written_.literal += source;
  }

  void add(const std::string& source, const std::string& content) {
    written_.content += content;
    written_.bytes.insert(written_.bytes.end(), content.size(), at_);
    emit(source);
  }

  void add_one() {
    static const std::vector<std::string> plain = {"a", " ", "ệ", "\u0302", "漢", "😀", "\t", "#"};
    static const std::vector<std::pair<std::string, std::string>> escapes = {
        {"\\n", "\n"},    {"\\\"", "\""}, {"\\\\", "\\"},       {"\\t", "\t"},
        {"\\u1EC7", "ệ"}, {"\\b", "\b"},  {"\\U0001f600", "😀"}, {"\\u0041", "A"}};
    switch (below(4)) {
      case 0:
        if (is_basic_) {
          const auto& [source, content] = escapes[static_cast<std::size_t>(below(8))];
          add(source, content);
        }
        break;
      case 1:
        if (is_multi_line_) add(below(2) == 0 ? "\n" : "\r\n", "\n");
        break;
      case 2:
        if (is_multi_line_ && is_basic_) {
          emit("\\ \n  \r\n\t");
          add("z", "z");
        }
        break;
      default: {
        const std::string& text = plain[static_cast<std::size_t>(below(8))];
        add(text, text);
      }
    }
  }

  std::mt19937 random_;
  bool is_basic_ = true;
  bool is_multi_line_ = false;
  Position at_;
  Written written_;
};

TEST(toml_string, random_strings_keep_content_and_places) {
  Writer writer(20251123);
  for (int i = 0; i < 3000; ++i) {
    const Written written = writer.write();
    const Value value = string_value(written.literal);
    ASSERT_EQ(value.text, written.content) << written.literal;
    ASSERT_EQ(value.bytes.size(), written.bytes.size());
    for (std::size_t b = 0; b < value.bytes.size(); ++b) {
      ASSERT_EQ(value.bytes[b].line, written.bytes[b].line) << written.literal << " byte " << b;
      ASSERT_EQ(value.bytes[b].column, written.bytes[b].column)
          << written.literal << " byte " << b;
    }
  }
}

}  // namespace
}  // namespace prospect::read
