#pragma once
/// Which variables one set of equations makes in another way than a second: a lever that was moved, and all that hangs
/// on it. The others have the same bits on every path.

#include <vector>

#include "model/expression.hpp"

namespace prospect::model {

/// By variable: whether its values may differ between `a` and `b`, two scenarios of one model as of one year. All of
/// them where the two do not have the same variables. Laws of parameters are not compared: the caller's fits must
/// agree.
[[nodiscard]] std::vector<bool> moved(const Equations& a, const Equations& b);

}  // namespace prospect::model
