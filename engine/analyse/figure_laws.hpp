#pragma once
/// Every method's law of every figure, from fits that know no more than they should.
///
/// Contract  all families are fitted at once when it is made, for each origin and method; constant
///           afterwards and safe to read from many threads.
/// Cost      one fit for each family, origin and method.

#include <array>
#include <optional>
#include <vector>

#include "analyse/track_record.hpp"
#include "calibrate/family_posterior.hpp"
#include "calibrate/mixture.hpp"
#include "model/program.hpp"

namespace prospect::analyse {

class FigureLaws {
 public:
  /// Keeps a reference to the histories of `program`, which must outlive it.
  FigureLaws(const model::Program& program, const std::vector<int>& origins,
             const std::vector<Rule>& rules, int threads);

  /// Law on the link scale of the figure of a history in `year`, known up to `origin`. Nothing where
  /// the method needs more figures than there are.
  [[nodiscard]] std::optional<calibrate::Mixture> law(Method method, std::size_t history, int origin,
                                                      int year, bool estimate) const;

 private:
  /// The methods that are fits, first in Method.
  static constexpr std::size_t fitted_methods = 4;

  struct Member {
    std::size_t family = 0, index = 0;  ///< place of a history in its family
  };

  [[nodiscard]] std::size_t slot(std::size_t origin, std::size_t family, std::size_t method) const {
    return (origin * families_ + family) * fitted_methods + method;
  }

  const model::Program& program_;
  std::vector<int> origins_;
  std::size_t families_;
  std::vector<Member> members_;  ///< one a history
  std::vector<std::optional<calibrate::FamilyPosterior>> fits_;  ///< by slot; none for an empty family
};

}  // namespace prospect::analyse
