#pragma once
/// The command `explain`: what drives the misses of targets.

#include <string>

#include "app/question.hpp"

namespace prospect::app {

struct ExplainRequest : QuestionRequest {
  std::string by = "input";            ///< "input" or "kind"
  std::string against;                 ///< another scenario: what makes the difference; empty: none
};

int explain_command(const ExplainRequest& request);

}  // namespace prospect::app
