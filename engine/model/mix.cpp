#include "model/mix.hpp"

#include <algorithm>
#include <tuple>

#include "lanes/block.hpp"
#include "lanes/vector.hpp"

namespace prospect::model {
namespace {

using lanes::Vector;
using lanes::vector_width;
using Space = Operand::Space;

/// A sum of products, term after term.
struct Sum {
  std::vector<std::size_t> terms;                                ///< instructions
  std::vector<std::tuple<Space, std::size_t, int>> rows;         ///< of each term: what is multiplied
};

/// A sum's next term, if there is one: it alone reads what the sum comes to so far.
std::size_t next_term(const std::vector<Instruction>& code, const Reads& reads, std::size_t term) {
  const auto& by = reads.needed_by[term];
  if (by.size() != 1) return Reads::none;
  const std::size_t next = *by.begin();
  const bool goes_on = code[next].op == Opcode::add_scaled && reads.scratch[next][0] == term &&
                       reads.scratch[next][1] != term && code[next].out.space == Space::scratch;
  return goes_on ? next : Reads::none;
}

std::vector<Sum> find_sums(const std::vector<Instruction>& code, const Reads& reads) {
  std::vector<Sum> sums;
  for (std::size_t first = 0; first < code.size(); ++first) {
    if (code[first].op != Opcode::mul_i || code[first].out.space != Space::scratch) continue;
    Sum sum;
    for (std::size_t k = first; k != Reads::none; k = next_term(code, reads, k)) {
      const Operand& row = k == first ? code[k].a : code[k].b;
      const std::size_t from = reads.scratch[k][k == first ? 0 : 1];
      sum.terms.push_back(k);
      sum.rows.emplace_back(row.space, row.space == Space::scratch ? from : row.row, row.year);
    }
    if (sum.terms.size() >= least_terms) sums.push_back(std::move(sum));
  }
  std::sort(sums.begin(), sums.end(), [](const Sum& a, const Sum& b) { return a.terms.back() < b.terms.back(); });
  return sums;
}

#if defined(__AVX512F__)
constexpr std::size_t most_mixed_vectors = 4;
#else
constexpr std::size_t most_mixed_vectors = 2;  // sixteen registers
#endif
constexpr std::size_t mixed_vectors = std::min(most_mixed_vectors, lanes::lane_count / vector_width);
static_assert(lanes::lane_count % (mixed_vectors * vector_width) == 0);

}  // namespace

std::vector<SharedTerms> find_shared_terms(const Program& program, const Reads& reads) {
  const auto sums = find_sums(program.year_code, reads);
  std::vector<SharedTerms> all;
  for (std::size_t s = 0; s + mixed_sums <= sums.size();) {
    std::size_t shared = sums[s].rows.size();
    for (std::size_t k = 1; k < mixed_sums; ++k) {
      const auto& rows = sums[s + k].rows;
      const auto same = std::mismatch(rows.begin(), rows.end(), sums[s].rows.begin(), sums[s].rows.end()).first;
      shared = std::min(shared, static_cast<std::size_t>(same - rows.begin()));
    }
    if (shared < least_terms) {
      ++s;
      continue;
    }
    SharedTerms terms;
    for (std::size_t k = 0; k < mixed_sums; ++k) {
      const auto& of = sums[s + k].terms;
      terms.emplace_back(of.begin(), of.begin() + static_cast<std::ptrdiff_t>(shared));
    }
    all.push_back(std::move(terms));
    s += mixed_sums;
  }
  return all;
}

std::optional<Mix> as_mix(const std::vector<const Chain*>& chains) {
  if (chains.size() < mixed_sums) return std::nullopt;
  const std::size_t terms = chains.front()->steps.size();
  if (terms < least_terms) return std::nullopt;
  Mix mix;
  mix.from.push_back(chains.front()->from);
  for (std::size_t j = 1; j < terms; ++j) mix.from.push_back(chains.front()->steps[j].row);
  mix.factors.resize(terms * mixed_sums);
  for (std::size_t k = 0; k < mixed_sums; ++k) {
    const Chain& chain = *chains[k];
    if (chain.from != mix.from.front() || chain.steps.size() != terms) return std::nullopt;
    for (std::size_t j = 0; j < terms; ++j) {
      const ChainStep& step = chain.steps[j];
      const bool fits = j == 0 ? step.act == ChainStep::Act::mul_i
                               : step.act == ChainStep::Act::add_scaled && step.row == mix.from[j];
      // Sums on the way are read by none, and what a sum comes to is no row of another.
      const bool last = j + 1 == terms;
      if (!fits || (step.out != nullptr) != last) return std::nullopt;
      if (last && std::find(mix.from.begin(), mix.from.end(), step.out) != mix.from.end()) return std::nullopt;
      mix.factors[j * mixed_sums + k] = step.i;
    }
    mix.to[k] = chain.steps.back().out;
  }
  return mix;
}

namespace {

/// One term of all sums over some vectors: `join(sum, product)` says what becomes of the sum.
template <class Join>
[[gnu::always_inline]] inline void add_term(const Mix& mix, std::size_t term, std::size_t at,
                                            Vector (&sums)[mixed_sums][mixed_vectors], Join join) {
  const double* factors = &mix.factors[term * mixed_sums];
  const double* row = mix.from[term] + at;
  Vector z[mixed_vectors];
#pragma GCC unroll 4
  for (std::size_t p = 0; p < mixed_vectors; ++p) z[p] = lanes::load(row + p * vector_width);
#pragma GCC unroll 4
  for (std::size_t k = 0; k < mixed_sums; ++k) {
    const Vector factor = lanes::all(factors[k]);
#pragma GCC unroll 4
    for (std::size_t p = 0; p < mixed_vectors; ++p) sums[k][p] = join(sums[k][p], z[p] * factor);
  }
}

}  // namespace

void run(const Mix& mix) {
  for (std::size_t at = 0; at < lanes::lane_count; at += mixed_vectors * vector_width) {
    Vector sums[mixed_sums][mixed_vectors];
    add_term(mix, 0, at, sums, [](Vector, Vector product) { return product; });
    for (std::size_t j = 1; j < mix.from.size(); ++j) {
      add_term(mix, j, at, sums, [](Vector sum, Vector product) { return sum + product; });
    }
#pragma GCC unroll 4
    for (std::size_t k = 0; k < mixed_sums; ++k) {
#pragma GCC unroll 4
      for (std::size_t p = 0; p < mixed_vectors; ++p) lanes::store(sums[k][p], mix.to[k] + at + p * vector_width);
    }
  }
}

}  // namespace prospect::model
