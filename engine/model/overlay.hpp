#pragma once
/// Scenarios over a model: each file of the chain sets levers, parameters and events; the last one wins.

#include "model/definition.hpp"

namespace prospect::model {

/// Lays the scenarios of `inputs` over `definition`, oldest ancestor first.
void lay_scenarios(const read::Inputs& inputs, Definition& definition, base::Problems& problems);

}  // namespace prospect::model
