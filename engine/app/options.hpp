#pragma once
/// The commands of the program with their options, as the command line has them.

#include "app/check.hpp"
#include "app/compare.hpp"
#include "app/discover.hpp"
#include "app/distance.hpp"
#include "app/explain.hpp"
#include "app/extend.hpp"
#include "app/fit.hpp"
#include "app/observe.hpp"
#include "app/rank.hpp"
#include "app/replay.hpp"
#include "app/report.hpp"
#include "app/run.hpp"
#include "app/score.hpp"
#include "app/seek.hpp"
#include "app/serve.hpp"
#include "app/sobol.hpp"
#include "app/stop_early.hpp"
#include "app/sweep.hpp"

namespace CLI {
class App;
}

namespace prospect::app {

CLI::App* add_compare(CLI::App& app, CompareRequest& request);
CLI::App* add_extend(CLI::App& app, ExtendRequest& request);
CLI::App* add_merge(CLI::App& app, MergeRequest& request);
CLI::App* add_run(CLI::App& app, RunRequest& request);
CLI::App* add_sweep(CLI::App& app, SweepRequest& request);
CLI::App* add_check(CLI::App& app, CheckRequest& request);
CLI::App* add_replay(CLI::App& app, ReplayRequest& request);
CLI::App* add_fit(CLI::App& app, FitRequest& request);
CLI::App* add_score(CLI::App& app, ScoreRequest& request);
CLI::App* add_observe(CLI::App& app, ObserveRequest& request);
CLI::App* add_distance(CLI::App& app, DistanceRequest& request);
CLI::App* add_explain(CLI::App& app, ExplainRequest& request);
CLI::App* add_discover(CLI::App& app, QuestionRequest& request);
CLI::App* add_seek(CLI::App& app, SeekRequest& request);
CLI::App* add_serve(CLI::App& app, ServeRequest& request);
CLI::App* add_rank(CLI::App& app, QuestionRequest& request);
CLI::App* add_report(CLI::App& app, ReportRequest& request);

}  // namespace prospect::app
