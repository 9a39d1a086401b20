#pragma once
/// The command `observe`: what new figures say of a result that was made without them.

#include "app/request.hpp"
#include "read/files.hpp"
#include "store/run_record.hpp"
#include "summarise/reweight.hpp"

namespace prospect::app {

/// Weighs the kept paths of a scenario by the figures of the table `observe`, which `files` holds.
/// Throws base::Rejected with what is wrong with the table, or if the result keeps no paths or starts
/// from new figures itself.
[[nodiscard]] summarise::Reweighted observe(const store::RunRecord& record,
                                            const store::ScenarioRecord& scenario,
                                            const std::string& table, const read::FileSource& files);

int observe_command(const ObserveRequest& request);

}  // namespace prospect::app
