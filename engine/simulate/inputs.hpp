#pragma once
/// What a path's random words stand for: the inputs that people can tell apart.
///
/// Contract  words of different inputs are independent; a path is a function of all of them. Inputs of
///           the kind `noise` or `shock` that stand in one correlation move together all the same
///           (routed_words.hpp).

#include <string>
#include <vector>

#include "base/label.hpp"
#include "calibrate/estimate.hpp"
#include "model/program.hpp"

namespace prospect::simulate {

struct Input {
  /// Assumptions, drawn once a path: `parameter` one that keeps its prior, `lever` an uncertain lever, `state`
  /// level, drift, volatility and breaks of a fitted state, `family` the rule of all states of a family,
  /// `block` the parameters of a learned block. Chance, drawn every year: `event`, `shock`, and `noise`, the
  /// yearly movement of one indicator.
  enum class Kind { parameter, lever, state, family, block, event, shock, noise };

  Kind kind = Kind::parameter;
  std::string name;                    ///< of the parameter, state, family, block, event, shock or indicator
  base::Label label;                   ///< of the same
  std::vector<std::string> streams;    ///< of its words
  std::vector<model::ParameterId> parameters;  ///< those it draws; none for chance

  [[nodiscard]] bool is_assumption() const { return kind < Kind::event; }
};

/// The inputs that the code of `program` reads, assumptions first, in the order of the program.
[[nodiscard]] std::vector<Input> inputs_of(const model::Program& program,
                                           const calibrate::Estimate& estimate);

}  // namespace prospect::simulate
