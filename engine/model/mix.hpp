#pragma once
/// Sums of products of the same rows, some at a time: the draw of correlated shocks.
///
/// Why      the score of a correlated shock is a sum over all shocks before it, each times a factor. One sum after the
///          other reads every row of scores again for each of them; four together read it once.
/// Contract the bits of the sums one by one: ((f0 z0 + f1 z1) + f2 z2) + ..., one rounding an operation.

#include <optional>
#include <vector>

#include "model/chain.hpp"
#include "model/program.hpp"
#include "model/reads.hpp"

namespace prospect::model {

/// Sums that are worked out together, and terms from which that pays.
inline constexpr std::size_t mixed_sums = 4, least_terms = 8;

/// Instructions of sums that begin with the same terms: [sum][term], of the shared terms.
using SharedTerms = std::vector<std::vector<std::size_t>>;

/// Finds the sums of products of a program that begin with the same terms, by fours.
[[nodiscard]] std::vector<SharedTerms> find_shared_terms(const Program& program, const Reads& reads);

/// to[k] = sum over j of factors[j][k] from[j].
struct Mix {
  std::vector<const double*> from;
  std::vector<double> factors;         ///< [term][sum]
  double* to[mixed_sums] = {};
};

/// The chains as one mix, if that is what they are: `mixed_sums` sums of products of the same rows.
[[nodiscard]] std::optional<Mix> as_mix(const std::vector<const Chain*>& chains);

void run(const Mix& mix);

}  // namespace prospect::model
