#pragma once
/// The compiled model of one scenario: what `compile` makes and `evaluate` runs.
///
/// Contract  complete when built, constant afterwards; printable with `listing`.
/// Stages    `path_code` runs once a block (parameters, the base year), `year_code` once a year.
/// Rows      a row holds one value for each lane (a lane is a path; in the audit, a year).
/// Units     rows hold values in the unit the file declares; conversions are instructions.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/label.hpp"
#include "base/place.hpp"
#include "base/problem.hpp"
#include "base/typed_index.hpp"
#include "lanes/distribution.hpp"
#include "model/instruction.hpp"

namespace prospect::model {

using VariableId = base::Index<struct VariableTag>;
using ParameterId = base::Index<struct ParameterTag>;

/// The scale on which a state moves.
enum class Link { identity, log, logit, log_ratio };

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
  double low = 0, high = 1;            ///< bounds of a logit link, in `unit`
  double limit_low, limit_high;        ///< values outside are draws that went wrong; infinite if none
  std::string series;                  ///< history's series, empty if none
  std::string family;
  std::string law;                     ///< its equation as written, for the report
  std::string source;                  ///< where the equation or its numbers come from
  std::optional<std::uint32_t> kept_row;  ///< its row among kept rows
  base::Place place;
};

/// A number drawn once per path.
struct Parameter {
  /// `given`: the prior is all there is. `lever`: what a scenario leaves uncertain. The others are
  /// learned: `drift`, `sigma`, `level` of a state that is fitted to its history, `family` of all states
  /// of a family.
  enum class Role { given, drift, sigma, lever, level, family };

  std::string name;                    ///< also the name of its stream of random words
  base::Label label;
  std::string unit;
  Role role = Role::given;
  VariableId of{};                     ///< the state, for drift, sigma and level
  lanes::Distribution prior;           ///< for `given` and `lever`
  std::string prior_text;
  std::string source;
  base::Place place;
};

/// Series that move alike: they share the scale of their volatility and the rule of their drift. What a
/// list holds is averaged over: its values are equally likely before the figures speak.
struct Family {
  std::string name;
  base::Label label;
  Link link = Link::identity;              ///< of members that name none
  /// Share of the drift that lives on into the next year.
  std::vector<double> damping = {0.5, 0.7, 0.85, 1.0};
  /// Sd of the yearly change of the drift over the volatility.
  std::vector<double> drift_change = {0.0, 0.3, 1.0, 2.0};
  std::vector<double> drift_sd = {2.0};    ///< prior sd of the first drift over the volatility
  double drift_mean = 0.0;                 ///< prior mean of the first drift, link scale a year
  /// Sd of the error of a figure marked as an estimate over the volatility.
  std::vector<double> estimate_error = {0.0, 0.5};
  /// How alike the members' volatilities are: sigma^2 ~ df scale^2 / chi2(df).
  std::vector<double> df = {2, 4, 8};
  double sigma = 0.1;                      ///< prior median of the scale, link scale
  double sigma_spread = 1.5;               ///< prior sd of its logarithm; 0: the scale is known
  double break_probability = 0.04;         ///< of a lasting jump of the level, a member and year
  double break_size = 5.0;                 ///< sd of such a jump over the volatility
  std::string source;
  base::Place place;

  /// Whether all numbers agree, whatever the words.
  [[nodiscard]] bool same_rule(const Family& other) const;
};

/// One observed figure, on the link scale too.
struct Observation {
  int year = 0;
  double value = 0;      ///< in the history's unit
  double linked = 0;     ///< on the link scale
  bool estimate = false; ///< status "estimate"
  bool operator==(const Observation&) const = default;
};

/// A series that teaches its family: that of a fitted state, or one that no state follows.
struct History {
  std::string series;
  base::Label label;
  std::string unit, family;
  Link link = Link::identity;
  double low = 0, high = 1;               ///< bounds of a logit link, in `unit`
  /// In order of year; none is derived. Beyond the base year stand only figures given as observed.
  std::vector<Observation> figures;
  std::optional<VariableId> variable;     ///< the state that follows it
};

/// A figure of a year after the base year, which the run starts from or holds its paths against.
struct ObservedFigure {
  std::string series;
  base::Label label;                      ///< of the indicator
  std::string unit;                       ///< of the indicator
  VariableId variable{};
  int year = 0;
  double value = 0, error = 0;            ///< in `unit`; error: its sd as given, NaN if none is
  double rounding = 0;                    ///< half a unit of its last printed digit, in `unit`
  bool estimate = false;                  ///< provisional
  bool fitted = false;                    ///< it stands in the history of its state, which starts from it
  base::Place place;
};

/// A state whose level, drift and volatility come from its history. Level and drift are those of the base
/// year, or of the year of its last new figure.
struct FittedState {
  VariableId variable{};
  ParameterId level{}, drift{}, sigma{};
  std::size_t history = 0;                ///< index into Program::histories
};

/// The parameters that the states of a family share; those that the family's lists fix have none.
struct FamilyParameters {
  std::optional<ParameterId> scale, damping, drift_change, drift_sd, estimate_error, df;
};

/// A stream of random words; one word a path and year.
struct StreamInfo {
  std::string name;
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
  Test test = Test::at;
  Direction direction = Direction::at_least;
  int from = 0, year = 0;
  double value = 0, high = 0;          ///< as printed, in `unit`
  double low_bound, high_bound;        ///< what the tested figure must lie within, in the variable's unit
  std::string unit;
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
  std::vector<ObservedFigure> observed;  ///< in the order of their file
  std::vector<Target> targets;         ///< all rows of the target table
  std::vector<Joint> joints;
  std::vector<Setting> settings;
  std::map<std::string, base::Label> unit_labels;

  std::vector<StreamInfo> streams;
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

/// Prints the stages of the compiled program, one instruction a line.
[[nodiscard]] std::string listing(const Program& program);

}  // namespace prospect::model
