#pragma once
/// A model as its file says it, with the scenario's overlay laid on: names and texts, nothing resolved.
///
/// Contract  points into the `Inputs` it was read from, which must outlive it.

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/label.hpp"
#include "base/problem.hpp"
#include "model/program.hpp"
#include "read/read.hpp"

namespace prospect::model {

/// What all named parts share.
struct Named {
  std::string name;
  base::Place place;        ///< of the name
  base::Label label;
  std::string unit;
  base::Place unit_place;
  std::string source;
};

struct ParameterDefinition : Named {
  const read::Value* prior = nullptr;
  const read::Value* earlier = nullptr;  ///< prior of runs as of a year before `known`
  std::optional<int> known;              ///< last year whose figures the prior was set with
  bool overridden = false;
};
struct ShockDefinition : Named {
  const read::Value* distribution = nullptr;
};
struct CorrelationDefinition {
  std::string name;
  base::Place place;
  std::vector<const read::Value*> members;
  const read::Value* common = nullptr;
  const read::Value* matrix = nullptr;
};
struct EventDefinition : Named {
  const read::Value* probability = nullptr;
  const read::Value* persistence = nullptr;
  const read::Value* size = nullptr;
  bool active = false;
  std::map<int, double> force;   ///< year, size
  std::map<int, double> past;    ///< year of the history, size
  bool overridden = false;
};
struct LeverDefinition : Named {
  const read::Value* standard = nullptr;       ///< its default
  const read::Value* set = nullptr;            ///< what the scenario sets, if anything
  std::string set_source;
  std::array<double, 2> bounds{};
};
struct GroupDefinition {
  std::string name;
  base::Place place;
  std::vector<const read::Value*> members;
};
struct SharesDefinition {
  std::string name;
  base::Place place;
  std::vector<const read::Value*> members;
  const read::Value* reference = nullptr;
  double total = 100;
};
struct JointDefinition : Named {
  std::vector<const read::Value*> targets;
};
struct ChartDefinition {
  std::string name;
  base::Place place;
  std::optional<base::Label> label;      ///< the target's if absent
  const read::Value* target = nullptr;
  const read::Value* indicator = nullptr;
  const read::Value* past = nullptr;
  const read::Value* line = nullptr;
};
struct IndicatorDefinition : Named {
  std::string theme;
  const read::Value* history = nullptr;
  const read::Value* family = nullptr;
  const read::Value* equals = nullptr;
  const read::Value* next = nullptr;
  const read::Value* link = nullptr;
  const read::Value* drift = nullptr;
  const read::Value* volatility = nullptr;
  const read::Value* shock = nullptr;
  const read::Value* start = nullptr;
  const read::Value* reporting = nullptr;
  std::optional<std::array<double, 2>> bounds, limits;
  base::Place bounds_place;
};

struct FamilyDefinition {
  Family family;
  const read::Value* link = nullptr;
  const read::Value* reporting = nullptr;   ///< of members that name none
  bool says_sigma = false;                  ///< the file gives `sigma`
  std::vector<const read::Value*> series;   ///< that teach it without a state
  std::optional<std::array<double, 2>> bounds;
};

struct LearnDefinition : Named {
  int from = 0;
  base::Place from_place;
  std::vector<const read::Value*> parameters;
  std::vector<std::pair<std::string, const read::Value*>> carry;  ///< parameter, indicator
  struct Figure {
    const read::Value* of = nullptr;
    double error = 1;
    std::optional<int> year;         ///< with value: a figure that the history does not hold
    std::optional<double> value;
  };
  std::vector<Figure> figures;
};

/// One observed figure in use.
struct Figure {
  double value = 0;
  std::string status;
  base::Place place;
  std::string source_place;              ///< in the source, as the history says it
};

/// A series of the data: yearly figures marked for use, as of the base year.
struct Series {
  std::string code, unit;
  base::Label label;
  base::Place place;
  std::map<int, Figure> years;
  std::map<std::pair<int, int>, Figure> periods;   ///< means over the years from the first to the second
};

/// One row of the table of new figures, in the unit of its series.
struct ObservedRow {
  std::string series;
  int year = 0;
  double value = 0, error = 0, rounding = 0;  ///< error: NaN if not given
  bool estimate = false;
  base::Place place;                          ///< of the value
};

struct RankingDefinition {
  std::string name;
  base::Place place;
  base::Label label;
  std::string source, row, own, indicator, better, link;
  int year = 0;
  double drift = 0, common = 0, spread = 0;
};

struct Definition {
  base::Label title, region;
  std::string scenario;
  base::Label label, description;
  int base_year = 0, end_year = 0;
  int model_base_year = 0;              ///< as the file says it
  bool past_run = false;                ///< the simulated years are years of the history
  bool earlier = false;                 ///< the base year was moved back: missing figures are no mistake
  double failed_limit = 0.001;
  std::set<std::string> unit_words;
  std::map<std::string, base::Label> unit_labels;
  std::vector<FamilyDefinition> families;
  std::vector<ParameterDefinition> parameters;
  std::vector<ShockDefinition> shocks;
  std::vector<CorrelationDefinition> correlations;
  std::vector<EventDefinition> events;
  std::vector<LeverDefinition> levers;
  std::vector<GroupDefinition> groups;
  std::vector<SharesDefinition> shares;
  std::vector<JointDefinition> joints;
  std::vector<LearnDefinition> learns;
  std::vector<RankingDefinition> rankings;
  std::vector<ChartDefinition> charts;
  std::vector<IndicatorDefinition> indicators;
  std::map<std::string, Series> series;
  std::vector<ObservedRow> observed;    ///< in the order of the file; read_observed fills them
};

/// Reads the model of `inputs` and lays its chain of scenarios over it; `as_of` (0: none) moves the
/// base year back and hides every later figure. Problems are added; what could be read is returned.
[[nodiscard]] Definition define(const read::Inputs& inputs, int as_of, base::Problems& problems);

}  // namespace prospect::model
