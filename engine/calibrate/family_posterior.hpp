#pragma once
/// What a family's figures say, and what they let expect.

#include <span>
#include <vector>

#include "calibrate/fit.hpp"
#include "calibrate/mixture.hpp"

namespace prospect::calibrate {

struct FamilyPosterior {
  model::Family family;
  std::vector<StateFit> members;
  int last_year = 0;
};

/// Fits one family to the figures of its members up to and including `last_year`.
[[nodiscard]] FamilyPosterior fit_family(const model::Family& family,
                                         std::span<const model::History* const> members,
                                         int last_year);

/// Law on the link scale of the printed figure of member `m` in `year` > last_year; `estimate`: the
/// figure is an estimate, whose own error is included.
[[nodiscard]] Mixture predict_figure(const FamilyPosterior& posterior, std::size_t m, int year,
                                     bool estimate);

}  // namespace prospect::calibrate
