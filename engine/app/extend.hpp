#pragma once
/// Goes on with runs: those that were stopped, those that are to have more paths, those made in parts.

#include "app/request.hpp"
#include "app/shared_run.hpp"

namespace prospect::app {

/// Goes on with the progress beside a result file, or adds paths to the result that is there: the file is then the one
/// of a run that was asked for all of them at once, on any number of threads. Returns the exit code.
int extend_command(const ExtendRequest& request, SharedRun* shared = nullptr);

/// Joins the parts of a run to the result of the whole. Returns the exit code.
int merge_command(const MergeRequest& request, SharedRun* shared = nullptr);

}  // namespace prospect::app
