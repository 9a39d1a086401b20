#pragma once
/// A scenario's record turned into rows: one struct for each dimension of its group in the file.
///
/// Contract  what stands in several rooms' values (a target of the program, its count of the
///           summary) is joined in one row; references by index have become names. `restore` undoes
///           `flatten` but for what only the machine reads (code, laws, observations).

#include <cstdint>
#include <string>
#include <vector>

#include "store/run_record.hpp"

namespace prospect::store {

/// Hits as a share of the paths, with its 95 % interval. Written for readers, ignored when loading.
struct Share {
  double value = 0, low = 0, high = 1;
};

struct TargetRow {
  int row = 0;                      ///< position in Program::targets
  model::Target target;
  std::string variable, variable_unit;
  std::int64_t reported_hits = -1;      ///< -1 where the indicator is not declared
  std::vector<std::int64_t> first_met;  ///< a simulated year each; -1 where the test has none
  summarise::TargetCount count;     ///< of assessed ones
  Share share;
};

struct GroupRow {
  std::string name, kind;           ///< kind: "theme" or "joint"
  base::Label label;
  std::vector<std::int8_t> members; ///< one flag an assessed target
  std::uint64_t all_met = 0;
  Share share;
  summarise::AssumptionRange assumptions{};
};

struct ParameterRow {
  model::Parameter parameter;
  std::string of;                   ///< name of the state, empty if none
  calibrate::Learned learned;
};

struct FamilyRow {
  calibrate::FamilyFit fit;
  base::Label label;
};

struct ScramblingRow {
  summarise::ScramblingCount count;
  std::uint64_t coordinates = 0, plain_words = 0;   ///< the same of all
};

struct UnitRow {
  std::string unit;
  base::Label label;
};

struct NoteRow {
  std::string kind, message, hint;
  base::Place place;
};

struct ScenarioRows {
  std::string name, file, seed_hex;
  base::Label label, description, model_title, region;
  int base_year = 0, end_year = 0;
  double failed_limit = 0;
  std::uint64_t first_path = 0, simulated = 0, paths = 0, failed = 0, all_met = 0;
  Share all_met_share;
  summarise::AssumptionRange all_assumptions;
  std::vector<model::Variable> indicators;
  std::vector<int> years;
  std::vector<double> levels;                 ///< of the quantiles
  std::vector<summarise::Spread> spreads;     ///< [indicator][year]
  std::vector<TargetRow> targets, unassessed;
  std::vector<std::uint64_t> met_count, both_missed;
  std::vector<GroupRow> groups;
  std::vector<ParameterRow> parameters;
  std::vector<FamilyRow> families;
  std::vector<model::Setting> settings;
  std::vector<summarise::FaultCount> faults;
  std::vector<NoteRow> notes;
  std::vector<summarise::ObservedCount> observed;
  std::vector<ScramblingRow> scramblings;
  std::vector<UnitRow> units;
  model::Display display;
};

/// Rows of a record; kept paths stay behind. Expects its tables to fit each other.
[[nodiscard]] ScenarioRows flatten(const ScenarioRecord& record);

/// A record of rows, without kept paths. Throws Unfit when the rows contradict each other.
[[nodiscard]] ScenarioRecord restore(const ScenarioRows& rows);

/// A seed as 16 hexadecimal digits, and back; throws Unfit for anything else.
[[nodiscard]] std::string seed_text(std::uint64_t seed);
[[nodiscard]] std::uint64_t seed_from(const std::string& text);

}  // namespace prospect::store
