#pragma once
/// The full Sơn La model under its baseline: what every figure of the whole job is taken on.

#include <string>

#include "calibrate/estimate.hpp"
#include "model/program.hpp"

namespace prospect::bench {

struct SonLa {
  model::Program program;
  calibrate::Estimate estimate;
};

/// Path of the scenario file in the source tree.
[[nodiscard]] std::string sonla_baseline();

/// Reads, compiles and fits it.
[[nodiscard]] SonLa load_sonla();

}  // namespace prospect::bench
