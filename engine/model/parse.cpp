/// Text to tree: a recursive-descent parser over the grammar of syntax.hpp.

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>

#include "base/hints.hpp"
#include "model/syntax.hpp"

namespace prospect::model {
namespace {

constexpr std::size_t longest_text = 4096;
constexpr int deepest_nesting = 64;

struct Token {
  enum class Kind { number, name, symbol, quoted, end };
  Kind kind = Kind::end;
  std::string_view text;
  int offset = 0;
};

bool starts_name(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool continues_name(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}
bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

/// Thrown inside this file only, to leave the recursion at the first fault.
struct Fault {
  int offset;
  int length;
  std::string message;
  std::string hint;
};

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) { next(); }

  [[nodiscard]] const Token& token() const { return token_; }

  void next() {
    while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_])) != 0) ++at_;
    token_.offset = static_cast<int>(at_);
    if (at_ == text_.size()) {
      take(Token::Kind::end, 0);
    } else if (is_digit(text_[at_]) || (text_[at_] == '.' && digit_follows())) {
      take(Token::Kind::number, number_length());
    } else if (starts_name(text_[at_])) {
      take(Token::Kind::name, name_length());
    } else if (text_[at_] == '\'') {
      take(Token::Kind::quoted, quoted_length());
    } else {
      take(Token::Kind::symbol, symbol_length());
    }
  }

 private:
  [[nodiscard]] bool digit_follows() const {
    return at_ + 1 < text_.size() && is_digit(text_[at_ + 1]);
  }
  void take(Token::Kind kind, std::size_t length) {
    token_.kind = kind;
    token_.text = text_.substr(at_, length);
    at_ += length;
  }
  [[nodiscard]] std::size_t number_length() const {
    double ignored = 0;
    const auto rest = text_.substr(at_);
    const auto result = std::from_chars(rest.data(), rest.data() + rest.size(), ignored);
    return static_cast<std::size_t>(result.ptr - rest.data());
  }
  /// Dots join the parts of a name, as in drift.forest_cover.
  [[nodiscard]] std::size_t name_length() const {
    std::size_t end = at_;
    while (end < text_.size() &&
           (continues_name(text_[end]) ||
            (text_[end] == '.' && end + 1 < text_.size() && starts_name(text_[end + 1])))) {
      ++end;
    }
    return end - at_;
  }
  [[nodiscard]] std::size_t quoted_length() const {
    const auto close = text_.find('\'', at_ + 1);
    if (close == std::string_view::npos) {
      throw Fault{static_cast<int>(at_), 1, "a quoted word is not closed", "put ' at its end"};
    }
    return close - at_ + 1;
  }
  [[nodiscard]] std::size_t symbol_length() const {
    const auto two = text_.substr(at_, 2);
    if (two == "<=" || two == ">=" || two == "==" || two == "!=") return 2;
    if (std::string_view("+-*/^()[],<>%").find(text_[at_]) != std::string_view::npos) return 1;
    std::size_t end = at_ + 1;  // a whole character of UTF-8
    while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xC0U) == 0x80U) ++end;
    std::string hint;
    if (text_[at_] == '=') hint = "equality is written '=='";
    if (two == "&&") hint = "write 'and'";
    if (two == "||") hint = "write 'or'";
    if (text_[at_] == '!') hint = "write 'not'";
    throw Fault{static_cast<int>(at_), static_cast<int>(end - at_),
                fmt::format("'{}' is not part of the language", text_.substr(at_, end - at_)), hint};
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Token token_;
};

class Parser {
 public:
  explicit Parser(std::string_view text) : scanner_(text) {}

  Tree parse() {
    const int root = disjunction();
    if (token().kind != Token::Kind::end) unexpected("an operator or the end");
    if (root != tree_.root()) {  // a bracketed inner node was last: keep the root last
      tree_.nodes.push_back(tree_.nodes[static_cast<std::size_t>(root)]);
    }
    return std::move(tree_);
  }

 private:
  [[nodiscard]] const Token& token() const { return scanner_.token(); }
  [[nodiscard]] bool is(std::string_view text) const {
    return token().kind != Token::Kind::quoted && token().text == text &&
           token().kind != Token::Kind::end;
  }
  [[noreturn]] void unexpected(std::string_view wanted) const {
    const bool end = token().kind == Token::Kind::end;
    throw Fault{token().offset, end ? 1 : static_cast<int>(token().text.size()),
                end ? fmt::format("the expression ends where {} should stand", wanted)
                    : fmt::format("found '{}' where {} should stand", token().text, wanted),
                ""};
  }
  void expect(std::string_view symbol) {
    if (!is(symbol)) unexpected(fmt::format("'{}'", symbol));
    scanner_.next();
  }
  int add(Node node) {
    tree_.nodes.push_back(std::move(node));
    return tree_.root();
  }
  int call(std::string name, std::vector<int> children, int offset, int length) {
    Node node;
    node.kind = Node::Kind::call;
    node.name = std::move(name);
    node.children = std::move(children);
    node.offset = offset;
    node.length = length;
    return add(std::move(node));
  }
  template <class Next>
  int chain(Next next, std::initializer_list<std::string_view> symbols) {
    int left = next();
    for (;;) {
      bool found = false;
      for (const auto symbol : symbols) {
        if (!is(symbol)) continue;
        const int offset = token().offset;
        scanner_.next();
        const int right = next();
        left = call(std::string(symbol), {left, right}, offset, static_cast<int>(symbol.size()));
        found = true;
        break;
      }
      if (!found) return left;
    }
  }

  int disjunction() {
    if (++depth_ > deepest_nesting) {
      throw Fault{token().offset, 1,
                  fmt::format("the expression is nested deeper than {}", deepest_nesting),
                  "give inner parts names of their own"};
    }
    const int node = chain([this] { return conjunction(); }, {"or"});
    --depth_;
    return node;
  }
  int conjunction() {
    return chain([this] { return negation(); }, {"and"});
  }
  int negation() {
    if (!is("not")) return comparison();
    const int offset = token().offset;
    scanner_.next();
    guard();
    const int inner = negation();
    --depth_;
    return call("not", {inner}, offset, 3);
  }
  int comparison() {
    const int left = sum();
    for (const std::string_view symbol : {"<=", ">=", "==", "!=", "<", ">"}) {
      if (!is(symbol)) continue;
      const int offset = token().offset;
      scanner_.next();
      const int right = sum();
      return call(std::string(symbol), {left, right}, offset, static_cast<int>(symbol.size()));
    }
    return left;
  }
  int sum() {
    return chain([this] { return product(); }, {"+", "-"});
  }
  int product() {
    return chain([this] { return sign(); }, {"*", "/"});
  }
  void guard() {
    if (++depth_ > deepest_nesting) {
      throw Fault{token().offset, 1,
                  fmt::format("the expression is nested deeper than {}", deepest_nesting), ""};
    }
  }
  int sign() {
    if (is("+")) {
      throw Fault{token().offset, 1, "found '+' where a value should stand", "leave the '+' out"};
    }
    if (!is("-")) return power();
    const int offset = token().offset;
    scanner_.next();
    guard();
    const int inner = sign();
    --depth_;
    return call("neg", {inner}, offset, 1);
  }
  int power() {
    const int base = primary();
    if (!is("^")) return base;
    const int offset = token().offset;
    scanner_.next();
    guard();
    const int exponent = sign();
    --depth_;
    return call("^", {base, exponent}, offset, 1);
  }
  int primary() {
    const Token first = token();
    if (first.kind == Token::Kind::number) return number();
    if (first.kind == Token::Kind::name) return name();
    if (is("(")) {
      scanner_.next();
      const int inner = disjunction();
      expect(")");
      return inner;
    }
    unexpected("a value");
  }
  int number() {
    Node node;
    const auto text = token().text;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), node.number);
    if (read.ec != std::errc()) {
      throw Fault{token().offset, static_cast<int>(text.size()),
                  fmt::format("'{}' is not a number that can be held", text),
                  "numbers reach from 1e-307 to 1e308"};
    }
    node.offset = token().offset;
    node.length = static_cast<int>(text.size());
    scanner_.next();
    if (is("%")) {
      node.name = "%";
      node.length = token().offset + 1 - node.offset;
      scanner_.next();
    }
    if (token().kind == Token::Kind::name && token().offset == node.offset + node.length) {
      throw Fault{token().offset, static_cast<int>(token().text.size()),
                  fmt::format("'{}' follows a number without an operator", token().text),
                  "write '*' between them"};
    }
    return add(std::move(node));
  }
  int name() {
    const Token first = token();
    if (is("and") || is("or") || is("not")) unexpected("a value");
    scanner_.next();
    if (is("(")) return arguments(first);
    Node node;
    node.kind = Node::Kind::name;
    node.name = std::string(first.text);
    node.offset = first.offset;
    node.length = static_cast<int>(first.text.size());
    if (is("[")) index(node);
    return add(std::move(node));
  }
  void index(Node& node) {
    scanner_.next();
    if (is("base")) {
      node.kind = Node::Kind::dated;
      node.year = base_year_index;
      scanner_.next();
      node.length = token().offset + 1 - node.offset;
      expect("]");
      return;
    }
    const bool minus = is("-");
    const int offset = token().offset;
    if (minus) scanner_.next();
    int value = 0;
    const auto text = token().text;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
    if (token().kind != Token::Kind::number || result.ptr != text.data() + text.size()) {
      unexpected("a lag such as -1, a year such as 2020 or 'base'");
    }
    if (minus ? (value < 1 || value > 50) : (value < 1000 || value > 9999)) {
      throw Fault{offset, static_cast<int>(text.size()) + (minus ? 1 : 0),
                  fmt::format("'[{}{}]' is neither a lag nor a year", minus ? "-" : "", text),
                  "a lag is [-1] to [-50], a year is written in full, as in [2020]"};
    }
    node.kind = minus ? Node::Kind::lagged : Node::Kind::dated;
    node.year = minus ? -value : value;
    scanner_.next();
    node.length = token().offset + 1 - node.offset;
    expect("]");
  }
  int arguments(const Token& function) {
    std::vector<int> children;
    expect("(");
    while (!is(")")) {
      if (!children.empty()) expect(",");
      if (token().kind == Token::Kind::quoted) {
        Node node;
        node.kind = Node::Kind::text;
        node.name = std::string(token().text.substr(1, token().text.size() - 2));
        node.offset = token().offset;
        node.length = static_cast<int>(token().text.size());
        scanner_.next();
        children.push_back(add(std::move(node)));
      } else {
        children.push_back(disjunction());
      }
    }
    scanner_.next();
    return call(std::string(function.text), std::move(children), function.offset,
                static_cast<int>(function.text.size()));
  }

  Scanner scanner_;
  Tree tree_;
  int depth_ = 0;
};

std::string node_text(const Tree& tree, int index) {
  const Node& node = tree.nodes[static_cast<std::size_t>(index)];
  switch (node.kind) {
    case Node::Kind::number: return fmt::format("{}{}", node.number, node.name);
    case Node::Kind::text: return fmt::format("'{}'", node.name);
    case Node::Kind::name: return node.name;
    case Node::Kind::lagged:
    case Node::Kind::dated: return fmt::format("{}[{}]", node.name, node.year);
    case Node::Kind::call: break;
  }
  std::string text = "(" + node.name;
  for (const int child : node.children) text += " " + node_text(tree, child);
  return text + ")";
}

}  // namespace

Tree parse_expression(const read::Value& value, base::Problems& problems) {
  Tree tree;
  if (value.is_number()) {
    Node node;
    node.number = value.number;
    tree.nodes.push_back(node);
    return tree;
  }
  if (value.kind != read::Value::Kind::string) {
    problems.add("wrong-kind", value.place,
                 fmt::format("an expression should be a string or a number, found {}",
                             read::kind_words(value.kind)));
    return tree;
  }
  if (value.text.size() > longest_text) {
    problems.add("too-large", value.place,
                 fmt::format("the expression has {} bytes, allowed are {}", value.text.size(),
                             longest_text),
                 "give parts of it names of their own");
    return tree;
  }
  try {
    tree = Parser(value.text).parse();
  } catch (const Fault& fault) {
    const auto offset = static_cast<std::size_t>(fault.offset);
    const auto underlined =
        std::string_view(value.text).substr(offset, static_cast<std::size_t>(fault.length));
    problems.add("bad-expression",
                 value.place_at(offset, std::max(base::character_count(underlined), 1)),
                 fault.message, fault.hint);
    tree.nodes.clear();
  }
  return tree;
}

std::string to_text(const Tree& tree) { return tree.empty() ? "" : node_text(tree, tree.root()); }

}  // namespace prospect::model
