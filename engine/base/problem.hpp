#pragma once
/// What is wrong in a user's file: place, what, why, hint. Gathered, then thrown once at a room's
/// door.

#include <exception>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/place.hpp"

namespace prospect::base {

enum class Severity { error, warning };

/// One row a kind of mistake. The table is `problem_kinds()`; a test holds a case for each.
struct ProblemKind {
  std::string_view code;  ///< short stable name, such as "unknown-name"
  Severity severity;
  std::string_view what;  ///< one sentence for the reference page
};

/// All kinds there are, in alphabetical order of code.
[[nodiscard]] const std::vector<ProblemKind>& problem_kinds();

/// Wording: `message` says what is wrong and why, lower case, no full stop, values in quotes.
struct Problem {
  std::string kind;  ///< a code of `problem_kinds()`
  Place place;
  std::string message;
  std::string hint;                ///< may be empty
  std::optional<Place> other{};    ///< a second place, such as the first definition
  std::string other_note{};        ///< what stands there, such as "first defined here"

  [[nodiscard]] Severity severity() const;
};

/// The list a room fills while it checks on to the end. The first 10 000 are kept, the others counted: a bad file of
/// millions of rows must not take the memory of the machine.
class Problems {
 public:
  static constexpr std::size_t most_kept = 10'000;

  /// Adds one. Expects `problem.kind` to be in the table.
  void add(Problem problem);
  void add(std::string kind, Place place, std::string message, std::string hint = "");
  /// Adds all of another list.
  void add(const Problems& others);

  [[nodiscard]] bool has_errors() const { return errors_ > 0; }
  [[nodiscard]] bool empty() const { return list_.empty(); }
  /// In file order (file, line, column), errors and warnings together; equal ones once.
  [[nodiscard]] std::vector<Problem> sorted() const;
  /// How many were not kept.
  [[nodiscard]] std::size_t errors_left_out() const { return errors_left_out_; }
  [[nodiscard]] std::size_t warnings_left_out() const { return warnings_left_out_; }

 private:
  std::vector<Problem> list_;
  std::size_t errors_ = 0, errors_left_out_ = 0, warnings_left_out_ = 0;
};

/// Thrown by a room whose input cannot be used; holds every problem found.
class Rejected : public std::exception {
 public:
  explicit Rejected(Problems problems);
  [[nodiscard]] const char* what() const noexcept override { return text_.c_str(); }
  [[nodiscard]] const Problems& problems() const { return problems_; }

 private:
  Problems problems_;
  std::string text_;
};

/// Throws `Rejected` if the list holds an error.
void reject_if_errors(const Problems& problems);

/// The machine's fault: disk, memory, permission. One sentence: what we were doing, where, the
/// system's words.
class Failure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Gives the text of line `line` (1-based) of a file, or nothing when it is not at hand.
using LineSource = std::function<std::optional<std::string>(const std::string& file, int line)>;

/// Draws one problem with its source line and caret:
///   model.toml:41:23: error: unknown name 'populaton' in the equation of 'births'
///     41 | births = "fertility * populaton"
///        |                       ^~~~~~~~~
///        = hint: did you mean 'population'?
/// No quoted line is wider than 100 columns; if `lines` is empty, no source is quoted.
[[nodiscard]] std::string draw(const Problem& problem, const LineSource& lines);

/// Draws a list in file order: the first `most` in full, the rest counted, those not kept too.
[[nodiscard]] std::string draw(const Problems& problems, const LineSource& lines, int most = 20);

/// One JSON array with the fields of each problem that was kept.
[[nodiscard]] std::string to_json(const Problems& problems);

}  // namespace prospect::base
