#pragma once
/// The command `discover`: in which worlds targets are missed.

#include "app/question.hpp"

namespace prospect::app {

int discover_command(const QuestionRequest& request);

}  // namespace prospect::app
