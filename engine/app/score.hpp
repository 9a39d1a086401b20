#pragma once
/// The command `score`: how the fit would have done in years that are past.

#include "app/request.hpp"

namespace prospect::app {

int score_command(const ScoreRequest& request);

}  // namespace prospect::app
