#include "analyse/explain.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <memory>
#include <numeric>

#include "analyse/world_table.hpp"
#include "lanes/ordered_for.hpp"
#include "model/prune.hpp"
#include "simulate/routed_words.hpp"
#include "simulate/simulate.hpp"

namespace prospect::analyse {

using lanes::lane_count;
using simulate::Input;
using simulate::Route;

namespace {

/// Paths that share an order; a matter of the result's identity, not of the blocks they are run in.
constexpr std::uint64_t batch_paths = 256;
static_assert(batch_paths % lane_count == 0, "a batch is made of whole blocks");
/// Where the worlds of the screening stand: in no walk.
constexpr std::uint64_t screening_world = std::uint64_t{1} << 40;
constexpr std::size_t named_drivers = 8;

using Batch = std::array<std::uint64_t, batch_paths / 64>;

std::int64_t count_different(const Batch& a, const Batch& b) {
  std::int64_t count = 0;
  for (std::size_t w = 0; w < a.size(); ++w) count += std::popcount(a[w] ^ b[w]);
  return count;
}

/// What all threads share.
struct Ground {
  const model::Program& program;
  const calibrate::Estimate& estimate;
  const std::vector<Input>& inputs;
  const std::vector<Goal> goals;
  const std::uint64_t seed;
  const model::Draws draws{program, seed};
  const simulate::ParameterDraws parameters{program, estimate, seed};
};

/// Says which paths of a batch miss, with some inputs redrawn; one a thread.
class Walker {
 public:
  explicit Walker(const Ground& ground)
      : test_(ground.program, ground.goals), routes_(ground.inputs.size(), Route::own) {
    auto words = std::make_unique<simulate::RoutedWords>(ground.program, ground.inputs, ground.seed);
    words_ = words.get();
    runner_ = std::make_unique<simulate::PathRunner>(
        ground.program, ground.estimate, ground.draws, ground.parameters, none_, ground.seed, std::move(words));
  }

  /// Nothing is redrawn any more.
  void reset() { std::fill(routes_.begin(), routes_.end(), Route::own); }
  void redraw(const std::vector<std::size_t>& inputs) {
    for (const auto k : inputs) routes_[k] = Route::redrawn;
  }

  Batch missed(std::uint64_t first_path) {
    words_->route(routes_);
    Batch batch{};
    for (std::uint64_t at = 0; at < batch_paths; at += lane_count) {
      const auto& met = test_.met(runner_->run(first_path + at, lane_count)).front();
      for (std::size_t l = 0; l < lane_count; l += summarise::word_lanes) {
        constexpr std::uint64_t all = ~std::uint64_t{0} >> (64 - summarise::word_lanes);
        batch[(at + l) / 64] |= (~met[l / summarise::word_lanes] & all) << ((at + l) % 64);
      }
    }
    return batch;
  }

 private:
  const std::vector<simulate::Condition> none_;
  GoalTest test_;
  std::vector<Route> routes_;
  simulate::RoutedWords* words_ = nullptr;
  std::unique_ptr<simulate::PathRunner> runner_;
};

/// Runs `work(chunk, walker)` for all chunks.
template <class Work>
void walk(const Ground& ground, std::uint64_t chunks, int threads, const Work& work) {
  std::vector<std::unique_ptr<Walker>> walkers(static_cast<std::size_t>(std::max(1, threads)));
  lanes::ordered_for(
      chunks, threads,
      [&](std::uint64_t chunk, int thread) {
        auto& mine = walkers[static_cast<std::size_t>(thread)];
        if (!mine) mine = std::make_unique<Walker>(ground);
        work(chunk, *mine);
      },
      [](std::uint64_t, int) {});
}

/// How often the outcome changes when an input alone is redrawn, over `batches` batches.
std::vector<std::int64_t> screen(const Ground& ground, std::uint64_t batches, int threads) {
  const std::size_t count = ground.inputs.size();
  std::vector<std::int64_t> found(batches * count);
  walk(ground, batches, threads, [&](std::uint64_t batch, Walker& walker) {
    const std::uint64_t first = screening_world + batch * batch_paths;
    walker.reset();
    const Batch before = walker.missed(first);
    for (std::size_t k = 0; k < count; ++k) {
      walker.reset();
      walker.redraw({k});
      found[batch * count + k] = count_different(before, walker.missed(first));
    }
  });
  std::vector<std::int64_t> changes(count, 0);
  for (std::size_t k = 0; k < found.size(); ++k) changes[k % count] += found[k];
  return changes;
}

std::vector<Driver> by_kind(const std::vector<Input>& inputs) {
  std::vector<Driver> drivers;
  for (std::size_t k = 0; k < inputs.size(); ++k) {
    const auto there = std::find_if(drivers.begin(), drivers.end(),
                                    [&](const Driver& d) { return d.kind == inputs[k].kind; });
    if (there != drivers.end()) {
      there->inputs.push_back(k);
    } else {
      drivers.push_back({Driver::Scope::kind, inputs[k].kind, {}, {}, {k}});
    }
  }
  return drivers;
}

Driver alone(const std::vector<Input>& inputs, std::size_t k) {
  return {Driver::Scope::input, inputs[k].kind, inputs[k].name, inputs[k].label, {k}};
}

std::vector<Driver> by_input(const std::vector<Input>& inputs, const std::vector<std::int64_t>& changes) {
  std::vector<std::size_t> ranked(inputs.size());
  std::iota(ranked.begin(), ranked.end(), std::size_t{0});
  std::stable_sort(ranked.begin(), ranked.end(),
                   [&](std::size_t a, std::size_t b) { return changes[a] > changes[b]; });
  std::vector<Driver> drivers;
  Driver assumptions{Driver::Scope::other_assumptions, Input::Kind::parameter, {}, {}, {}};
  Driver chance{Driver::Scope::other_chance, Input::Kind::noise, {}, {}, {}};
  for (const auto k : ranked) {
    if (drivers.size() < named_drivers && (changes[k] > 0 || inputs.size() <= named_drivers)) {
      drivers.push_back(alone(inputs, k));
    } else {
      (inputs[k].is_assumption() ? assumptions : chance).inputs.push_back(k);
    }
  }
  for (auto* rest : {&assumptions, &chance}) {
    if (rest->inputs.empty()) continue;
    drivers.push_back(rest->inputs.size() == 1 ? alone(inputs, rest->inputs.front()) : *rest);
  }
  return drivers;
}

/// What one pair of batches says.
struct Pair {
  std::int64_t missed = 0;
  std::vector<std::int64_t> halves;   ///< a driver
};

std::vector<Pair> walk_all(const Ground& ground, const std::vector<Driver>& drivers, std::uint64_t pairs,
                           int threads) {
  std::vector<Pair> found(pairs, {0, std::vector<std::int64_t>(drivers.size(), 0)});
  walk(ground, pairs, threads, [&](std::uint64_t pair, Walker& walker) {
    auto order = order_of(ground.seed, pair, drivers.size());
    for (std::uint64_t half = 0; half < 2; ++half) {
      const std::uint64_t first = (2 * pair + half) * batch_paths;
      walker.reset();
      const Batch from = walker.missed(first);
      found[pair].missed += count_different(from, Batch{});
      std::int64_t before = 0;
      for (const auto d : order) {
        walker.redraw(drivers[d].inputs);
        const std::int64_t now = count_different(from, walker.missed(first));
        found[pair].halves[d] += now - before;
        before = now;
      }
      std::reverse(order.begin(), order.end());
    }
  });
  return found;
}

/// Shares with intervals; a ratio of sums over pairs, linearised about its value.
void judge(const std::vector<Pair>& pairs, Explained& said) {
  for (const auto& pair : pairs) {
    said.missed += static_cast<std::uint64_t>(pair.missed);
    for (std::size_t d = 0; d < said.drivers.size(); ++d) {
      said.drivers[d].halves += pair.halves[d];
      said.halves += pair.halves[d];
    }
  }
  if (said.halves == 0) return;
  const auto n = static_cast<double>(pairs.size());
  const auto whole = static_cast<double>(said.halves);
  constexpr double upper = 0.975;
  const double t = boost::math::quantile(boost::math::students_t(n - 1), upper);
  for (std::size_t d = 0; d < said.drivers.size(); ++d) {
    Driver& driver = said.drivers[d];
    driver.share = static_cast<double>(driver.halves) / whole;
    double squares = 0;
    for (const auto& pair : pairs) {
      const auto sum = std::accumulate(pair.halves.begin(), pair.halves.end(), std::int64_t{0});
      const double rest = static_cast<double>(pair.halves[d]) - driver.share * static_cast<double>(sum);
      squares += rest * rest;
    }
    const double half_width = t * std::sqrt(squares * n / (n - 1)) / whole;
    driver.low = driver.share - half_width;
    driver.high = driver.share + half_width;
  }
}

/// Counts of a feature's bins among the paths that count.
std::vector<Part> parts_of(const WorldTable& table, std::size_t feature) {
  std::vector<Part> parts(table.features[feature].bins());
  for (std::size_t p = 0; p < table.paths(); ++p) {
    const Fate fate = table.fates.front()[p];
    if (fate == Fate::not_counted) continue;
    Part& part = parts[table.bins[feature][p]];
    ++part.paths;
    part.missed += fate == Fate::missed;
  }
  return parts;
}

/// The parts joined from one end until about a fifth of all; `cut` is the number of bins taken.
Part fifth(const std::vector<Part>& parts, bool from_above, std::size_t& cut) {
  std::uint64_t all = 0;
  for (const auto& part : parts) all += part.paths;
  const double wanted = 0.2 * static_cast<double>(all);
  Part sum;
  for (cut = 0; cut + 1 < parts.size(); ++cut) {
    const Part& next = parts[from_above ? parts.size() - 1 - cut : cut];
    const auto now = static_cast<double>(sum.paths), then = static_cast<double>(sum.paths + next.paths);
    if (sum.paths > 0 && then - wanted > wanted - now) break;
    sum.paths += next.paths;
    sum.missed += next.missed;
  }
  return sum;
}

Driver::Ends ends_of(const WorldTable& table, std::size_t f) {
  const Feature& feature = table.features[f];
  Driver::Ends ends{feature.kind == Feature::Kind::event, feature.kind == Feature::Kind::chance,
                    feature.name, feature.unit, feature.label, 0, 0, feature.decimals, {}, {}};
  const auto parts = parts_of(table, f);
  std::size_t below = 1, above = parts.size() - 1;
  if (ends.is_event) {
    ends.low = parts.front();
    for (std::size_t b = 1; b < parts.size(); ++b) {
      ends.high.paths += parts[b].paths;
      ends.high.missed += parts[b].missed;
    }
  } else {
    ends.low = fifth(parts, false, below);
    ends.high = fifth(parts, true, above);
  }
  ends.below = feature.edges[std::max<std::size_t>(below, 1) - 1];
  ends.above = feature.edges[parts.size() - 1 - std::max<std::size_t>(above, 1)];
  return ends;
}

double distance(const Driver::Ends& ends) {
  if (ends.low.paths == 0 || ends.high.paths == 0) return -1;
  return std::abs(static_cast<double>(ends.low.missed) / static_cast<double>(ends.low.paths) -
                  static_cast<double>(ends.high.missed) / static_cast<double>(ends.high.paths));
}

void add_ends(const WorldTable& table, std::vector<Driver>& drivers) {
  for (auto& driver : drivers) {
    if (driver.scope != Driver::Scope::input) continue;
    for (std::size_t f = 0; f < table.features.size(); ++f) {
      if (table.features[f].input != driver.inputs.front()) continue;
      const auto ends = ends_of(table, f);
      const double far = distance(ends);
      if (far >= 0 && (!driver.ends || far > distance(*driver.ends))) driver.ends = ends;
    }
  }
}

}  // namespace

std::vector<std::size_t> order_of(std::uint64_t seed, std::uint64_t pair, std::size_t groups) {
  const auto key = lanes::Stream(seed, "explain.order").key();
  std::vector<std::size_t> order(groups);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t left = groups; left > 1; --left) {
    const double u = lanes::unit_number(lanes::threefry2x64({pair, left}, key).first);
    std::swap(order[left - 1], order[static_cast<std::size_t>(u * static_cast<double>(left))]);
  }
  return order;
}

Explained explain(const model::Program& whole, const calibrate::Estimate& estimate, const Goal& goal,
                  const ExplainOptions& options) {
  auto wanted = variables_of(whole, {goal});
  for (const auto id : events_of(whole, simulate::inputs_of(model::only(whole, wanted), estimate))) {
    if (whole.variables[id.value].indicator) wanted.push_back(id);
  }
  const auto program = model::only(whole, wanted);
  const auto inputs = simulate::inputs_of(program, estimate);
  const Ground ground{program, estimate, inputs, {goal}, options.seed};
  Explained said;
  said.goal = goal;
  said.inputs = inputs.size();
  constexpr std::uint64_t most_screened = 4096 / batch_paths, least_pairs = 2, screened_part = 4;
  const std::uint64_t count = inputs.size();
  if (options.by_kind || count <= named_drivers) {
    said.drivers = options.by_kind ? by_kind(inputs) : by_input(inputs, std::vector<std::int64_t>(count, 0));
  } else {
    const auto batches = std::clamp<std::uint64_t>(
        options.worlds / screened_part / (count + 1) / batch_paths, 1, most_screened);
    said.drivers = by_input(inputs, screen(ground, batches, options.threads));
    said.screened = batches * batch_paths * (count + 1);
  }
  // A walk costs its own world, one a step, and once more its own world in the table.
  const std::uint64_t left = options.worlds > said.screened ? options.worlds - said.screened : 0;
  const std::uint64_t pairs =
      std::max(least_pairs, left / (2 * batch_paths * (said.drivers.size() + 2)));
  said.walks = pairs * 2 * batch_paths;
  said.worlds = said.screened + said.walks * (said.drivers.size() + 2);
  judge(walk_all(ground, said.drivers, pairs, options.threads), said);
  simulate::Plan plan;
  plan.seed = options.seed;
  plan.paths = said.walks;
  plan.threads = options.threads;
  add_ends(world_table(program, estimate, inputs, {goal}, plan), said.drivers);
  std::stable_sort(said.drivers.begin(), said.drivers.end(), [](const Driver& a, const Driver& b) {
    const bool a_rest = a.scope > Driver::Scope::kind, b_rest = b.scope > Driver::Scope::kind;
    return a_rest != b_rest ? b_rest : a.halves > b.halves;
  });
  return said;
}

}  // namespace prospect::analyse
