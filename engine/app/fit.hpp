#pragma once
/// The command `fit`: what the history says of each parameter, and whether priors and fit hold together.

#include "app/request.hpp"

namespace prospect::app {

int fit_command(const FitRequest& request);

}  // namespace prospect::app
