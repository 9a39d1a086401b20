#pragma once
/// How each parameter of a program is drawn on a path, made ready once and shared by all threads.

#include <cstdint>
#include <optional>
#include <vector>

#include "calibrate/estimate.hpp"
#include "lanes/quantile_table.hpp"
#include "lanes/threefry.hpp"
#include "model/evaluate.hpp"
#include "simulate/family_draws.hpp"

namespace prospect::simulate {

class ParameterDraws {
 public:
  ParameterDraws(const model::Program& program, const calibrate::Estimate& estimate,
                 std::uint64_t seed);
  /// The same with curves that other programs' tables share.
  ParameterDraws(const model::Program& program, const calibrate::Estimate& estimate, std::uint64_t seed,
                 lanes::Tables& curves);

  [[nodiscard]] std::size_t size() const { return streams_.size(); }
  [[nodiscard]] const lanes::Stream& stream(std::size_t p) const { return streams_[p]; }
  /// Laws of whole families.
  [[nodiscard]] const std::vector<FamilyDraws>& families() const { return families_; }
  /// The stream that picks the particle of a learned block, in the order of the estimate.
  [[nodiscard]] const lanes::Stream& block(std::size_t k) const { return blocks_[k]; }
  /// The table of a marginal law; nothing for fixed and joint ones.
  [[nodiscard]] const std::optional<lanes::QuantileTable>& table(std::size_t p) const {
    return tables_[p];
  }

 private:
  std::vector<lanes::Stream> streams_;
  std::vector<std::optional<lanes::QuantileTable>> tables_;
  std::vector<FamilyDraws> families_;
  std::vector<lanes::Stream> blocks_;
};

/// Streams and tables of a program and its estimate under a seed: whoever runs it several times makes them once.
/// Both must outlive it.
struct Prepared {
  Prepared(const model::Program& of, const calibrate::Estimate& fitted, std::uint64_t of_seed)
      : program(of), estimate(fitted), seed(of_seed), draws(of, of_seed), parameters(of, fitted, of_seed) {}
  /// The same, sooner where `curves` holds those of a program much like it.
  Prepared(const model::Program& of, const calibrate::Estimate& fitted, std::uint64_t of_seed, lanes::Tables& curves)
      : program(of),
        estimate(fitted),
        seed(of_seed),
        draws(of, of_seed, curves),
        parameters(of, fitted, of_seed, curves) {}

  const model::Program& program;
  const calibrate::Estimate& estimate;
  std::uint64_t seed;
  model::Draws draws;
  ParameterDraws parameters;
};

}  // namespace prospect::simulate
