/// Kept paths written while they are simulated are those kept in memory.

#include "app/kept_paths.hpp"

#include <gtest/gtest.h>

#include "base/problem.hpp"
#include "observe_world.hpp"
#include "store/store.hpp"

namespace prospect::app {
namespace {

ObserveWorld world() {
  return {{.body = "[parameter.a]\nprior = 'normal(10, 1)'\n[shock.e]\ndistribution = 'normal(0, 1)'\n"
                   "[indicator.x]\nequals = 'a + 0.5 * e'\n[indicator.y]\nequals = 'x - a'\n"
                   "[indicator.z]\nhistory = 's'\nnext = 'z[-1] + y'\n",
           .end_year = 2023,
           .series = "s,1",
           .history = "s,2019,1\ns,2020,1.5"},
          "tx,x,2021,10\nty,y,2023,0\n"};
}

class KeptPathsTest : public testing::Test {
 protected:
  ~KeptPathsTest() override { std::filesystem::remove(file_); }

  [[nodiscard]] store::RunRecord streamed(std::uint64_t paths, std::uint64_t keep, int threads) const {
    auto request = world().request(paths);
    request.keep_paths = keep;
    request.threads = threads;
    request.output = file_;
    EXPECT_TRUE(streams_paths(request));
    const read::Memory files(world().texts());
    (void)store::write_while(file_, [&](store::PathSink& sink) {
      Split split;
      return app::run(request, files, split, &sink);
    });
    return store::load(file_);
  }

  std::string file_ =
      (std::filesystem::temp_directory_path() / ("prospect_kept_paths_" + std::to_string(getpid()) + ".h5")).string();
};

TEST_F(KeptPathsTest, AreTheSameInTheFileAsInMemory) {
  for (const std::uint64_t keep : {1U, 300U, 4096U, 9000U, 20000U}) {
    for (const int threads : {1, 3}) {
      const auto in_memory = world().run(10000, keep).scenarios.at(0).kept;
      const auto in_file = streamed(10000, keep, threads).scenarios.at(0).kept;
      EXPECT_EQ(in_file.paths, std::min<std::uint64_t>(keep, 10000));
      EXPECT_EQ(in_file.paths, in_memory.paths);
      EXPECT_EQ(in_file.values, in_memory.values) << keep;
      EXPECT_EQ(in_file.met, in_memory.met) << keep;
      EXPECT_TRUE(in_file.numbers.empty());
    }
  }
}

TEST_F(KeptPathsTest, LeaveTheRestOfTheResultAsItIs) {
  const auto with = streamed(10000, 5000, 2).scenarios.at(0).summary;
  const auto without = world().run(10000).scenarios.at(0).summary;
  EXPECT_EQ(with.targets.at(0).hits, without.targets.at(0).hits);
  EXPECT_EQ(with.spreads.at(0).at(0).mean, without.spreads.at(0).at(0).mean);
}

TEST_F(KeptPathsTest, StayInMemoryWhereNotAllPathsCount) {
  RunRequest request;
  EXPECT_FALSE(streams_paths(request));
  request.keep_paths = 5;
  EXPECT_TRUE(streams_paths(request));
  request.observe = "new.csv";
  EXPECT_FALSE(streams_paths(request));
  request.observe.clear();
  request.decide = 0.8;
  EXPECT_FALSE(streams_paths(request));
}

TEST_F(KeptPathsTest, AreRefusedBeforeTheWorkWhereTheDiskIsTooSmall) {
  expect_room(file_, {{1000, 10, 5, 5}});
  try {
    expect_room(file_, {{1000, 10, 5, 5}, {std::uint64_t{1} << 40U, 1000, 5, 5}});
    FAIL() << "there is no such disk";
  } catch (const base::Rejected& rejected) {
    const auto problem = rejected.problems().sorted().at(0);
    EXPECT_EQ(problem.kind, "bad-output");
    EXPECT_NE(problem.message.find("GB free"), std::string::npos) << problem.message;
    EXPECT_NE(problem.hint.find("--keep-paths"), std::string::npos);
  }
}

}  // namespace
}  // namespace prospect::app
