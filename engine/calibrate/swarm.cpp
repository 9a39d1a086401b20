#include "calibrate/swarm.hpp"

#include "base/check.hpp"
#include "lanes/normal.hpp"
#include "lanes/ordered_for.hpp"
#include "lanes/threefry.hpp"

#include <algorithm>

namespace prospect::calibrate {

using lanes::lane_count;

Swarm draw_prior(std::size_t dimension, std::size_t count, std::uint64_t seed,
                 const std::string& prefix, Team& team) {
  PROSPECT_EXPECT(dimension > 0 && count > 0 && count % lane_count == 0);
  std::vector<lanes::Stream> streams;
  for (std::size_t k = 0; k < dimension; ++k) {
    streams.emplace_back(seed, prefix + "." + std::to_string(k));
  }
  Swarm swarm{dimension, count, std::vector<double>(dimension * count),
              std::vector<double>(count)};
  std::vector<lanes::Rows> rows;
  for (int k = 0; k < team.threads(); ++k) rows.emplace_back(dimension);
  const auto work = [&](std::uint64_t block, int thread) {
    lanes::Rows& scores = rows[static_cast<std::size_t>(thread)];
    const std::size_t first = block * lane_count;
    for (std::size_t k = 0; k < dimension; ++k) {
      double* row = scores.row(k);
      lanes::uniforms(streams[k], first, 0, row);
      lanes::normal_quantile_row(row, row);
      std::copy_n(row, lane_count, &swarm.scores[k * count + first]);
    }
    team.evaluate(thread, scores, &swarm.log_likelihood[first]);
  };
  const auto keep_nothing = [](std::uint64_t /*block*/, int /*thread*/) {};
  lanes::ordered_for(count / lane_count, team.threads(), work, keep_nothing);
  return swarm;
}

}  // namespace prospect::calibrate
