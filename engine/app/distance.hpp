#pragma once
/// The command `distance`: the smallest joint shift of assumptions that turns a verdict.

#include "app/question.hpp"

namespace prospect::app {

struct DistanceRequest : QuestionRequest {
  double probability = 50;   ///< that the verdict is to turn to, %
};

int distance_command(const DistanceRequest& request);

}  // namespace prospect::app
