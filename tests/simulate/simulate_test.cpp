#include "simulate/simulate.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <mutex>
#include <vector>

#include "model/small_world.hpp"
#include "simulate/chosen_words.hpp"

namespace prospect::simulate {
namespace {

using model::program_of;
using model::SmallWorld;

/// One state that walks, one identity that divides by zero when a draw falls below -1.
model::Program walking() {
  return program_of({.body = "[shock.e]\ndistribution = \"normal(0, 1)\"\n"
                             "[indicator.x]\nstart = 0\nnext = \"x[-1] + e\"\nlimits = [-2.5, 100]\n"
                             "[indicator.y]\nequals = \"1 / max(e + 1, 0)\"\n"});
}

TEST(simulate, offers_each_path_once_and_closes_chunks_in_order) {
  const auto program = walking();
  const auto estimate = calibrate::fit(program);
  Plan plan;
  plan.paths = 2 * chunk_paths + 700;  // a last chunk that is not full
  plan.threads = 3;
  std::mutex mutex;
  std::vector<int> seen(plan.paths, 0);
  std::vector<std::uint64_t> closed;
  run(program, estimate, plan,
      {[&](const PathBlock& block, int) {
         const std::lock_guard lock(mutex);
         for (std::size_t l = 0; l < block.lanes_used(); ++l) ++seen[block.first_path() + l];
       },
       [&](std::uint64_t chunk, int) { closed.push_back(chunk); }});
  EXPECT_EQ(std::count(seen.begin(), seen.end(), 1), static_cast<std::ptrdiff_t>(plan.paths));
  EXPECT_EQ(closed, (std::vector<std::uint64_t>{0, 1, 2}));
}

// A fault is classed by what went wrong first: y is infinite where e <= -1, x leaves its limits below -2.5.
TEST(simulate, classes_the_first_fault_of_a_path) {
  const auto program = walking();
  const auto estimate = calibrate::fit(program);
  const model::Draws draws(program, 7);
  const ParameterDraws parameters(program, estimate, 7);
  PathRunner runner(program, estimate, draws, parameters);
  const auto x = model::variable_named(program, "x");
  const auto y = model::variable_named(program, "y");
  int failed = 0;
  for (std::uint64_t first = 0; first < 4096; first += lanes::lane_count) {
    const auto& block = runner.run(first, lanes::lane_count);
    for (std::size_t l = 0; l < lanes::lane_count; ++l) {
      bool left = false, infinite = false;
      for (int year = 2021; year <= 2023; ++year) {
        left = left || block.row(x, year)[l] < -2.5;
        infinite = infinite || !std::isfinite(block.row(y, year)[l]);
      }
      EXPECT_EQ(block.faults()[l] != Fault::none, left || infinite);
      if (left) EXPECT_EQ(block.faults()[l], Fault::outside_limits);  // x stands before y
      if (!left && infinite) EXPECT_EQ(block.faults()[l], Fault::not_finite);
      failed += block.faults()[l] != Fault::none;
    }
  }
  // P(any of three draws below -1) is 1 - 0.8413^3 = 0.4045; standard error 0.0077 at 4096 paths.
  EXPECT_NEAR(failed / 4096.0, 0.4045, 4 * 0.0077);
}

// A path run alone equals the same path of a long run, in another lane too.
TEST(simulate, draws_a_path_the_same_wherever_it_stands) {
  const auto program = walking();
  const auto estimate = calibrate::fit(program);
  const model::Draws draws(program, 7);
  const ParameterDraws parameters(program, estimate, 7);
  PathRunner one(program, estimate, draws, parameters), other(program, estimate, draws, parameters);
  const auto x = model::variable_named(program, "x");
  const double* straight = one.run(4096, lanes::lane_count).row(x, 2023);
  const double* shifted = other.run(4096 + 3, lanes::lane_count).row(x, 2023);
  for (std::size_t l = 3; l < lanes::lane_count; ++l) EXPECT_EQ(straight[l], shifted[l - 3]) << l;
}

TEST(simulate, an_exception_of_the_receiver_comes_out) {
  const auto program = walking();
  const auto estimate = calibrate::fit(program);
  Plan plan;
  plan.paths = 3 * chunk_paths;
  plan.threads = 2;
  EXPECT_THROW(run(program, estimate, plan,
                   {[](const PathBlock& block, int) {
                      if (block.first_path() >= chunk_paths) throw std::runtime_error("full");
                    },
                    [](std::uint64_t, int) {}}),
               std::runtime_error);
}

TEST(simulate, stops_before_the_next_chunk_when_asked) {
  const auto program = walking();
  const auto estimate = calibrate::fit(program);
  Plan plan;
  plan.paths = 50 * chunk_paths;
  std::atomic<bool> stop = false;
  std::uint64_t closed = 0;
  run(program, estimate, plan,
      {[](const PathBlock&, int) {},
       [&](std::uint64_t, int) {
         if (++closed == 2) stop = true;
       }},
      &stop);
  EXPECT_GE(closed, 2U);
  EXPECT_LT(closed, 50U);
}

TEST(simulate, a_crew_runs_one_plan_after_another_as_if_it_were_the_first) {
  const auto program = walking();
  const auto estimate = calibrate::fit(program);
  const auto values = [&](const std::function<void(const Plan&, const Receiver&)>& by, const Plan& plan) {
    std::mutex mutex;
    std::vector<double> found(plan.paths);
    by(plan, {[&](const PathBlock& block, int) {
                const std::lock_guard lock(mutex);
                const double* row = block.row(program.indicators()[0], program.end_year);
                std::copy_n(row, block.lanes_used(), found.begin() + static_cast<std::ptrdiff_t>(block.first_path()));
              },
              [](auto, int) {}});
    return found;
  };
  Plan plan;
  plan.paths = chunk_paths + 700;
  plan.threads = 2;
  const auto alone = values([&](const Plan& of, const Receiver& to) { run(program, estimate, of, to); }, plan);
  const Prepared prepared(program, estimate, plan.seed);
  Crew crew(prepared, {}, 2);
  const auto by_crew = [&](const Plan& of, const Receiver& to) { run(crew, of, to); };
  EXPECT_EQ(values(by_crew, plan), alone);
  Plan chosen = plan;
  chosen.paths = 300;
  chosen.words = [] { return std::make_unique<ChosenWords>(100, 8); };
  std::vector<double> in_order;
  std::uint64_t next = 0;
  run_in_order(crew, chosen, [&](const PathBlock& block) {
    EXPECT_EQ(block.first_path(), next);
    next += block.lanes_used();
    const double* row = block.row(program.indicators()[0], program.end_year);
    in_order.insert(in_order.end(), row, row + block.lanes_used());
  });
  ASSERT_EQ(in_order.size(), 300U);
  for (std::size_t k = 0; k < 300; ++k) EXPECT_EQ(in_order[k], alone[k < 100 ? k : 100 + (k - 100) * 8]) << k;
  // Its own words again, and runners made anew.
  EXPECT_EQ(values(by_crew, plan), alone);
  crew.disband();
  EXPECT_EQ(values(by_crew, plan), alone);
  EXPECT_EQ(draw_parameters(crew, 600), draw_parameters(program, estimate, plan.seed, 600));
}

}  // namespace
}  // namespace prospect::simulate
