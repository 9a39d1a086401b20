#include "model/prune.hpp"

#include <gtest/gtest.h>

#include "model/small_world.hpp"
#include "read/files.hpp"

namespace prospect::model {
namespace {

const SmallWorld world = {
    .body = "[parameter.a]\nprior = 'normal(0, 1)'\n[parameter.b]\nprior = 'normal(0, 1)'\n"
            "[shock.e]\ndistribution = 'normal(0, 1)'\n[shock.f]\ndistribution = 'normal(0, 1)'\n"
            "[indicator.x]\nstart = 'a'\nnext = '0.5 * x[-1] + e'\n"
            "[indicator.slow]\nequals = 'x[-1] + x[2021]'\n"
            "[indicator.other]\nstart = 'b'\nnext = 'other[-1] + f * x'\n"};

TEST(prune, keeps_the_bits_of_what_is_kept_and_drops_the_rest) {
  Paths whole(world);
  const auto slow = variable_named(whole.program, "slow");
  Paths part(only(whole.program, {slow}));
  for (int year = 2021; year <= 2023; ++year) {
    for (std::size_t l = 0; l < lanes::lane_count; ++l) {
      EXPECT_EQ(part.value("slow", year, l), whole.value("slow", year, l));
      EXPECT_EQ(part.value("x", year, l), whole.value("x", year, l));
    }
  }
  EXPECT_LT(part.program.year_code.size(), whole.program.year_code.size());
  EXPECT_FALSE(part.program.variables[variable_named(whole.program, "other").value].indicator);
  const auto parameters = parameters_in_use(part.program);
  EXPECT_EQ(parameters, (std::vector<bool>{true, false}));
  const auto streams = streams_in_use(part.program);
  EXPECT_EQ(std::count(streams.begin(), streams.end(), true), 1);
}

TEST(prune, of_everything_is_everything) {
  const auto whole = program_of(world);
  const auto same = only(whole, whole.indicators());
  EXPECT_EQ(same.year_code.size(), whole.year_code.size());
  EXPECT_EQ(same.path_code.size(), whole.path_code.size());
}

// The real model: each headline target alone, against the whole program.
TEST(prune, agrees_on_the_model_of_son_la) {
  const auto program = compile(read::load(std::string(PROSPECT_SOURCE_DIR) + "/scenarios/baseline.toml", read::Disk()));
  const auto estimate = calibrate::fit(program);
  const Draws draws(program, 3);
  const simulate::ParameterDraws parameters(program, estimate, 3);
  simulate::PathRunner all(program, estimate, draws, parameters);
  for (const char* name : {"grdp_growth_mean", "poverty_decline_mean", "forest_cover_with_fruit", "doctors"}) {
    const auto id = variable_named(program, name);
    const auto part = only(program, {id});
    EXPECT_LT(part.year_code.size(), program.year_code.size() * 2 / 3) << name;
    const Draws part_draws(part, 3);
    simulate::PathRunner alone(part, estimate, part_draws, parameters);
    const double* whole_row = all.run(512, lanes::lane_count).row(id, 2025);
    const double* part_row = alone.run(512, lanes::lane_count).row(id, 2025);
    EXPECT_TRUE(std::equal(whole_row, whole_row + lanes::lane_count, part_row)) << name;
  }
}

}  // namespace
}  // namespace prospect::model
