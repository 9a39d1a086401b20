#include "base/problem.hpp"

#include <array>

namespace prospect::base {
namespace {

constexpr Severity error = Severity::error;
constexpr Severity warning = Severity::warning;

// In alphabetical order of code: look-ups search by halves, and a test looks at the order.
constexpr auto kinds = std::to_array<ProblemKind>({
    {"bad-argument", error, "A function is given the wrong number or sort of arguments."},
    {"bad-bounds", error,
     "The bounds of an indicator are empty, reversed or unfit for its link."},
    {"bad-correlation", error,
     "A correlation lies outside -1 to 1, or the correlations cannot hold together."},
    {"bad-distribution", error,
     "A distribution is not known or its parameters are impossible."},
    {"bad-expression", error, "An equation cannot be read."},
    {"bad-key", error, "A key is not a name, or does not go with the keys beside it."},
    {"bad-lag", error, "A lag is not a whole number of years that looks back."},
    {"bad-link", error, "A link is not known or does not fit the values of its indicator."},
    {"bad-number", error, "A number is expected and what stands there is none, or not finite."},
    {"bad-output", error, "An output asked for would replace something that is no result."},
    {"bad-path", error, "A file named inside a file must be relative to it and not empty."},
    {"bad-series", error, "A series of the history contradicts what is said of it."},
    {"bad-status", error, "The status of a figure is not one of those known."},
    {"bad-target", error, "A target cannot be tested as it is written."},
    {"bad-unit", error, "A unit cannot be read."},
    {"bad-value", error, "A value is not among those allowed here."},
    {"bad-year", error, "A year is not a whole number or lies outside the years covered."},
    {"cycle", error, "Equations of one year wait for each other."},
    {"duplicate-name", error, "Two things bear the same name."},
    {"duplicate-row", error, "Two rows of a table stand for the same thing."},
    {"encoding", error, "A file is not UTF-8 text."},
    {"extends-cycle", error, "Scenarios extend each other in a circle."},
    {"format-version", error, "A file is written for a format this program does not read."},
    {"impossible-figure", error, "No path of the model agrees with the observed figures."},
    {"lag-before-history", error,
     "An equation looks back beyond the first year of the history."},
    {"limit-exceeded", error, "There is more of something than the program accepts."},
    {"missing-column", error, "A table lacks a column, or a column lacks its name."},
    {"missing-file", error, "A file that is named does not exist."},
    {"missing-key", error, "A key that must be given is absent."},
    {"out-of-bounds", error, "A figure lies outside the bounds of its indicator."},
    {"row-length", error, "A row has more or fewer cells than there are columns."},
    {"syntax", error, "A file does not follow the grammar of its format."},
    {"too-deep", error, "Values stand inside each other more than 64 levels deep."},
    {"too-large", error, "A file is larger than the program accepts."},
    {"unit-mismatch", error, "The sides of an equation, a sum or a comparison differ in unit."},
    {"unknown-key", error, "A key has no meaning where it stands."},
    {"unknown-name", error, "An equation or a table refers to a name that is not defined."},
    {"unknown-scenario", error, "A scenario is asked for that does not exist."},
    {"unknown-target", error, "A target is asked for that does not exist or is not assessed."},
    {"unused-name", warning, "Something is defined and never used."},
    {"wrong-kind", error, "A value is of the wrong kind, such as a text in place of a number."},
});

}  // namespace

const std::vector<ProblemKind>& problem_kinds() {
  static const std::vector<ProblemKind> list(kinds.begin(), kinds.end());
  return list;
}

}  // namespace prospect::base
