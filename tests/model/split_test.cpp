#include "model/split.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "model/learn_world.hpp"
#include "model/prune.hpp"
#include "model/small_world.hpp"
#include "read/files.hpp"

namespace prospect::model {
namespace {

/// A program run whole and in stages, one for each moved parameter, the last of them drawn anew for every run.
class Stages {
 public:
  Stages(const Program& program, const calibrate::Estimate& estimate, const std::vector<ParameterId>& moved)
      : program_(program), estimate_(estimate), draws_(program, seed), laws_(program, estimate_, seed),
        whole_(program_, estimate_, draws_, laws_) {
    Program rest = program;
    for (std::size_t k = moved.size(); k-- > 0;) {
      auto parts = split(std::move(rest), {moved[k]});
      programs_.insert(programs_.begin(), std::move(parts.moving));
      rest = std::move(parts.fixed);
    }
    programs_.insert(programs_.begin(), std::move(rest));
    std::vector<const simulate::PathRunner*> given;
    for (const auto& part : programs_) {
      runners_.push_back(std::make_unique<simulate::PathRunner>(part, estimate_, draws_, laws_, given));
      given.push_back(runners_.back().get());
    }
  }

  /// Runs a block both ways and compares every row that people see; returns how many.
  std::size_t compare(std::uint64_t first_path) {
    const auto& whole = whole_.run(first_path, lanes::lane_count);
    std::size_t compared = 0;
    for (std::size_t k = 0; k < programs_.size(); ++k) {
      const auto& part = runners_[k]->run(first_path, lanes::lane_count);
      for (const auto id : programs_[k].indicators()) {
        for (int year = program_.base_year + 1; year <= program_.end_year; ++year) {
          const double* row = whole.row(id, year);
          EXPECT_TRUE(std::equal(row, row + lanes::lane_count, part.row(id, year),
                                 [](double a, double b) { return a == b || (a != a && b != b); }))
              << programs_[k].variables[id.value].name << " in " << year;
        }
        ++compared;
      }
    }
    return compared;
  }

  [[nodiscard]] const Program& part(std::size_t k) const { return programs_[k]; }

 private:
  static constexpr std::uint64_t seed = 3;
  Program program_;
  calibrate::Estimate estimate_;
  Draws draws_;
  simulate::ParameterDraws laws_;
  simulate::PathRunner whole_;
  std::vector<Program> programs_;
  std::vector<std::unique_ptr<simulate::PathRunner>> runners_;
};

const SmallWorld world = {
    .body = "[parameter.a]\nprior = 'normal(0, 1)'\n[parameter.b]\nprior = 'normal(0, 1)'\n"
            "[shock.e]\ndistribution = 'normal(0, 1)'\n[shock.f]\ndistribution = 'normal(0, 1)'\n"
            "[shock.n]\ndistribution = 'poisson(exp(a / 4))'\n"
            "[indicator.still]\nstart = 1\nnext = '0.5 * still[-1] + e'\n"
            "[indicator.x]\nstart = 'a'\nnext = '0.5 * x[-1] + e * exp(f)'\n"
            "[indicator.slow]\nequals = 'x[-1] + still[2021] + year - 2020'\n"
            "[indicator.counted]\nequals = 'n + still'\n"
            "[indicator.both]\nstart = 'b'\nnext = 'both[-1] * b + f * x + exp(f) * still[-1]'\n"
            "[indicator.other]\nequals = 'b * exp(f)'\n"};

TEST(split, leaves_what_hangs_on_nothing_moved_in_the_fixed_part) {
  const auto program = program_of(world);
  const auto parts = split(program, {parameter_named(program, "a")});
  const auto shown = [](const Program& part) {
    std::string names;
    for (const auto id : part.indicators()) names += part.variables[id.value].name + " ";
    return names;
  };
  EXPECT_EQ(shown(parts.fixed), "still other ");
  EXPECT_EQ(shown(parts.moving), "x slow counted both ");
  // Words are drawn in the fixed part alone.
  const auto streams = streams_in_use(parts.moving);
  EXPECT_EQ(std::count(streams.begin(), streams.end(), true), 0);
  EXPECT_EQ(parts.fixed.kept_depth, parts.moving.kept_depth);
}

TEST(split, of_nothing_moves_nothing) {
  const auto program = program_of(world);
  const auto parts = split(program, {});
  EXPECT_EQ(parts.fixed.year_code.size(), program.year_code.size());
  EXPECT_TRUE(parts.moving.year_code.empty());
  EXPECT_TRUE(parts.moving.path_code.empty());
}

TEST(split, has_the_bits_of_the_whole) {
  const auto program = program_of(world);
  const auto a = parameter_named(program, "a"), b = parameter_named(program, "b");
  for (const auto& moved : {std::vector{a}, std::vector{b}, std::vector{a, b}, std::vector{b, a}}) {
    Stages stages(program, calibrate::fit(program), moved);
    EXPECT_EQ(stages.compare(0), program.indicators().size());
    EXPECT_EQ(stages.compare(512), program.indicators().size());
  }
}

// The real model by parameters at its root.
TEST(split, agrees_on_the_model_of_son_la) {
  // Before its figures: which parameters are drawn together is the same, and the fit takes no time.
  const auto program = calibrate::before_the_figures(
      compile(read::load(std::string(PROSPECT_SOURCE_DIR) + "/scenarios/baseline.toml", read::Disk())));
  const auto common = parameter_named(program, "common_trend_base"), services = parameter_named(program, "trend_services");
  const auto estimate = calibrate::fit(program, {2020, 2, nullptr});
  for (const auto& moved : {std::vector{common}, std::vector{common, services}, std::vector{services, common}}) {
    Stages stages(program, estimate, moved);
    EXPECT_EQ(stages.compare(256), program.indicators().size());
    EXPECT_LT(stages.part(moved.size()).year_code.size(), program.year_code.size() / 2);
  }
}

}  // namespace
}  // namespace prospect::model
