#include "summarise/groups.hpp"

#include <gtest/gtest.h>

#include "made_world.hpp"

namespace prospect::summarise {
namespace {

using Members = std::vector<std::size_t>;

/// Catches: targets that are not assessed in a group, indices into the wrong list, themes sorted.
TEST(find_groups, themes_then_joints) {
  World world;
  for (const char* theme : {"society", "economy", "society", "rockets", ""}) {
    world.target(0, infinity).theme = theme;
  }
  world.program.targets[0].variable.reset();
  world.program.joints = {{"core", {"Core", "Cốt lõi"}, {4, 0, 2}}, {"none", {}, {}}};
  const auto groups = find_groups(world.program, {1, 2, 3, 4});
  ASSERT_EQ(groups.size(), 5U);
  EXPECT_EQ(groups[0].name, "economy");
  EXPECT_EQ(groups[0].label.en, "Economy");
  EXPECT_EQ(groups[0].label.vi, "Kinh tế");
  EXPECT_EQ(groups[0].targets, Members{0});
  EXPECT_EQ(groups[1].label.vi, "Xã hội");
  EXPECT_EQ(groups[1].targets, Members{1});
  EXPECT_EQ(groups[2].label.en, "rockets");
  EXPECT_EQ(groups[2].label.in(base::Language::vietnamese), "rockets");
  EXPECT_EQ(groups[3].label.vi, "Cốt lõi");
  EXPECT_EQ(groups[3].targets, (Members{3, 1}));
  EXPECT_TRUE(groups[4].targets.empty());
}

TEST(find_groups, no_targets) { EXPECT_TRUE(find_groups(World().program, {}).empty()); }

}  // namespace
}  // namespace prospect::summarise
