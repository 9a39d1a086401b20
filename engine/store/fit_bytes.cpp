#include "store/fit_bytes.hpp"

#include <cstring>
#include <utility>
#include <vector>

#include "base/archive.hpp"

namespace prospect::store {
namespace {

using calibrate::BlockPosterior;
using calibrate::FamilyRows;

constexpr std::string_view first_line = "prospect fit 1\n", family_line = "prospect family fit 1\n";

class Writer {
 public:
  void bytes(std::string_view bytes) { text_ += bytes; }
  template <class Number>
  void number(Number value) {
    bytes({reinterpret_cast<const char*>(&value), sizeof value});
  }
  void text(std::string_view words) {
    number(std::uint64_t{words.size()});
    bytes(words);
  }
  void numbers(const std::vector<double>& values) {
    number(std::uint64_t{values.size()});
    bytes({reinterpret_cast<const char*>(values.data()), values.size() * sizeof(double)});
  }
  [[nodiscard]] std::string sealed() && { return base::sealed(std::move(text_)); }

 private:
  std::string text_;
};

/// Takes back what Writer wrote; false once something does not fit.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : left_(bytes) {}

  bool is(std::string_view expected) {
    if (!left_.starts_with(expected)) return false;
    left_.remove_prefix(expected.size());
    return true;
  }
  template <class Number>
  bool number(Number& value) {
    if (left_.size() < sizeof value) return false;
    std::memcpy(&value, left_.data(), sizeof value);
    left_.remove_prefix(sizeof value);
    return true;
  }
  bool text(std::string& words) {
    std::uint64_t size = 0;
    if (!number(size) || size > left_.size()) return false;
    words = left_.substr(0, size);
    left_.remove_prefix(size);
    return true;
  }
  bool numbers(std::vector<double>& values) {
    std::uint64_t size = 0;
    if (!number(size) || size > left_.size() / sizeof(double)) return false;
    values.resize(size);
    std::memcpy(values.data(), left_.data(), size * sizeof(double));
    left_.remove_prefix(size * sizeof(double));
    return true;
  }
  [[nodiscard]] bool at_end() const { return left_.empty(); }

 private:
  std::string_view left_;
};

bool read_learned(Reader& in, BlockPosterior& posterior) {
  std::uint64_t count = 0;
  if (!in.number(count)) return false;
  for (std::uint64_t k = 0; k < count; ++k) {
    if (!in.text(posterior.names.emplace_back()) || !in.numbers(posterior.draws.emplace_back()) ||
        !in.number(posterior.prior.emplace_back()) || posterior.draws[k].empty() ||
        posterior.draws[k].size() != posterior.draws[0].size()) {
      return false;
    }
  }
  return in.at_end();
}

/// Calls `visit` with every number of a row.
template <class Row, class Visit>
void each_number(Row& row, Visit visit) {
  visit(row.prior_mean), visit(row.prior_sd), visit(row.prior_q05), visit(row.prior_q95);
  visit(row.posterior_mean), visit(row.posterior_sd), visit(row.q05), visit(row.median), visit(row.q95);
  visit(row.observations), visit(row.effective), visit(row.doubt_left), visit(row.not_learned);
}

/// Calls `visit` with every number of a family's rows; the states are there.
template <class Rows, class Visit>
void each_number_of_family(Rows& rows, Visit visit) {
  auto& fit = rows.fit;
  visit(fit.sigma), visit(fit.damping), visit(fit.drift_change), visit(fit.estimate_error), visit(fit.df);
  for (auto& row : rows.shared) each_number(row, visit);
  for (auto& state : rows.states) {
    for (auto* row : {&state.sigma, &state.level, &state.drift}) each_number(*row, visit);
  }
}

}  // namespace

std::string fit_bytes(const BlockPosterior& posterior, const std::string& maker) {
  Writer out;
  out.bytes(first_line);
  out.text(maker);
  out.text(posterior.key);
  out.text(posterior.block);
  out.number(std::uint64_t{posterior.scores});
  out.number(std::uint64_t{posterior.figures});
  out.number(posterior.effective);
  out.number(posterior.log_evidence);
  out.number(std::uint64_t{posterior.names.size()});
  for (std::size_t k = 0; k < posterior.names.size(); ++k) {
    out.text(posterior.names[k]);
    out.numbers(posterior.draws[k]);
    out.number(posterior.prior[k]);
  }
  return std::move(out).sealed();
}

std::string fit_bytes(const FamilyRows& rows, const std::string& maker) {
  Writer out;
  out.bytes(family_line);
  out.text(maker);
  out.text(rows.key);
  out.number(std::uint64_t{rows.states.size()});
  each_number_of_family(rows, [&](const auto& number) { out.number(number); });
  return std::move(out).sealed();
}

std::shared_ptr<const FamilyRows> family_rows_from(std::string_view bytes, const std::string& maker,
                                                   const std::string& key) {
  const auto body = base::unsealed(bytes);
  Reader in(body);
  auto rows = std::make_shared<FamilyRows>();
  std::string made_by;
  std::uint64_t states = 0;
  const bool begins = in.is(family_line) && in.text(made_by) && in.text(rows->key) && in.number(states);
  if (!begins || made_by != maker || rows->key != key || states > body.size()) return nullptr;
  rows->states.resize(states);
  bool whole = true;
  each_number_of_family(*rows, [&](auto& number) { whole = whole && in.number(number); });
  return whole && in.at_end() ? rows : nullptr;
}

std::shared_ptr<const BlockPosterior> posterior_from(std::string_view bytes, const std::string& maker,
                                                     const std::string& key) {
  Reader in(base::unsealed(bytes));
  auto posterior = std::make_shared<BlockPosterior>();
  std::string made_by;
  std::uint64_t scores = 0, figures = 0;
  const bool whole = in.is(first_line) && in.text(made_by) && in.text(posterior->key) && in.text(posterior->block) &&
                     in.number(scores) && in.number(figures) && in.number(posterior->effective) &&
                     in.number(posterior->log_evidence) && read_learned(in, *posterior);
  if (!whole || made_by != maker || posterior->key != key) return nullptr;
  posterior->scores = scores;
  posterior->figures = figures;
  return posterior;
}

}  // namespace prospect::store
