#pragma once
/// The compiled model of one scenario: what `compile` makes and `evaluate` runs.
///
/// Contract  complete when built, constant afterwards; printable with `listing`.
/// Stages    `path_code` runs once a block (parameters, the base year), `year_code` once a year.
/// Rows      a row holds one value for each lane (a lane is a path; in the audit, a year).
/// Units     rows hold values in the unit the file declares; conversions are instructions.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/label.hpp"
#include "base/place.hpp"
#include "base/problem.hpp"
#include "lanes/distribution.hpp"
#include "model/family.hpp"
#include "model/instruction.hpp"
#include "model/ranking.hpp"

namespace prospect::model {

/// One value a year on each path: an indicator or something that works behind the indicators.
struct Variable {
  enum class Kind { state, identity, shock, event, lever, hidden };

  std::string name;
  base::Label label;
  std::string unit;
  std::string theme;
  Kind kind = Kind::identity;
  bool indicator = false;              ///< shown, summarised, tested by targets
  Link link = Link::identity;
  double low = 0, high = 1;            ///< bounds of a logit link or a lever, in `unit`
  double limit_low, limit_high;        ///< values outside are draws that went wrong; infinite if none
  std::string series;                  ///< history's series, empty if none
  std::string family;
  std::string law;                     ///< its equation as written, for the report
  std::string source;                  ///< where the equation or its numbers come from
  bool tested = false;                 ///< a target is tested on it though people are not shown it
  std::optional<std::uint32_t> kept_row;  ///< its row among kept rows
  base::Place place;
};

/// A number drawn once per path.
struct Parameter {
  /// `given`: the prior is all there is. `lever`: what a scenario leaves uncertain. The others are
  /// learned: `drift`, `sigma`, `level` of a state that is fitted to its history, `family` of all states
  /// of a family, `block` by simulating the years of history (LearnBlock).
  enum class Role { given, drift, sigma, lever, level, family, block };

  std::string name;                    ///< also the name of its stream of random words
  base::Label label;
  std::string unit;
  Role role = Role::given;
  VariableId of{};                     ///< the state, for drift, sigma and level
  lanes::Distribution prior;           ///< for `given`, `lever` and `block`
  std::string prior_text;
  std::string source;
  base::Place place;
  bool too_late = false;               ///< its prior was set with figures later than the base year
};

/// A stream of random words; one word a path and year.
struct StreamInfo {
  std::string name;
};

/// Streams whose normal scores are mixed: the score of noise k is the sum over j <= k of factor[k n + j] z_j,
/// with z_j the score of stream j's own word.
struct Correlation {
  std::vector<std::string> streams;    ///< n of them
  std::vector<double> factor;          ///< [n][n], lower Cholesky factor of the correlations
};

/// A distribution with constant arguments, drawn from a normal score.
struct TableInfo {
  lanes::Distribution distribution;
};

/// A test on a path.
struct Target {
  enum class Test { at, every, ever, mean, sum };
  enum class Direction { at_least, at_most, between };

  std::string code, plan, part, theme;
  int number = 0;
  base::Label label;
  std::string indicator;               ///< as the table names it; empty if not assessed
  std::optional<VariableId> variable;  ///< set when assessed in this run
  std::optional<VariableId> reported;  ///< of a declared indicator: the figure as it will be reported
  Test test = Test::at;
  Direction direction = Direction::at_least;
  int from = 0, year = 0;
  double value = 0, high = 0;          ///< as printed, in `unit`
  double low_bound, high_bound;        ///< what the tested figure must lie within, in the variable's unit
  std::string unit;
  double scale = 1;                    ///< what one `unit` is in the variable's unit
  double tolerance = 0;
  base::Label reason;                  ///< why it is not assessed, or a note on its definition
  std::string printed, place_in_report;
  base::Place place;
};

/// A set of targets whose joint fate is asked for, beside the themes and the whole plan.
struct Joint {
  std::string name;
  base::Label label;
  std::vector<std::size_t> targets;    ///< indices into Program::targets, assessed ones only
};

/// What a scenario sets, for people: one row a lever, parameter or event setting.
struct Setting {
  std::string what;                    ///< "lever", "parameter", "event"
  std::string name;
  base::Label label;
  std::string unit;
  std::string value;                   ///< as written
  std::string source;
  bool from_default = false;           ///< not set by any scenario of the chain
};

struct LearnBlock;

struct Program {
  std::string scenario;                ///< file name without ending
  base::Label title;                   ///< of the model
  base::Label region;
  base::Label label, description;      ///< of the scenario
  int base_year = 0;                   ///< last year of history in use
  int end_year = 0;
  double failed_limit = 0.001;         ///< share of failed draws that a run accepts

  std::vector<Variable> variables;
  std::vector<Parameter> parameters;
  std::vector<Family> families;
  std::vector<FamilyParameters> family_parameters;  ///< one a family
  std::vector<History> histories;      ///< of all families
  std::vector<FittedState> fitted;
  std::vector<std::shared_ptr<const LearnBlock>> blocks;  ///< what simulating the history teaches
  std::vector<ObservedFigure> observed;  ///< in the order of their file
  std::vector<Target> targets;         ///< all rows of the target table
  std::vector<Joint> joints;
  std::vector<Ranking> rankings;
  std::vector<Setting> settings;
  std::map<std::string, base::Label> unit_labels;

  std::vector<StreamInfo> streams;
  std::vector<Correlation> correlations;
  std::vector<TableInfo> tables;
  std::vector<std::vector<double>> year_values;  ///< [slot][year index from base_year + 1]
  std::vector<Instruction> path_code, year_code;
  std::uint32_t scratch_rows = 0, path_rows = 0;
  /// Years stored of each kept row: all of them, or as few as its lags need.
  std::vector<std::uint32_t> kept_depth;
  int years_back = 0;                  ///< kept rows reach back to base_year - years_back

  base::Problems notes;                ///< warnings met on the way

  /// Number of simulated years, base_year + 1 .. end_year.
  [[nodiscard]] int horizon() const { return end_year - base_year; }
  /// Indicators in the order of the file.
  [[nodiscard]] std::vector<VariableId> indicators() const;
  /// The unit as people read it.
  [[nodiscard]] std::string unit_text(const std::string& unit, base::Language language) const;
};

/// Parameters that are learned together by simulating the years of history: the model itself, compiled as of
/// an earlier year and run up to the base year, against the figures printed for those years.
struct LearnBlock {
  /// A printed figure: the mean of a variable over the years `from` to `year` (one year: its value).
  struct Figure {
    std::string series;
    VariableId variable{};
    int from = 0, year = 0;
    double value = 0, error = 1;       ///< in the variable's unit; error: sd of what the model leaves out
  };
  /// What is learned: a parameter of the block's own program, or the end value of a variable.
  struct Part {
    ParameterId parameter{};           ///< of the program that uses it
    std::optional<ParameterId> own;    ///< in `program`
    std::optional<VariableId> carried; ///< in `program`, in its last year
  };
  std::string name;
  base::Label label;
  std::string source;
  Program program;                     ///< ends in the base year of the program that uses it
  std::vector<Figure> figures;
  std::vector<Part> parts;
};

/// Prints the stages of the compiled program, one instruction a line.
[[nodiscard]] std::string listing(const Program& program);

}  // namespace prospect::model
