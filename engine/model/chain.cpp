#include "model/chain.hpp"

#include <algorithm>
#include <optional>

#include "lanes/block.hpp"
#include "lanes/functions.hpp"
#include "lanes/vector_functions.hpp"

namespace prospect::model {
namespace {

using Act = ChainStep::Act;
using lanes::Vector;
using lanes::vector_width;

/// Lanes that go through a chain together: as many vectors as half the machine's registers hold.
constexpr std::size_t registers = lanes::vector_bytes == 64 ? 16 : 8;
constexpr std::size_t part_lanes = std::min(lanes::lane_count, registers * vector_width);
constexpr std::size_t vectors = part_lanes / vector_width;
static_assert(lanes::lane_count % part_lanes == 0, "a block is made of whole parts");
/// Vectors that go through a function side by side: all, or half of them.
constexpr std::size_t group = std::min(vectors, lanes::side_by_side);
static_assert(vectors == group || vectors == 2 * group);

/// The acts an opcode may be: with the value as its first operand, and as its second.
struct Acts {
  Opcode op;
  Act first;
  std::optional<Act> second;
};

constexpr Acts acts[] = {
    {Opcode::add, Act::add, Act::add},         {Opcode::sub, Act::sub, Act::sub_from},
    {Opcode::mul, Act::mul, Act::mul},         {Opcode::div, Act::div, Act::div_into},
    {Opcode::add_scaled, Act::add_scaled, Act::scale_add},
    {Opcode::add_i, Act::add_i, std::nullopt}, {Opcode::mul_i, Act::mul_i, std::nullopt},
    {Opcode::div_i, Act::div_i, std::nullopt}, {Opcode::from_i, Act::from_i, std::nullopt},
    {Opcode::over_i, Act::over_i, std::nullopt}, {Opcode::min_i, Act::min_i, std::nullopt},
    {Opcode::max_i, Act::max_i, std::nullopt}, {Opcode::exp, Act::exp, std::nullopt},
    {Opcode::log, Act::log, std::nullopt},     {Opcode::logit, Act::logit, std::nullopt},
    {Opcode::logistic, Act::logistic, std::nullopt},
};

/// The step as a part that begins with `value`, or nothing: some opcodes do not chain, and of two operands
/// one alone can be the value.
std::optional<ChainStep> as_part(const Step& step, const double* value) {
  const auto* found = std::find_if(std::begin(acts), std::end(acts), [&](const Acts& x) { return x.op == step.op; });
  if (found == std::end(acts) || (step.a == value) == (step.b == value)) return std::nullopt;
  if (step.a == value) return ChainStep{found->first, step.i, step.b, step.out};
  if (!found->second) return std::nullopt;
  return ChainStep{*found->second, step.i, step.a, step.out};
}

template <class Work>
[[gnu::always_inline]] inline void each_vector(Vector (&value)[vectors], Work work) {
#pragma GCC unroll 16
  for (std::size_t k = 0; k < vectors; ++k) value[k] = work(value[k]);
}

/// The same with the lanes of a row.
template <class Work>
[[gnu::always_inline]] inline void with_row(Vector (&value)[vectors], const double* row, Work work) {
#pragma GCC unroll 16
  for (std::size_t k = 0; k < vectors; ++k) value[k] = work(value[k], lanes::load(row + k * vector_width));
}

[[gnu::always_inline]] inline void put(const Vector (&value)[vectors], double* row) {
#pragma GCC unroll 16
  for (std::size_t k = 0; k < vectors; ++k) lanes::store(value[k], row + k * vector_width);
}

[[gnu::always_inline]] inline void take(Vector (&value)[vectors], const double* row) {
#pragma GCC unroll 16
  for (std::size_t k = 0; k < vectors; ++k) value[k] = lanes::load(row + k * vector_width);
}

/// A function of one lane at a time, which becomes vector code over memory.
template <class Function>
[[gnu::always_inline]] inline void by_lanes(Vector (&value)[vectors], Function function) {
  alignas(lanes::row_alignment) double part[part_lanes];
  put(value, part);
#ifndef __clang__
#pragma GCC ivdep
#endif
  for (std::size_t l = 0; l < part_lanes; ++l) part[l] = function(part[l]);
  take(value, part);
}

/// Where a part of a row begins. The compiler is kept from knowing how: it would add offset and place anew for each
/// vector, by way of memory, since the vectors of a part are all the registers hold.
template <class Number>
[[gnu::always_inline]] inline Number* part_of(Number* row, std::size_t at) {
  Number* begin = row + at;
  asm("" : "+r"(begin));  // NOLINT(hicpp-no-assembler): no instruction
  return begin;
}

/// Takes the value through one step.
[[gnu::always_inline]] inline void act(Vector (&value)[vectors], const ChainStep& step, std::size_t at) {
  const Vector i = lanes::all(step.i);
  switch (step.act) {
    case Act::add: return with_row(value, part_of(step.row, at), [](Vector x, Vector r) { return x + r; });
    case Act::sub: return with_row(value, part_of(step.row, at), [](Vector x, Vector r) { return x - r; });
    case Act::sub_from: return with_row(value, part_of(step.row, at), [](Vector x, Vector r) { return r - x; });
    case Act::mul: return with_row(value, part_of(step.row, at), [](Vector x, Vector r) { return x * r; });
    case Act::div: return with_row(value, part_of(step.row, at), [](Vector x, Vector r) { return x / r; });
    case Act::div_into: return with_row(value, part_of(step.row, at), [](Vector x, Vector r) { return r / x; });
    case Act::add_scaled: return with_row(value, part_of(step.row, at), [=](Vector x, Vector r) { return x + r * i; });
    case Act::scale_add: return with_row(value, part_of(step.row, at), [=](Vector x, Vector r) { return x * i + r; });
    case Act::add_i: return each_vector(value, [=](Vector x) { return x + i; });
    case Act::mul_i: return each_vector(value, [=](Vector x) { return x * i; });
    case Act::div_i: return each_vector(value, [=](Vector x) { return x / i; });
    case Act::from_i: return each_vector(value, [=](Vector x) { return i - x; });
    case Act::over_i: return each_vector(value, [=](Vector x) { return i / x; });
    case Act::min_i: return each_vector(value, [=](Vector x) { return lanes::smaller(x, i); });
    case Act::max_i: return each_vector(value, [=](Vector x) { return lanes::greater(x, i); });
    case Act::exp:
      if (lanes::all_ordinary(value)) {
        lanes::exponentials<0, group>(value);
        if constexpr (group < vectors) lanes::exponentials<vectors - group, group>(value);
        return;
      }
      return by_lanes(value, [](double x) { return lanes::exp_lane(x); });
    case Act::logistic:
      if (lanes::all_ordinary(value)) {
        lanes::logistics<0, group>(value);
        if constexpr (group < vectors) lanes::logistics<vectors - group, group>(value);
        return;
      }
      return by_lanes(value, [](double x) { return lanes::logistic_lane(x); });
    case Act::log: return by_lanes(value, [](double x) { return lanes::log_lane(x); });
    case Act::logit: return by_lanes(value, [](double x) { return lanes::logit_lane(x); });
  }
}

/// Takes some lanes of a block, from lane `at` on, through all steps.
void run_part(const Chain& chain, std::size_t at) {
  Vector value[vectors];
  take(value, part_of(chain.from, at));
  for (const ChainStep& step : chain.steps) {
    act(value, step, at);
    if (step.out != nullptr) put(value, part_of(step.out, at));
  }
}

}  // namespace

Chain find_chain(const std::vector<Step>& code, std::size_t first, const std::vector<bool>& wanted) {
  Chain chain{code[first].a, {}};
  for (std::size_t k = first; k < code.size(); ++k) {
    auto part = as_part(code[k], k == first ? chain.from : code[k - 1].out);
    if (!part) break;
    // Lanes of a part go through all steps before the next part begins: a row that a step writes may be read by
    // later ones, at the same lanes.
    if (k > first && !wanted[k - 1]) chain.steps.back().out = nullptr;
    chain.steps.push_back(*part);
  }
  if (chain.steps.size() < 2) chain.steps.clear();
  return chain;
}

void run(const Chain& chain) {
  for (std::size_t at = 0; at < lanes::lane_count; at += part_lanes) run_part(chain, at);
}

}  // namespace prospect::model
