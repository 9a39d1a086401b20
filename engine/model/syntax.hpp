#pragma once
/// The tree of an equation, before names are known.
///
/// Shape   nodes lie in one vector, children before parents; the last one is the root.
/// Limits  4096 bytes of text, 64 levels of nesting: deeper text is a problem, never a crash.

#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "read/document.hpp"

namespace prospect::model {

/// Stands for the base year in name[base].
inline constexpr int base_year_index = 0;

struct Node {
  enum class Kind {
    number,      ///< `number`; `name` is "%" for one written in percent
    text,        ///< a quoted word, only as an argument
    name,        ///< a name of this year
    lagged,      ///< name[-k]: `year` is -k
    dated,       ///< name[2020]: `year` is 2020; name[base]: `year` is base_year_index
    call,        ///< function `name` over `children`; operators are calls of "+", "<=", "and", "neg" ...
  };
  Kind kind = Kind::number;
  double number = 0;
  std::string name;
  int year = 0;
  std::vector<int> children;   ///< indices into Tree::nodes
  int offset = 0;              ///< byte in the text where it begins
  int length = 1;              ///< in bytes
};

struct Tree {
  std::vector<Node> nodes;
  [[nodiscard]] bool empty() const { return nodes.empty(); }
  [[nodiscard]] int root() const { return static_cast<int>(nodes.size()) - 1; }
};

/// Parses the text of `value` (a TOML string, or a number which becomes one node). On a problem (kind
/// "bad-expression", at its place) the tree is empty.
///
///   expression  or
///   or          and { "or" and }
///   and         not { "and" not }
///   not         "not" not | comparison
///   comparison  sum [ ("<" | "<=" | ">" | ">=" | "==" | "!=") sum ]
///   sum         product { ("+" | "-") product }
///   product     sign { ("*" | "/") sign }
///   sign        "-" sign | power
///   power       primary [ "^" sign ]
///   primary     number [ "%" ] | name [ "[" (lag | year | "base") "]" ] | name "(" arguments ")" | "(" expression ")"
///   arguments   expression or 'quoted word', comma between
[[nodiscard]] Tree parse_expression(const read::Value& value, base::Problems& problems);

/// Prints a tree with every bracket: "(+ a (* b 2))".
[[nodiscard]] std::string to_text(const Tree& tree);

}  // namespace prospect::model
