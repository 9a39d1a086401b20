#include "analyse/count_law.hpp"

#include "base/check.hpp"

namespace prospect::analyse {

std::vector<double> count_law(std::span<const double> probabilities) {
  std::vector<double> law = {1};
  for (const double p : probabilities) {
    law.push_back(0);
    for (std::size_t k = law.size(); k-- > 1;) law[k] = law[k] * (1 - p) + law[k - 1] * p;
    law[0] *= 1 - p;
  }
  return law;
}

std::vector<double> count_law(std::span<const std::vector<char>> events) {
  PROSPECT_EXPECT(!events.empty() && !events.front().empty());
  const std::size_t draws = events.front().size();
  std::vector<std::size_t> seen(events.size() + 1);
  for (std::size_t i = 0; i < draws; ++i) {
    std::size_t came = 0;
    for (const auto& row : events) came += row[i] != 0;
    ++seen[came];
  }
  std::vector<double> law;
  for (const std::size_t times : seen) {
    law.push_back(static_cast<double>(times) / static_cast<double>(draws));
  }
  return law;
}

double mean_count(std::span<const double> law) {
  double mean = 0;
  for (std::size_t k = 0; k < law.size(); ++k) mean += static_cast<double>(k) * law[k];
  return mean;
}

std::size_t count_quantile(std::span<const double> law, double p) {
  double cumulative = 0;
  for (std::size_t k = 0; k < law.size(); ++k) {
    cumulative += law[k];
    if (cumulative >= p) return k;
  }
  return law.size() - 1;
}

double count_pit(std::span<const double> law, std::size_t outcome) {
  PROSPECT_EXPECT(outcome < law.size());
  double fewer = 0;
  for (std::size_t k = 0; k < outcome; ++k) fewer += law[k];
  return fewer + law[outcome] / 2;
}

}  // namespace prospect::analyse
