/// Sums of products four at a time against the same sums one by one.

#include "model/mix.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lanes/bits.hpp"
#include "lanes/block.hpp"
#include "model/small_world.hpp"
#include "read/files.hpp"

namespace prospect::model {
namespace {

using lanes::lane_count;

/// Four chains over nine rows, whose results go to four more.
struct FourSums {
  static constexpr std::size_t terms = least_terms + 1;
  lanes::Rows rows{terms + mixed_sums};
  std::vector<Chain> chains;

  FourSums() {
    for (std::size_t j = 0; j < terms; ++j) {
      for (std::size_t l = 0; l < lane_count; ++l) rows.row(j)[l] = 0.1 + static_cast<double>((7 * l + 31 * j) % 60);
    }
    for (std::size_t k = 0; k < mixed_sums; ++k) {
      Chain chain{rows.row(0), {}};
      for (std::size_t j = 0; j < terms; ++j) {
        using Act = ChainStep::Act;
        chain.steps.push_back({j == 0 ? Act::mul_i : Act::add_scaled, 1.0 / static_cast<double>(3 + j + 10 * k),
                               j == 0 ? nullptr : rows.row(j), nullptr});
      }
      chain.steps.back().out = rows.row(terms + k);
      chains.push_back(chain);
    }
  }
  [[nodiscard]] std::vector<const Chain*> all() const {
    return {&chains[0], &chains[1], &chains[2], &chains[3]};
  }
};

TEST(Mix, HasTheBitsOfTheSumsOneByOne) {
  FourSums sums;
  for (const Chain& chain : sums.chains) run(chain);
  std::vector<std::vector<double>> plain;
  for (std::size_t k = 0; k < mixed_sums; ++k) {
    double* row = sums.rows.row(FourSums::terms + k);
    plain.emplace_back(row, row + lane_count);
    std::fill_n(row, lane_count, 0.0);
  }
  const auto mix = as_mix(sums.all());
  ASSERT_TRUE(mix);
  run(*mix);
  for (std::size_t k = 0; k < mixed_sums; ++k) {
    for (std::size_t l = 0; l < lane_count; ++l) {
      ASSERT_EQ(lanes::bits_of(sums.rows.row(FourSums::terms + k)[l]), lanes::bits_of(plain[k][l]));
    }
  }
}

TEST(Mix, ByHand) {
  FourSums sums;
  for (std::size_t j = 0; j < FourSums::terms; ++j) std::fill_n(sums.rows.row(j), lane_count, 1.0);
  for (Chain& chain : sums.chains) {
    for (auto& step : chain.steps) step.i = 2;
  }
  run(*as_mix(sums.all()));
  for (std::size_t k = 0; k < mixed_sums; ++k) {
    EXPECT_EQ(sums.rows.row(FourSums::terms + k)[lane_count - 1], 2.0 * FourSums::terms);
  }
}

/// Whatever is no sum of the same rows, is read on the way, or stands in a row of another, is left as it is.
TEST(Mix, IsNothingElse) {
  const auto refused = [](auto change) {
    FourSums sums;
    change(sums);
    return !as_mix(sums.all());
  };
  EXPECT_FALSE(refused([](FourSums&) {}));
  EXPECT_TRUE(refused([](FourSums& s) { s.chains[2].steps[3].row = s.rows.row(1); }));
  EXPECT_TRUE(refused([](FourSums& s) { s.chains[2].steps[3].act = ChainStep::Act::mul; }));
  EXPECT_TRUE(refused([](FourSums& s) { s.chains[1].steps[4].out = s.rows.row(10); }));
  EXPECT_TRUE(refused([](FourSums& s) { s.chains[3].steps.pop_back(); }));
  EXPECT_TRUE(refused([](FourSums& s) { s.chains[1].from = s.rows.row(1); }));
  EXPECT_TRUE(refused([](FourSums& s) { s.chains[3].steps.back().out = s.rows.row(2); }));
  FourSums sums;
  EXPECT_FALSE(as_mix({&sums.chains[0], &sums.chains[1], &sums.chains[2]}));
}

/// Forty shocks with a correlation of their own each: row i is a sum of i + 1 products. The first with eight terms or
/// more are the sums 7 to 39; four begin together with as many as the first of them has.
TEST(Mix, FindsTheSumsOfAMatrix) {
  const auto program =
      compile(read::load(std::string(PROSPECT_SOURCE_DIR) + "/bench/plan40/matrix/scenario.toml", read::Disk()));
  const auto shared = find_shared_terms(program, Reads(program));
  ASSERT_EQ(shared.size(), 8U);
  for (std::size_t t = 0; t < shared.size(); ++t) {
    for (const auto& terms : shared[t]) EXPECT_EQ(terms.size(), 8 + 4 * t);
  }
  EXPECT_TRUE(find_shared_terms(program_of({.body = "[indicator.x]\nequals = '1'\n"}),
                                Reads(program_of({.body = "[indicator.x]\nequals = '1'\n"}))).empty());
}

}  // namespace
}  // namespace prospect::model
