#pragma once
/// The command `check`: is my file right, and does the plan add up.

#include "app/request.hpp"

namespace prospect::app {

int check_command(const CheckRequest& request);

}  // namespace prospect::app
