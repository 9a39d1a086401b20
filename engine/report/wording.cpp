#include "report/wording.hpp"

#include <algorithm>
#include <array>

#include "report/texts.hpp"

namespace prospect::report {

Likelihood likelihood(double probability) {
  if (probability < 0.01) return Likelihood::exceptionally_unlikely;
  if (probability < 0.10) return Likelihood::very_unlikely;
  if (probability < 0.33) return Likelihood::unlikely;
  if (probability > 0.99) return Likelihood::virtually_certain;
  if (probability > 0.90) return Likelihood::very_likely;
  if (probability > 0.66) return Likelihood::likely;
  return Likelihood::about_even;
}

Likelihood likelihood(summarise::Interval interval) {
  const Likelihood low = likelihood(interval.low), high = likelihood(interval.high);
  // Both above even: the weaker is the lower one. Both below: the higher one. Else even.
  return std::clamp(Likelihood::about_even, std::min(low, high), std::max(low, high));
}

std::string_view words(Likelihood likelihood, base::Language language) {
  constexpr std::array<Text, 7> keys = {Text::exceptionally_unlikely,
                                        Text::very_unlikely,
                                        Text::unlikely,
                                        Text::about_even,
                                        Text::likely,
                                        Text::very_likely,
                                        Text::virtually_certain};
  return text(keys[static_cast<std::size_t>(likelihood)], language);
}

}  // namespace prospect::report
