#include "base/problem.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/check.hpp"

namespace prospect::base {
namespace {

const ProblemKind* find_kind(std::string_view code) {
  const auto& kinds = problem_kinds();
  const auto found = std::lower_bound(
      kinds.begin(), kinds.end(), code,
      [](const ProblemKind& kind, std::string_view wanted) { return kind.code < wanted; });
  return found != kinds.end() && found->code == code ? &*found : nullptr;
}

auto fields(const Problem& p) {
  return std::tie(p.place, p.kind, p.message, p.hint, p.other, p.other_note);
}

bool is_before(const Problem& a, const Problem& b) {
  return std::tie(a.place.file, a.place.line, a.place.column) <
         std::tie(b.place.file, b.place.line, b.place.column);
}

}  // namespace

Severity Problem::severity() const {
  const ProblemKind* found = find_kind(kind);
  return found == nullptr ? Severity::error : found->severity;
}

void Problems::add(Problem problem) {
  PROSPECT_EXPECT(find_kind(problem.kind) != nullptr);
  const bool error = problem.severity() == Severity::error;
  if (error) ++errors_;
  if (list_.size() < most_kept) list_.push_back(std::move(problem));
  else ++(error ? errors_left_out_ : warnings_left_out_);
}

void Problems::add(std::string kind, Place place, std::string message, std::string hint) {
  add(Problem{std::move(kind), std::move(place), std::move(message), std::move(hint)});
}

void Problems::add(const Problems& others) {
  // By index over a fixed count: a list may be added to itself.
  const std::size_t count = others.list_.size(), errors = others.errors_left_out_, warnings = others.warnings_left_out_;
  for (std::size_t i = 0; i < count; ++i) add(Problem(others.list_[i]));
  errors_ += errors;
  errors_left_out_ += errors;
  warnings_left_out_ += warnings;
}

std::vector<Problem> Problems::sorted() const {
  std::vector<Problem> in_order;
  in_order.reserve(list_.size());
  // What is found first at a place is told first there, so the sort keeps the order of equals.
  std::vector<const Problem*> pointers;
  for (const Problem& problem : list_) pointers.push_back(&problem);
  std::stable_sort(pointers.begin(), pointers.end(),
                   [](const Problem* a, const Problem* b) { return is_before(*a, *b); });
  for (auto first = pointers.begin(); first != pointers.end();) {
    const auto last =
        std::upper_bound(first, pointers.end(), *first,
                         [](const Problem* a, const Problem* b) { return is_before(*a, *b); });
    const auto start = static_cast<std::ptrdiff_t>(in_order.size());
    for (; first != last; ++first) {
      const bool seen =
          std::any_of(in_order.begin() + start, in_order.end(),
                      [&](const Problem& p) { return fields(p) == fields(**first); });
      if (!seen) in_order.push_back(**first);
    }
  }
  return in_order;
}

Rejected::Rejected(Problems problems)
    : problems_(std::move(problems)), text_(draw(problems_, LineSource{})) {}

void reject_if_errors(const Problems& problems) {
  if (problems.has_errors()) throw Rejected(problems);
}

}  // namespace prospect::base
