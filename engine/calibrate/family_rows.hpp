#pragma once
/// What there is to say of a family's fit: a row for each number its members share and each parameter of its states.
///
/// Cost      ten times that of the fit itself (quantiles of mixtures of thousands of laws, and a second fit to the
///           first figures only, which is the prior): worth keeping from run to run.
/// Bits      a function of what `key_of` writes down.

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "calibrate/family_posterior.hpp"
#include "calibrate/learned.hpp"

namespace prospect::calibrate {

struct FamilyRows {
  struct State {
    Learned sigma, level, drift;
  };
  /// Places of the shared numbers.
  enum Shared : std::size_t { scale, damping, drift_change, drift_sd, estimate_error, df, shared_numbers };

  std::string key;                              ///< of `key_of`: equal keys, equal rows
  FamilyFit fit;                                ///< its numbers; names and counts are not of the rows
  std::array<Learned, shared_numbers> shared{};
  std::vector<State> states;                    ///< in the order asked for
};

/// Says what the rows depend on, as a SHA-256 (64 hexadecimal digits): the family's rule with every number, the figures
/// of all members up to `last`, the year, and which members (`states`) have rows.
[[nodiscard]] std::string key_of(const model::Family& family, std::span<const model::History* const> members,
                                 int year, int last, std::span<const std::size_t> states);

/// Works the rows of a posterior out, without a key. `members` are those it was fitted to.
[[nodiscard]] FamilyRows rows_of(const FamilyPosterior& posterior,
                                 const std::vector<const model::History*>& members,
                                 std::span<const std::size_t> states);

/// Both laws of a parameter side by side. Where the prior has no sd the widths of the 90 % intervals are compared.
[[nodiscard]] Learned side_by_side(const Described& prior, const Described& posterior, int observations);

/// NaN where it is not finite.
[[nodiscard]] double finite_or_none(double value);

/// A history of which only the first figure was printed.
[[nodiscard]] model::History first_of(model::History history);

}  // namespace prospect::calibrate
