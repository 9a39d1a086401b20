#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "model/syntax.hpp"

namespace prospect::model {
namespace {

using testing::HasSubstr;

/// A TOML string whose content begins in line 1, column 1, all of it ASCII or not.
read::Value value_of(const std::string& text) {
  read::Value value;
  value.kind = read::Value::Kind::string;
  value.text = text;
  int column = 1;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U || value.bytes.empty()) {
      value.bytes.push_back({1, column++});
    } else {
      value.bytes.push_back(value.bytes.back());
    }
  }
  value.bytes.push_back({1, column});
  return value;
}

std::string printed(const std::string& text) {
  base::Problems problems;
  const Tree tree = parse_expression(value_of(text), problems);
  for (const auto& problem : problems.sorted()) return "problem: " + problem.message;
  return to_text(tree);
}

struct Row {
  const char *text, *tree;
};

// The grammar of syntax.hpp, a row a rule. Derived by eye.
TEST(parse, reads_the_language) {
  const Row rows[] = {
      // values
      {"1", "1"},
      {"2.5", "2.5"},
      {".5", "0.5"},
      {"1e3", "1000"},
      {"1.5e-2", "0.015"},
      {"5%", "5%"},
      {"0.5 %", "0.5%"},
      {"x", "x"},
      {"_a1", "_a1"},
      {"drift.forest_cover", "drift.forest_cover"},
      {"x[-1]", "x[-1]"},
      {"x[ - 3 ]", "x[-3]"},
      {"x[2020]", "x[2020]"},
      {"x[base]", "x[0]"},
      {"x[-50]", "x[-50]"},
      {"drift.x[2019]", "drift.x[2019]"},
      // sums and products, from the left
      {"a + b", "(+ a b)"},
      {"a - b - c", "(- (- a b) c)"},
      {"a - b + c", "(+ (- a b) c)"},
      {"a / b / c", "(/ (/ a b) c)"},
      {"a * b / c", "(/ (* a b) c)"},
      {"a + b * c", "(+ a (* b c))"},
      {"(a + b) * c", "(* (+ a b) c)"},
      {"a * b + c * d", "(+ (* a b) (* c d))"},
      // signs and powers, from the right
      {"-a", "(neg a)"},
      {"--a", "(neg (neg a))"},
      {"a - -b", "(- a (neg b))"},
      {"a * -b", "(* a (neg b))"},
      {"a ^ b ^ c", "(^ a (^ b c))"},
      {"-a ^ 2", "(neg (^ a 2))"},
      {"a ^ -2", "(^ a (neg 2))"},
      {"(-a) ^ 2", "(^ (neg a) 2)"},
      {"2 * a ^ 2", "(* 2 (^ a 2))"},
      {"-a * b", "(* (neg a) b)"},
      {"x[-1] ^ 2", "(^ x[-1] 2)"},
      {"5% * x", "(* 5% x)"},
      // comparisons and logic
      {"a < b", "(< a b)"},
      {"a <= b", "(<= a b)"},
      {"a > b", "(> a b)"},
      {"a >= b", "(>= a b)"},
      {"a == b", "(== a b)"},
      {"a != b", "(!= a b)"},
      {"a + 1 < b * 2", "(< (+ a 1) (* b 2))"},
      {"a < b and c < d", "(and (< a b) (< c d))"},
      {"a or b and c", "(or a (and b c))"},
      {"a and b or c", "(or (and a b) c)"},
      {"(a or b) and c", "(and (or a b) c)"},
      {"not a", "(not a)"},
      {"not not a", "(not (not a))"},
      {"not a and b", "(and (not a) b)"},
      {"not a == b", "(not (== a b))"},
      {"a or b or c", "(or (or a b) c)"},
      {"android", "android"},
      // functions
      {"f()", "(f)"},
      {"exp(a)", "(exp a)"},
      {"max(a, b + 1, -c)", "(max a (+ b 1) (neg c))"},
      {"if(a > 0, 1, 0)", "(if (> a 0) 1 0)"},
      {"number(x, 'million VND')", "(number x 'million VND')"},
      {"f('')", "(f '')"},
      {"sum(parts) / 2", "(/ (sum parts) 2)"},
      {"f(a or b)", "(f (or a b))"},
      {"  a\n\t+ b ", "(+ a b)"},
      {"((a))", "a"},
      {"(a)", "a"},
      {"base", "base"},
      {"base[base]", "base[0]"},
  };
  for (const Row& row : rows) EXPECT_EQ(printed(row.text), row.tree) << row.text;
}

TEST(parse, takes_a_plain_number) {
  read::Value value;
  value.kind = read::Value::Kind::real;
  value.number = -2.5;
  base::Problems problems;
  EXPECT_EQ(to_text(parse_expression(value, problems)), "-2.5");
  value.kind = read::Value::Kind::boolean;
  EXPECT_TRUE(parse_expression(value, problems).empty());
  EXPECT_THAT(problems.sorted().at(0).message, HasSubstr("should be a string or a number"));
}

TEST(parse, keeps_children_before_parents_and_the_root_last) {
  base::Problems problems;
  const Tree tree = parse_expression(value_of("max((a), b ^ c) + (d)"), problems);
  ASSERT_TRUE(problems.empty());
  for (std::size_t k = 0; k < tree.nodes.size(); ++k) {
    for (const int child : tree.nodes[k].children) EXPECT_LT(child, static_cast<int>(k));
  }
  EXPECT_EQ(tree.nodes.back().name, "+");
}

struct Fault {
  const char* text;
  const char* message;
  int column, length;
  const char* hint;
};

TEST(parse, says_where_it_went_wrong) {
  const Fault faults[] = {
      {"", "the expression ends where a value should stand", 1, 1, ""},
      {"a +", "the expression ends where a value should stand", 4, 1, ""},
      {"a b", "found 'b' where an operator or the end should stand", 3, 1, ""},
      {"a + * b", "found '*' where a value should stand", 5, 1, ""},
      {"+a", "found '+' where a value should stand", 1, 1, "leave the '+' out"},
      {"(a", "the expression ends where ')' should stand", 3, 1, ""},
      {"a)", "found ')' where an operator or the end should stand", 2, 1, ""},
      {"f(a b)", "found 'b' where ',' should stand", 5, 1, ""},
      {"f(a,)", "found ')' where a value should stand", 5, 1, ""},
      {"f(,a)", "found ',' where a value should stand", 3, 1, ""},
      {"a < b < c", "found '<' where an operator or the end should stand", 7, 1, ""},
      {"a = b", "'=' is not part of the language", 3, 1, "equality is written '=='"},
      {"a && b", "'&' is not part of the language", 3, 1, "write 'and'"},
      {"a || b", "'|' is not part of the language", 3, 1, "write 'or'"},
      {"!a", "'!' is not part of the language", 1, 1, "write 'not'"},
      {"a \u00d7 b", "'\u00d7' is not part of the language", 3, 1, ""},
      {"\u1ea3 + 1", "'\u1ea3' is not part of the language", 1, 1, ""},
      {"2x", "'x' follows a number without an operator", 2, 1, "write '*' between them"},
      {"2 x", "found 'x' where an operator or the end should stand", 3, 1, ""},
      {"5%x", "'x' follows a number without an operator", 3, 1, "write '*' between them"},
      {"1.2.3", "found '.3' where an operator or the end should stand", 4, 2, ""},
      {"1e999", "'1e999' is not a number that can be held", 1, 5, ""},
      {"2 * 1e-999", "'1e-999' is not a number that can be held", 5, 6, ""},
      {"number(x, 'ha", "a quoted word is not closed", 11, 1, "put ' at its end"},
      {"'ha'", "found ''ha'' where a value should stand", 1, 4, ""},
      {"a + 'h\u00e9'", "where a value should stand", 5, 4, ""},
      {"x[1]", "'[1]' is neither a lag nor a year", 3, 1, "a lag is [-1] to [-50]"},
      {"x[0]", "'[0]' is neither a lag nor a year", 3, 1, "a lag is"},
      {"x[-0]", "'[-0]' is neither a lag nor a year", 3, 2, "a lag is"},
      {"x[-51]", "'[-51]' is neither a lag nor a year", 3, 3, "a lag is"},
      {"x[-2020]", "'[-2020]' is neither a lag nor a year", 3, 5, "a lag is"},
      {"x[-99999999999]", "'[-99999999999]' is neither a lag nor a year", 3, 12, "a lag is"},
      {"x[t]", "found 't' where a lag such as -1, a year such as 2020 or 'base' should stand", 3, 1,
       ""},
      {"x[1.5]", "found '1.5' where a lag", 3, 3, ""},
      {"x[-1", "the expression ends where ']' should stand", 5, 1, ""},
      {"x[-1][-1]", "found '[' where an operator or the end should stand", 6, 1, ""},
      {"f(a)[-1]", "found '[' where an operator or the end should stand", 5, 1, ""},
      {"and", "found 'and' where a value should stand", 1, 3, ""},
      {"a + not b", "found 'not' where a value should stand", 5, 3, ""},
      {"a.", "'.' is not part of the language", 2, 1, ""},
      {"a[", "the expression ends where a lag", 3, 1, ""},
  };
  for (const Fault& fault : faults) {
    base::Problems problems;
    EXPECT_TRUE(parse_expression(value_of(fault.text), problems).empty()) << fault.text;
    ASSERT_EQ(problems.sorted().size(), 1u) << fault.text;
    const auto problem = problems.sorted()[0];
    EXPECT_EQ(problem.kind, "bad-expression");
    EXPECT_THAT(problem.message, HasSubstr(fault.message)) << fault.text;
    EXPECT_EQ(problem.place.column, fault.column) << fault.text;
    EXPECT_EQ(problem.place.length, fault.length) << fault.text;
    EXPECT_THAT(problem.hint, HasSubstr(fault.hint)) << fault.text;
  }
}

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int k = 0; k < times; ++k) all += text;
  return all;
}

TEST(parse, holds_to_its_limits) {
  for (const std::string open : {"(", "-", "not ", "f(", "2^"}) {
    const std::string close = open.ends_with('(') ? ")" : "";
    EXPECT_THAT(printed(repeated(open, 63) + "a" + repeated(close, 63)),
                testing::Not(HasSubstr("problem")))
        << open;
    EXPECT_THAT(printed(repeated(open, 65) + "a" + repeated(close, 65)),
                HasSubstr("problem: the expression is nested deeper than 64"))
        << open;
    EXPECT_THAT(printed(repeated(open, 1000)), HasSubstr("problem")) << open;
  }
  const std::string long_sum = "1" + repeated("+1", 2047);
  EXPECT_EQ(long_sum.size(), 4095u);
  EXPECT_THAT(printed(long_sum), testing::Not(HasSubstr("problem")));
  EXPECT_EQ(printed(long_sum + "+1"), "problem: the expression has 4097 bytes, allowed are 4096");
}

TEST(parse, survives_any_bytes) {
  std::mt19937_64 engine(4);
  const std::string likely = "abx01.9%+-*/^()[],<>=!'& \n_andornotif";
  int sound = 0;
  for (int k = 0; k < 20000; ++k) {
    std::string text;
    const auto size = engine() % 40;
    for (std::uint64_t c = 0; c < size; ++c) {
      text += k % 2 == 0 ? static_cast<char>(engine() % 256) : likely[engine() % likely.size()];
    }
    base::Problems problems;
    const Tree tree = parse_expression(value_of(text), problems);
    EXPECT_EQ(tree.empty(), problems.has_errors()) << text;
    sound += tree.empty() ? 0 : 1;
  }
  EXPECT_GT(sound, 100);
}

// Printing a tree with all its brackets in the language itself and reading it again changes
// nothing.
std::string bracketed(const Tree& tree, int index) {
  const Node& node = tree.nodes[static_cast<std::size_t>(index)];
  if (node.kind != Node::Kind::call) {
    Tree single;
    single.nodes.push_back(node);
    return to_text(single);
  }
  if (node.children.size() == 1) return "(-" + bracketed(tree, node.children[0]) + ")";
  return "(" + bracketed(tree, node.children[0]) + " " + node.name + " " +
         bracketed(tree, node.children[1]) + ")";
}

TEST(parse, means_the_same_with_all_its_brackets) {
  std::mt19937_64 engine(8);
  const std::string operators[] = {"+", "-", "*", "/", "^"};
  for (int k = 0; k < 2000; ++k) {
    std::string text;
    for (int part = 0; part < 6; ++part) {
      if (part > 0) text += operators[engine() % 5];
      if (engine() % 4 == 0) text += "-";
      text += std::string(1, static_cast<char>('a' + engine() % 4));
    }
    base::Problems problems;
    const Tree tree = parse_expression(value_of(text), problems);
    ASSERT_FALSE(tree.empty()) << text;
    EXPECT_EQ(printed(bracketed(tree, tree.root())), to_text(tree)) << text;
  }
}

}  // namespace
}  // namespace prospect::model
