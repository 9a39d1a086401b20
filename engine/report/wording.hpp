#pragma once
/// Calibrated words for probabilities: the same thresholds in both languages.
///
/// After the likelihood scale of the IPCC, Mastrandrea et al. (2010), "Guidance Note for Lead
/// Authors of the IPCC Fifth Assessment Report on Consistent Treatment of Uncertainties", table
/// 1; its overlapping ranges are read from the strongest word inwards, and "about as likely as
/// not" is said "about even".

#include <string_view>

#include "base/label.hpp"
#include "summarise/interval.hpp"

namespace prospect::report {

/// In order of probability.
enum class Likelihood {
  exceptionally_unlikely,  ///< below 1 %
  very_unlikely,           ///< below 10 %
  unlikely,                ///< below 33 %
  about_even,              ///< 33 to 66 %
  likely,                  ///< above 66 %
  very_likely,             ///< above 90 %
  virtually_certain,       ///< above 99 %
};

/// The word for a probability known exactly.
[[nodiscard]] Likelihood likelihood(double probability);

/// The word for a probability known within an interval: of the words its ends would get, the one
/// nearer to "about even"; "about even" if the ends lie on either side of it.
[[nodiscard]] Likelihood likelihood(summarise::Interval interval);

[[nodiscard]] std::string_view words(Likelihood likelihood, base::Language language);

}  // namespace prospect::report
