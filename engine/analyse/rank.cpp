#include "analyse/rank.hpp"

#include <memory>

#include "base/check.hpp"
#include "model/prune.hpp"
#include "simulate/peers.hpp"
#include "simulate/simulate.hpp"
#include "summarise/lane_set.hpp"

namespace prospect::analyse {
namespace {

/// One thread's work.
struct Worker {
  std::vector<simulate::PeerDraws> peers;
  std::vector<RankCount> counts;
  std::vector<double> others;

  Worker(const model::Program& program, std::uint64_t seed, std::vector<RankCount> empty) : counts(std::move(empty)) {
    for (const auto& ranking : program.rankings) peers.emplace_back(program, ranking, seed);
  }

  void take(const model::Program& program, const simulate::PathBlock& block) {
    for (std::size_t k = 0; k < peers.size(); ++k) {
      const auto& ranking = program.rankings[k];
      peers[k].draw(block.first_path());
      const double* own = block.row(ranking.variable, program.end_year);
      for (std::size_t lane = 0; lane < block.lanes_used(); ++lane) {
        if (!block.counts(lane) || block.faults()[lane] != simulate::Fault::none) continue;
        others.clear();
        for (std::size_t r = 0; r < ranking.regions.size(); ++r) others.push_back(peers[k].row(r)[lane]);
        ++counts[k].paths[twice_rank(own[lane] / ranking.scale, others, ranking.high_is_better)];
        ++counts[k].n;
      }
    }
  }
};

std::vector<RankCount> empty_counts(const model::Program& program) {
  std::vector<RankCount> counts;
  for (std::size_t k = 0; k < program.rankings.size(); ++k) {
    const auto& ranking = program.rankings[k];
    RankCount count;
    count.ranking = k;
    count.now = twice_rank(ranking.own_figure, ranking.figures, ranking.high_is_better);
    count.paths.resize(2 * ranking.regions.size() + 3);
    counts.push_back(std::move(count));
  }
  return counts;
}

}  // namespace

std::size_t twice_rank(double own, const std::vector<double>& others, bool high_is_better) {
  std::size_t twice = 2;
  for (const double other : others) {
    if (other == own) {
      twice += 1;
    } else if ((other > own) == high_is_better) {
      twice += 2;
    }
  }
  return twice;
}

double RankCount::quantile(double share) const {
  PROSPECT_EXPECT(n > 0);
  std::uint64_t sum = 0;
  for (std::size_t twice = 0; twice < paths.size(); ++twice) {
    sum += paths[twice];
    if (static_cast<double>(sum) >= share * static_cast<double>(n)) return static_cast<double>(twice) / 2;
  }
  return static_cast<double>(paths.size() - 1) / 2;
}

std::uint64_t RankCount::within(double rank) const {
  std::uint64_t sum = 0;
  for (std::size_t twice = 0; twice < paths.size() && static_cast<double>(twice) <= 2 * rank; ++twice) {
    sum += paths[twice];
  }
  return sum;
}

std::uint64_t RankCount::better() const { return within(static_cast<double>(now - 1) / 2); }

std::vector<RankCount> rank(const model::Program& program, const calibrate::Estimate& estimate,
                            const simulate::Plan& plan) {
  std::vector<model::VariableId> wanted;
  for (const auto& ranking : program.rankings) wanted.push_back(ranking.variable);
  for (const auto& condition : plan.conditions) wanted.push_back(condition.variable);
  const model::Program part = model::only(program, wanted);
  std::vector<std::unique_ptr<Worker>> workers(static_cast<std::size_t>(plan.threads));
  const simulate::Receiver receiver{[&](const simulate::PathBlock& block, int thread) {
                                      auto& worker = workers[static_cast<std::size_t>(thread)];
                                      if (!worker) {
                                        worker = std::make_unique<Worker>(part, plan.seed, empty_counts(part));
                                      }
                                      worker->take(part, block);
                                    },
                                    [](std::uint64_t, int) {}};
  simulate::run(part, estimate, plan, receiver);
  auto counts = empty_counts(program);
  for (const auto& worker : workers) {
    if (!worker) continue;
    for (std::size_t k = 0; k < counts.size(); ++k) {
      counts[k].n += worker->counts[k].n;
      for (std::size_t t = 0; t < counts[k].paths.size(); ++t) counts[k].paths[t] += worker->counts[k].paths[t];
    }
  }
  return counts;
}

}  // namespace prospect::analyse
