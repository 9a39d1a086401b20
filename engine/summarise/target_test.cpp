#include "summarise/target_test.hpp"

#include <algorithm>

#include "lanes/bits.hpp"
#include "lanes/block.hpp"

namespace prospect::summarise {
namespace {

using Test = model::Target::Test;
using Direction = model::Target::Direction;

/// Puts `row` where it is preferred to what stands in `out`.
template <class Preferred>
void replace(const double* row, double* out, Preferred preferred) {
  lanes::each_lane([=](std::size_t l) {
    out[l] = lanes::select(preferred(row[l], out[l]), row[l], out[l]);
  });
}

/// How far a value lies outside the bounds; at or below 0 exactly if it is within.
double excess(double x, double low, double high) {
  const double under = low - x, over = x - high;
  return lanes::select(under > over, under, over);
}

}  // namespace

TargetTest::TargetTest(const model::Program& program, std::size_t target)
    : TargetTest(program, target, *program.targets[target].variable) {}

TargetTest::TargetTest(const model::Program& program, std::size_t target, model::VariableId variable)
    : variable_(variable),
      test_(program.targets[target].test),
      direction_(program.targets[target].direction),
      from_(test_ == Test::at ? program.targets[target].year : program.targets[target].from),
      year_(program.targets[target].year),
      low_(program.targets[target].low_bound),
      high_(program.targets[target].high_bound) {
  PROSPECT_EXPECT(program.base_year <= from_ && from_ <= year_ && year_ <= program.end_year);
}

const double* TargetTest::figure(const simulate::PathBlock& block, double* scratch) const {
  if (from_ == year_) {
    return block.row(variable_, year_);
  }
  std::copy_n(block.row(variable_, from_), lanes::lane_count, scratch);
  if (test_ == Test::mean || test_ == Test::sum) {
    add_up(block, scratch);
  } else {
    pick(block, scratch);
  }
  return scratch;
}

void TargetTest::pick(const simulate::PathBlock& block, double* out) const {
  const double low = low_, high = high_;
  // `every` looks for the worst year, `ever` for the best; the worst of one direction is the best
  // of the other.
  const bool worst = test_ == Test::every;
  const bool least = (direction_ == Direction::at_least) == worst;
  for (int year = from_ + 1; year <= year_; ++year) {
    const double* row = block.row(variable_, year);
    if (direction_ == Direction::between && worst) {
      replace(row, out, [=](double x, double kept) {
        return excess(x, low, high) > excess(kept, low, high);
      });
    } else if (direction_ == Direction::between) {
      replace(row, out, [=](double x, double kept) {
        return excess(x, low, high) < excess(kept, low, high);
      });
    } else if (least) {
      replace(row, out, [](double x, double kept) { return x < kept; });
    } else {
      replace(row, out, [](double x, double kept) { return x > kept; });
    }
  }
}

void TargetTest::add_up(const simulate::PathBlock& block, double* out) const {
  for (int year = from_ + 1; year <= year_; ++year) {
    const double* row = block.row(variable_, year);
    lanes::each_lane([=](std::size_t l) { out[l] += row[l]; });
  }
  if (test_ == Test::mean) {
    const double years = year_ - from_ + 1;
    lanes::each_lane([=](std::size_t l) { out[l] /= years; });
  }
}

}  // namespace prospect::summarise
