#pragma once
/// Everything one run leaves behind: what `store` writes and loads, and `report` reads.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analyse/answer.hpp"
#include "analyse/finding.hpp"
#include "analyse/sweep.hpp"
#include "calibrate/estimate.hpp"
#include "model/display.hpp"
#include "model/program.hpp"
#include "summarise/summary.hpp"
#include "summarise/update.hpp"

namespace prospect::store {

/// The first paths of a scenario, kept as they were drawn; of a run with observed figures those that
/// agree with them.
struct KeptPaths {
  std::uint64_t first_path = 0;     ///< the first one looked at
  std::uint64_t paths = 0;
  std::vector<float> values;        ///< [path][indicator][year], order of Summary
  std::vector<std::int8_t> met;     ///< [path][assessed target]
  std::vector<std::int64_t> numbers{};  ///< of the paths, in order; empty: all from first_path on
};

struct ScenarioRecord {
  model::Program program;           ///< after loading: only what people read (no code)
  calibrate::Estimate estimate;
  summarise::Summary summary;
  std::vector<double> posterior;    ///< [path][parameter]: parameters of the first paths, as drawn
  KeptPaths kept;
  /// What was counted of the run's whole chunks (app::ScenarioRun), for runs that go on; empty in files of older
  /// programs.
  std::string tally{};
  std::optional<summarise::Update> update{};  ///< what each observed figure changed; not in the file
  std::string file;                 ///< the scenario file's name among `texts`
  model::Display display{};         ///< charts and printed figures; empty in files of older programs
};

struct RunRecord {
  std::string program_version;
  std::uint64_t seed = 0, paths = 0;
  int as_of = 0;                                ///< base year asked for, 0 for the model's own
  std::string observed{};                       ///< the file of new figures among `texts`; empty if none
  std::map<std::string, std::string> texts;     ///< every input file by name
  std::vector<ScenarioRecord> scenarios;        ///< in the order asked for
  std::vector<analyse::Finding> audit;          ///< of the model, once
  /// Of learned blocks, each key once: questions of this result start from them.
  std::vector<std::shared_ptr<const calibrate::BlockPosterior>> fits{};
  std::vector<analyse::Answer> answers{};       ///< to questions asked of it, in the order they were kept
  std::vector<analyse::Sweep> sweeps{};         ///< of its scenarios
};

}  // namespace prospect::store
