#pragma once
/// Steps that hand one value on, run with that value in registers.
///
/// Why      a row that one step writes and the next alone reads costs a store and a load, and pushes other rows
///          out of the near cache; a link step (noise, drift, level, link) is seven steps and two results.
/// Contract the bits of the steps run one by one: the same operations on the same numbers, one rounding each.
/// Source   an interpreter that keeps the top of its stack in a register: Ertl (1995), doi:10.1145/223428.207165.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "model/instruction.hpp"

namespace prospect::model {

/// An instruction with its rows found; null where it has none.
struct Step {
  Opcode op = Opcode::fill;
  double i = 0;
  double* out = nullptr;
  const double* a = nullptr;
  const double* b = nullptr;
  const double* c = nullptr;

  [[nodiscard]] bool reads(const double* row) const { return a == row || b == row || c == row; }
};

/// What a step of a chain does to the value x that the step before left: `r` is a lane of a row.
struct ChainStep {
  enum class Act : std::uint8_t {
    add,        ///< x + r
    sub,        ///< x - r
    sub_from,   ///< r - x
    mul,        ///< x * r
    div,        ///< x / r
    div_into,   ///< r / x
    add_scaled, ///< x + r * i
    scale_add,  ///< x * i + r
    add_i, mul_i, div_i, from_i, over_i, min_i, max_i,  ///< as the opcodes, on x
    exp, log, logit, logistic,
  };
  Act act;
  double i;
  const double* row;  ///< null where the act has none
  double* out;        ///< where the result is written too; null where no other step reads it
};

struct Chain {
  const double* from = nullptr;  ///< what the first step begins with
  std::vector<ChainStep> steps;
};

/// Finds the chain that begins at step `first` of `code` and takes in as many steps as hand one value on, two
/// at least; no steps if there is none. `wanted[k]` says that the row step k writes is read after step k + 1.
[[nodiscard]] Chain find_chain(const std::vector<Step>& code, std::size_t first, const std::vector<bool>& wanted);

/// Runs the lanes of a block through a chain.
void run(const Chain& chain);

}  // namespace prospect::model
