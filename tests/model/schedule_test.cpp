#include "model/schedule.hpp"

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "model/small_world.hpp"
#include "read/files.hpp"

namespace prospect::model {
namespace {

using Space = Operand::Space;

/// What stands in a row: who wrote it, as an instruction's number and a year; history by row and year; nothing.
using Token = std::tuple<char, std::size_t, int>;
/// What an instruction reads in a year, operand by operand.
using Reads = std::map<std::pair<std::size_t, int>, std::array<Token, 3>>;

/// Carries instructions out on tokens instead of numbers.
class Machine {
 public:
  Machine(const Program& program, std::uint32_t scratch_rows, std::vector<std::uint32_t> depth)
      : program_(program), scratch_(scratch_rows), depth_(std::move(depth)) {
    for (std::size_t row = 0; row < depth_.size(); ++row) kept_.emplace_back(depth_[row]);
    for (const Instruction& x : program.path_code) {
      if (x.out.space == Space::kept) slot(x.out.row, x.out.year) = {'h', x.out.row, x.out.year};
    }
  }

  void run(const Instruction& x, std::size_t number, int year) {
    const auto [at, fresh] =
        reads.try_emplace({number, year}, std::array{read(x.a, year), read(x.b, year), read(x.c, year)});
    EXPECT_TRUE(fresh) << "instruction " << number << " twice in " << year;
    if (x.out.space == Space::scratch) scratch_.at(x.out.row) = {'w', number, year};
    if (x.out.space == Space::kept) slot(x.out.row, year) = {'w', number, year};
  }

  /// What stands in the rows that hold all years.
  [[nodiscard]] std::vector<std::vector<Token>> left() const {
    std::vector<std::vector<Token>> rows;
    for (std::size_t row = 0; row < depth_.size(); ++row) {
      if (program_.kept_depth[row] == all_years()) rows.push_back(kept_[row]);
    }
    return rows;
  }

  Reads reads;

 private:
  [[nodiscard]] std::uint32_t all_years() const {
    return static_cast<std::uint32_t>(program_.horizon() + 1 + program_.years_back);
  }
  Token& slot(std::uint32_t row, int year) {
    return kept_[row].at(static_cast<std::size_t>(year - program_.base_year + program_.years_back) % depth_[row]);
  }
  Token read(const Operand& operand, int year) {
    const int of = operand.year > 0 ? operand.year : year + operand.year;
    switch (operand.space) {
      case Space::none: return {};
      case Space::path: return {'p', operand.row, 0};
      case Space::scratch: return scratch_.at(operand.row);
      case Space::kept: break;
    }
    return of > year ? Token{'0', 0, 0} : slot(operand.row, of);
  }

  const Program& program_;
  std::vector<Token> scratch_;
  std::vector<std::uint32_t> depth_;
  std::vector<std::vector<Token>> kept_;
};

/// Holds the schedule against years that run one after the other.
Schedule checked(const Program& program) {
  Machine plain(program, program.scratch_rows, program.kept_depth);
  for (int year = program.base_year + 1; year <= program.end_year; ++year) {
    for (std::size_t k = 0; k < program.year_code.size(); ++k) plain.run(program.year_code[k], k, year);
  }
  Schedule schedule = model::schedule(program);
  Machine scheduled(program, schedule.scratch_rows, program.kept_depth);
  for (const auto& [x, year, source] : schedule.items) {
    EXPECT_EQ(x.op, program.year_code[source].op);
    scheduled.run(x, source, year);
  }
  EXPECT_EQ(plain.reads, scheduled.reads);
  EXPECT_EQ(plain.left(), scheduled.left());
  return schedule;
}

Program of_body(const std::string& body) { return program_of({.body = body}); }

/// The years in which an indicator is written, as places among those of all indicators.
std::vector<std::string> order_of(const Program& program, const Schedule& schedule) {
  std::vector<std::string> order;
  for (const auto& [x, year, source] : schedule.items) {
    for (const auto& variable : program.variables) {
      if (x.out.space == Space::kept && variable.indicator && variable.kept_row == x.out.row) {
        order.push_back(variable.name + std::to_string(year % 100));
      }
    }
  }
  return order;
}

const std::string two_shocks = "[shock.e]\ndistribution = 'normal(0, 1)'\n[shock.f]\ndistribution = 'normal(0, 1)'\n";

TEST(Schedule, RunsOneIndicatorThroughAllYearsBeforeTheNext) {
  const auto program = of_body(two_shocks +
                               "[indicator.x]\nstart = 1\nnext = 'x[-1] + e'\n"
                               "[indicator.y]\nstart = 1\nnext = 'y[-1] + f * x[-1]'\n");
  EXPECT_EQ(order_of(program, checked(program)),
            (std::vector<std::string>{"x21", "x22", "x23", "y21", "y22", "y23"}));
}

TEST(Schedule, KeepsWhatWaitsForEachOtherYearByYear) {
  const auto program = of_body(two_shocks +
                               "[indicator.x]\nstart = 1\nnext = 'x[-1] + y[-1] + e'\n"
                               "[indicator.y]\nstart = 1\nnext = 'y[-1] + f * x'\n"
                               "[indicator.z]\nstart = 1\nnext = 'z[-1] + y'\n");
  const auto order = order_of(program, checked(program));
  ASSERT_EQ(order.size(), 9U);
  const auto place = [&](const char* name) { return std::find(order.begin(), order.end(), name) - order.begin(); };
  EXPECT_LT(place("x21"), place("y21"));
  EXPECT_LT(place("y21"), place("x22"));
  EXPECT_LT(place("y22"), place("x23"));
}

/// z, written first in the file, reads what y was a year ago: it follows y, year by year, while y is near.
TEST(Schedule, LetsWhatNeedsNothingElseFollow) {
  const auto program = of_body(two_shocks +
                               "[indicator.z]\nstart = 1\nnext = 'z[-1] + y[-1] + y[2022]'\n"
                               "[indicator.y]\nstart = 1\nnext = 'y[-1] + e'\n");
  EXPECT_EQ(order_of(program, checked(program)),
            (std::vector<std::string>{"y21", "z21", "y22", "z22", "y23", "z23"}));
}

/// A hidden state passes from year to year in rows that others use after it; no kept row is written twice.
TEST(Schedule, KeepsRowsForThoseThatAreAskedAbout) {
  const auto program = of_body(two_shocks +
                               "[indicator.x]\nlink = 'log'\nstart = 1\ndrift = 0.1\nvolatility = 0.1\n"
                               "[indicator.y]\nlink = 'log'\nstart = 1\ndrift = 0.1\nvolatility = 'abs(f) * x[-1]'\n");
  std::set<std::pair<std::uint32_t, int>> written;
  const auto schedule = checked(program);
  for (const auto& [x, year, source] : schedule.items) {
    if (x.out.space == Space::kept) EXPECT_TRUE(written.emplace(x.out.row, year).second);
  }
  EXPECT_EQ(written.size(), 6U);  // x and y in three years, and neither on its link scale
  EXPECT_LE(schedule.scratch_rows, 8U);
}

TEST(Schedule, MakesScoresOfAllYearsTogetherWhereTheyAreFew) {
  const auto program = of_body(two_shocks + "[indicator.x]\nstart = 1\nnext = 'x[-1] + e'\n");
  const auto schedule = checked(program);
  std::vector<Opcode> first;
  for (std::size_t k = 0; k < 6; ++k) first.push_back(schedule.items[k].instruction.op);
  const auto word = Opcode::word, score = Opcode::score;
  EXPECT_EQ(first, (std::vector<Opcode>{word, score, word, score, word, score}));
}

TEST(Schedule, OfNothingIsNothing) {
  const auto schedule = checked(of_body("[indicator.x]\nequals = '1'\n"));
  EXPECT_LE(schedule.items.size(), 3U);
}

/// Nothing is read that was not there: every operand of every instruction, in whole models and in parts of them.
TEST(Schedule, ReadsWhatYearsOneByOneReadInWholeModels) {
  const read::Disk disk;
  const std::string source = PROSPECT_SOURCE_DIR;
  for (const char* file : {"/scenarios/baseline.toml", "/scenarios/combined_stress.toml", "/bench/plan40/scenario.toml",
                           "/bench/plan40/matrix/scenario.toml", "/tests/cases/reservoir/files/baseline.toml"}) {
    const auto inputs = read::load(source + file, disk);
    const auto program = compile(inputs);
    SCOPED_TRACE(file);
    const auto schedule = checked(program);
    EXPECT_EQ(schedule.items.size(), program.year_code.size() * static_cast<std::size_t>(program.horizon()));
    for (const auto& block : program.blocks) (void)checked(block->program);
  }
}

}  // namespace
}  // namespace prospect::model
