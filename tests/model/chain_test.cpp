/// Chains against their steps one by one.

#include "model/chain.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

#include "lanes/block.hpp"
#include "lanes/functions.hpp"
#include "model/expression.hpp"

namespace prospect::model {
namespace {

using lanes::lane_count;

/// Rows of numbers about 1, each its own, and what the steps leave in them one by one.
class Rows {
 public:
  explicit Rows(std::size_t count) : rows_(count), plain_(count) {
    for (std::size_t r = 0; r < count; ++r) {
      for (std::size_t l = 0; l < lane_count; ++l) {
        rows_.row(r)[l] = plain_.row(r)[l] = 0.3 + 0.01 * static_cast<double>((l * 7 + r * 31) % 60);
      }
    }
  }
  double* row(std::size_t r) { return rows_.row(r); }
  double* plain(const double* row) {
    for (std::size_t r = 0; r < rows_.count(); ++r) {
      if (rows_.row(r) == row) return plain_.row(r);
    }
    return nullptr;
  }
  void apply(const Step& step) {
    const auto at = [&](const double* row, std::size_t l) { return row == nullptr ? 0 : plain(row)[l]; };
    for (std::size_t l = 0; l < lane_count; ++l) {
      plain(step.out)[l] = apply_once(step.op, at(step.a, l), at(step.b, l), at(step.c, l), step.i);
    }
  }
  void expect_equal(std::size_t r) {
    for (std::size_t l = 0; l < lane_count; ++l) {
      ASSERT_EQ(lanes::bits_of(rows_.row(r)[l]), lanes::bits_of(plain_.row(r)[l])) << "row " << r << " lane " << l;
    }
  }

 private:
  lanes::Rows rows_, plain_;
};

/// Each opcode that chains, with the value as first and as second operand, between two others.
TEST(Chain, EveryActHasTheBitsOfItsStep) {
  const Opcode two[] = {Opcode::add, Opcode::sub, Opcode::mul, Opcode::div, Opcode::add_scaled};
  const Opcode one[] = {Opcode::add_i, Opcode::mul_i, Opcode::div_i, Opcode::from_i, Opcode::over_i, Opcode::min_i,
                        Opcode::max_i, Opcode::exp, Opcode::log, Opcode::logit, Opcode::logistic};
  const auto check = [](Opcode op, bool second) {
    Rows rows(5);
    const bool has_row = op == Opcode::add || op == Opcode::sub || op == Opcode::mul || op == Opcode::div ||
                         op == Opcode::add_scaled;
    Step middle{op, 0.7, rows.row(3), rows.row(2), nullptr, nullptr};
    if (has_row) middle.b = rows.row(1);
    if (second) std::swap(middle.a, middle.b);
    const std::vector<Step> code = {{Opcode::mul_i, 0.9, rows.row(2), rows.row(0), nullptr, nullptr}, middle,
                                    {Opcode::add, 0, rows.row(4), rows.row(1), rows.row(3), nullptr}};
    const Chain chain = find_chain(code, 0, {false, true, true});
    ASSERT_EQ(chain.steps.size(), 3U) << opcode_name(op);
    EXPECT_EQ(chain.steps[0].out, nullptr);
    run(chain);
    for (const Step& step : code) rows.apply(step);
    rows.expect_equal(3);
    rows.expect_equal(4);
  };
  for (const Opcode op : two) {
    check(op, false);
    check(op, true);
  }
  for (const Opcode op : one) check(op, false);
}

/// One number far out in any lane takes its part of the block another way.
TEST(Chain, ExponentialsFarOutHaveTheBitsOfTheLane) {
  const double infinity = std::numeric_limits<double>::infinity();
  for (const double far : {-800.0, 700.5, 709.9, 1e300, infinity, -infinity, -0.0}) {
    for (const Opcode op : {Opcode::exp, Opcode::logistic}) {
      for (std::size_t lane = 0; lane < lane_count; lane += 3) {
        Rows rows(3);
        rows.row(0)[lane] = rows.plain(rows.row(0))[lane] = far;
        const std::vector<Step> code = {{op, 0, rows.row(1), rows.row(0), nullptr, nullptr},
                                        {Opcode::mul_i, 0.5, rows.row(2), rows.row(1), nullptr, nullptr}};
        run(find_chain(code, 0, {true, true}));
        for (const Step& step : code) rows.apply(step);
        rows.expect_equal(1);
        rows.expect_equal(2);
      }
    }
  }
}

/// A row that a later step reads is written; a step may overwrite the row it reads.
TEST(Chain, WritesWhatIsReadLater) {
  Rows rows(3);
  const std::vector<Step> code = {{Opcode::add_i, 1, rows.row(1), rows.row(0), nullptr, nullptr},
                                  {Opcode::mul, 0, rows.row(0), rows.row(1), rows.row(0), nullptr},
                                  {Opcode::add, 0, rows.row(2), rows.row(0), rows.row(1), nullptr}};
  const Chain chain = find_chain(code, 0, {true, true, true});
  ASSERT_EQ(chain.steps.size(), 3U);
  run(chain);
  for (const Step& step : code) rows.apply(step);
  for (std::size_t r = 0; r < 3; ++r) rows.expect_equal(r);
}

TEST(Chain, EndsWhereTheValueIsNotHandedOn) {
  Rows rows(4);
  const Step first{Opcode::add_i, 1, rows.row(1), rows.row(0), nullptr, nullptr};
  const auto length = [&](const Step& second) { return find_chain({first, second}, 0, {true, true}).steps.size(); };
  EXPECT_EQ(length({Opcode::mul_i, 2, rows.row(2), rows.row(1), nullptr, nullptr}), 2U);
  EXPECT_EQ(length({Opcode::mul_i, 2, rows.row(2), rows.row(0), nullptr, nullptr}), 0U) << "another row";
  EXPECT_EQ(length({Opcode::mul, 0, rows.row(2), rows.row(1), rows.row(1), nullptr}), 0U) << "both operands";
  EXPECT_EQ(length({Opcode::floor, 0, rows.row(2), rows.row(1), nullptr, nullptr}), 0U) << "no act";
}

}  // namespace
}  // namespace prospect::model
