#include "read/document.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/problem.hpp"

namespace prospect::read {
namespace {

// The document of a text that must have no problem.
Value sound(const std::string& text) {
  base::Problems problems;
  Value root = parse_toml(text, "f.toml", problems);
  EXPECT_TRUE(problems.empty()) << draw(problems, {});
  return root;
}

const Value& at(const Value& table, std::string_view key) {
  const Entry* entry = table.find(key);
  if (entry == nullptr) throw std::runtime_error("no key " + std::string(key));
  return entry->value;
}

// "line:column+length" of a place.
std::string words(const base::Place& place) {
  return fmt::format("{}:{}+{}", place.line, place.column, place.length);
}

// "kind line:column+length" of the only problem of a text.
std::string problem_of(const std::string& text) {
  base::Problems problems;
  const Value root = parse_toml(text, "f.toml", problems);
  const auto list = problems.sorted();
  if (list.size() != 1) return fmt::format("{} problems", list.size());
  return fmt::format("{} {}", list.front().kind, words(list.front().place));
}

std::string message_of(const std::string& text) {
  base::Problems problems;
  const Value root = parse_toml(text, "f.toml", problems);
  return problems.empty() ? "" : problems.sorted().front().message;
}

TEST(parse_toml, by_hand) {
  const Value root = sound("b = 1\na = \"two\"\n\n[t]\nx = [1.5, true]\ny = { z = -3 }\n");
  ASSERT_EQ(root.entries.size(), 3u);
  EXPECT_EQ(root.entries[0].key, "b");  // file order
  EXPECT_EQ(root.entries[1].key, "a");
  EXPECT_EQ(root.entries[2].key, "t");
  EXPECT_EQ(root.place, (base::Place{"f.toml", 0, 0, 1}));

  EXPECT_EQ(at(root, "b").kind, Value::Kind::integer);
  EXPECT_EQ(at(root, "b").number, 1.0);
  EXPECT_EQ(at(root, "a").text, "two");
  const Value& t = at(root, "t");
  EXPECT_EQ(at(t, "x").items.at(0).number, 1.5);
  EXPECT_TRUE(at(t, "x").items.at(0).is_number());
  EXPECT_TRUE(at(t, "x").items.at(1).truth);
  EXPECT_EQ(at(at(t, "y"), "z").number, -3.0);
  EXPECT_EQ(root.find("absent"), nullptr);
}

TEST(parse_toml, places_of_values_and_keys) {
  const Value root =
      sound("b  =  12345\n[ t . 'u v' ]\nx = [\n  1,\n  22 ]\ny.z = { w = '''q''' }\n");
  EXPECT_EQ(words(root.find("b")->key_place), "1:1+1");
  EXPECT_EQ(words(at(root, "b").place), "1:7+5");
  EXPECT_EQ(words(root.find("t")->key_place), "2:3+1");
  const Value& t = at(root, "t");
  EXPECT_EQ(words(t.find("u v")->key_place), "2:7+5");
  const Value& u = at(t, "u v");
  EXPECT_EQ(words(u.place), "2:1+13");
  EXPECT_EQ(words(at(u, "x").place), "3:5+1");  // over several lines: its bracket
  EXPECT_EQ(words(at(u, "x").items.at(1).place), "5:3+2");
  const Value& z = at(at(u, "y"), "z");
  EXPECT_EQ(words(z.place), "6:7+15");
  EXPECT_EQ(words(at(z, "w").place), "6:13+7");
}

TEST(parse_toml, columns_count_characters) {
  const Value root = sound("t = { \"Tỷ lệ che phủ rừng\" = 47.5, 'ru\u031B\u0300ng' = \"x\" }");
  const Value& t = at(root, "t");
  EXPECT_EQ(words(t.find("Tỷ lệ che phủ rừng")->key_place), "1:7+20");
  EXPECT_EQ(words(at(t, "Tỷ lệ che phủ rừng").place), "1:30+4");
  EXPECT_EQ(words(at(t, "ru\u031B\u0300ng").place), "1:47+3");
  EXPECT_EQ(words(at(t, "ru\u031B\u0300ng").place_at(0)), "1:48+1");
}

TEST(parse_toml, arrays_of_tables) {
  const Value root = sound("[[s]]\na = 1\n[[s]]\na = 2\n[s.b]\nc = 3\n");
  const Value& s = at(root, "s");
  ASSERT_EQ(s.items.size(), 2u);
  EXPECT_EQ(words(s.items[1].place), "3:1+5");
  EXPECT_EQ(at(at(s.items[1], "b"), "c").number, 3.0);
}

TEST(parse_toml, empty_texts) {
  for (const std::string text : {"", "\n", "# only a comment", "\xEF\xBB\xBF", "\r\n\r\n"}) {
    EXPECT_TRUE(sound(text).entries.empty());
  }
}

TEST(parse_toml, byte_order_mark_and_carriage_returns) {
  const Value root = sound(
      "\xEF\xBB\xBF"
      "a = 'x'\r\nb = \"\"\"\r\np\r\nq\"\"\"\r\n");
  EXPECT_EQ(words(at(root, "a").place), "1:5+3");
  EXPECT_EQ(words(at(root, "a").place_at(0)), "1:6+1");
  EXPECT_EQ(at(root, "b").text, "p\nq");
  EXPECT_EQ(words(at(root, "b").place_at(2)), "4:1+1");
}

TEST(parse_toml, numbers_that_are_not_kept) {
  EXPECT_EQ(at(sound("a = 9007199254740992"), "a").number, 9007199254740992.0);
  EXPECT_EQ(problem_of("a = 9007199254740993"), "bad-number 1:5+16");
  EXPECT_EQ(problem_of("a = -9007199254740993"), "bad-number 1:5+17");
  EXPECT_EQ(problem_of("a = inf"), "bad-number 1:5+3");
  EXPECT_EQ(problem_of("a = [1, -nan]"), "bad-number 1:9+4");
  EXPECT_EQ(message_of("a = +inf # x"), "'+inf' is not a finite number");
  EXPECT_EQ(at(sound("a = 1_000.5e0"), "a").number, 1000.5);
  EXPECT_EQ(at(sound("a = 0x10"), "a").number, 16.0);
}

TEST(parse_toml, dates_are_refused) {
  EXPECT_EQ(problem_of("a = 2025-01-31"), "wrong-kind 1:5+10");
  EXPECT_EQ(problem_of("a = 07:32:00"), "wrong-kind 1:5+8");
  EXPECT_EQ(problem_of("a = [2025-01-31T07:32:00Z]"), "wrong-kind 1:6+20");
  EXPECT_EQ(message_of("a = 2025-01-31"),
            "'2025-01-31' is a date or a time, and no key takes one");
}

TEST(parse_toml, syntax_errors_have_exact_places) {
  EXPECT_EQ(problem_of("a = \nb = 1"), "syntax 1:5+1");
  EXPECT_EQ(problem_of("a = 1 2"), "syntax 1:7+1");
  EXPECT_EQ(problem_of("x = 1\nrừng = 2"), "syntax 2:2+1");
  EXPECT_EQ(problem_of("a = \"Tỷ lệ\" b"), "syntax 1:13+1");
  EXPECT_EQ(problem_of("a = \"rừng\nb = 1"), "syntax 1:10+1");  // the end of the line
  EXPECT_EQ(problem_of("a = [1, 2"), "syntax 1:10+1");          // the end of the text
  EXPECT_EQ(problem_of("a = \"\\q\""), "syntax 1:7+1");
  EXPECT_EQ(problem_of("[t"), "syntax 1:3+1");
  EXPECT_EQ(problem_of("a = \"\"\"x"), "syntax 1:9+1");
  EXPECT_EQ(problem_of("="), "syntax 1:1+1");
}

TEST(parse_toml, wording_of_syntax_errors) {
  EXPECT_EQ(message_of("a = 1 2"),
            "not valid TOML in this key-value pair: expected a comment or whitespace, saw '2'");
}

TEST(parse_toml, a_key_given_twice_is_told_at_the_key) {
  EXPECT_EQ(problem_of("alpha = 1\nalpha = 2"), "syntax 2:1+5");
  EXPECT_EQ(problem_of("a = 1\n  'ệ b' =2\n  'ệ b'\t= 3"), "syntax 3:3+5");
  EXPECT_EQ(problem_of("t = { a = 1, \"x\" = 3, a = 2 }"), "syntax 1:23+1");
  EXPECT_EQ(problem_of("a . b = 1\na. b = 2"), "syntax 2:1+4");
  EXPECT_EQ(problem_of("a = 1\nt = [{ x = '}, {', x = 2 }]"), "syntax 2:20+1");
  EXPECT_EQ(problem_of("[t]\n[u]\n[t]"), "syntax 3:1+1");
  EXPECT_EQ(message_of("alpha = 1\nalpha = 2"), "the key 'alpha' is given twice in one table");
  EXPECT_EQ(message_of("'ệ b' =2\n'ệ b' = 3"), "the key 'ệ b' is given twice in one table");
}

TEST(parse_toml, broken_utf8_is_told_at_its_byte) {
  EXPECT_EQ(problem_of("# rừng \xFF\na = 1"), "encoding 1:8+1");
  EXPECT_EQ(problem_of("a = 1\nb = \"\xC3\""), "encoding 2:6+1");
  EXPECT_EQ(message_of("\xE1"), "byte 0xe1 is not UTF-8 text");
}

std::string repeated(const std::string& part, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += part;
  return text;
}

TEST(parse_toml, nesting_has_a_limit) {
  const auto brackets = [](int count) {
    return fmt::format("a = {}{}", repeated("[", count), repeated("]", count));
  };
  EXPECT_FALSE(sound(brackets(63)).entries.empty());
  EXPECT_EQ(problem_of(brackets(64)), "too-deep 1:68+2");
  EXPECT_EQ(problem_of(brackets(100000)), "too-deep 1:69+1");
  EXPECT_EQ(problem_of(fmt::format("a = {}1", repeated("{a=", 65))), "too-deep 1:197+1");
  EXPECT_EQ(problem_of(fmt::format("x{} = 1", repeated(".x", 1000000))), "too-deep 1:130+1");
  EXPECT_EQ(problem_of(fmt::format("[{}x]", repeated("'q'.", 100000))), "too-deep 1:261+1");
  EXPECT_EQ(problem_of(fmt::format("[a{}]\nb{} = 1", repeated(".a", 40), repeated(".b", 40))),
            "too-deep 2:45+1");
}

TEST(parse_toml, brackets_and_dots_in_strings_and_comments_do_not_nest) {
  sound(fmt::format("# {0}\na = \"{0}\"\nb = '{0}'\nc = '''\n{0}'''\nd = \"\"\"\\\"\"\"{0}\"\"\"\n",
                    repeated("[{.", 100)));
}

TEST(parse_toml, text_over_2_mib_is_refused) {
  EXPECT_EQ(problem_of(std::string((std::size_t{2} << 20) + 1, '\n')), "too-large 0:0+1");
  // A text of just the limit goes on to the next check.
  EXPECT_EQ(problem_of(std::string(std::size_t{2} << 20, '\xFF')), "encoding 1:1+1");
}

TEST(parse_toml, one_long_line_is_read_in_reasonable_time) {
  std::string text = "ệ = [";
  text.replace(0, 3, "'ệ'");
  for (int i = 0; i < 50000; ++i) text += "'ệ',";
  const Value root = sound(text + "]");
  EXPECT_EQ(words(at(root, "ệ").items.back().place_at(0)), "1:200005+1");
}

TEST(kind_words, are_words_for_people) {
  EXPECT_EQ(kind_words(Value::Kind::table), "a table");
  EXPECT_EQ(kind_words(Value::Kind::integer), "an integer");
  EXPECT_EQ(kind_words(Value::Kind::boolean), "true or false");
}

}  // namespace
}  // namespace prospect::read
