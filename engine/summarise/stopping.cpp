#include "summarise/stopping.hpp"

#include "base/check.hpp"

namespace prospect::summarise {

std::vector<std::uint64_t> looks_up_to(std::uint64_t most) {
  PROSPECT_EXPECT(most > 0);
  std::vector<std::uint64_t> looks;
  for (std::uint64_t n = first_look; n < most; n *= 2) looks.push_back(n);
  looks.push_back(most);
  return looks;
}

double level_of_look(double level, std::size_t looks) {
  PROSPECT_EXPECT(looks > 0 && level > 0 && level < 1);
  return 1 - (1 - level) / static_cast<double>(looks);
}

Decision decide(Interval interval, double threshold) {
  if (interval.low > threshold) return Decision::yes;
  return interval.high < threshold ? Decision::no : Decision::not_yet;
}

}  // namespace prospect::summarise
