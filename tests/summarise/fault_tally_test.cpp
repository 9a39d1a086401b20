#include "summarise/fault_tally.hpp"

#include <gtest/gtest.h>

#include "made_world.hpp"

namespace prospect::summarise {
namespace {

using Fault = simulate::Fault;

/// Two blocks of faults. Catches: kinds or years in one row, a first path that is not the lowest,
/// padding counted, an empty tally whose first path 0 wins.
TEST(fault_tally, counts_and_lowest_path) {
  const World world(3, 2023);
  std::vector<Fault> faults(lanes::lane_count, Fault::none);
  std::vector<model::VariableId> variables(lanes::lane_count, model::VariableId(2));
  std::vector<int> years(lanes::lane_count, 2022);
  faults[1] = faults[3] = Fault::not_finite;
  faults[2] = Fault::outside_limits;
  faults[5] = faults[7] = Fault::not_finite;
  years[5] = 2020;
  const auto tally_at = [&](std::uint64_t first) {
    simulate::PathBlock block(world.program, first, 7);
    block.faults_ = faults.data();
    block.fault_variables_ = variables.data();
    block.fault_years_ = years.data();
    FaultTally tally(world.program);
    tally.add(block);
    return tally;
  };
  FaultTally all = tally_at(4096);
  all.merge(tally_at(512));
  all.merge(FaultTally(world.program));
  EXPECT_EQ(all.failed(), 8U);
  const auto found = all.finish(world.program);
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].variable, "v2");
  EXPECT_EQ(found[0].year, 2020);
  EXPECT_EQ(found[0].paths, 2U);
  EXPECT_EQ(found[0].first_path, 517U);
  EXPECT_EQ(found[1].year, 2022);
  EXPECT_EQ(found[1].fault, "not finite");
  EXPECT_EQ(found[1].paths, 4U);
  EXPECT_EQ(found[1].first_path, 513U);
  EXPECT_EQ(found[2].fault, "outside limits");
  EXPECT_EQ(found[2].first_path, 514U);
}

}  // namespace
}  // namespace prospect::summarise
