#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "publish/csv.hpp"
#include "report/stopping.hpp"

namespace prospect::publish {
namespace {

/// What rows are about; its texts stand at the beginning of each.
struct Subject {
  std::string scenario, kind, item;
  base::Label label;
};

/// What is said of it. Year 0: of no year.
struct Measure {
  std::string name, unit = "1";
  int year = 0;
};

/// The rows of one file.
class TidyRows {
 public:
  TidyRows(const CsvForm& form, summarise::IntervalRule intervals) : csv_(form), intervals_(intervals) {
    for (const char* head :
         {"scenario", "kind", "item", "label", "label_vi", "year", "measure", "unit", "value", "words"}) {
      csv_.text(head);
    }
    csv_.end_row();
  }

  void value(const Subject& subject, const Measure& measure, double value) {
    if (!std::isfinite(value)) return;
    begin(subject, measure);
    csv_.number(value);
    csv_.text("");
    csv_.end_row();
  }
  void count(const Subject& subject, const Measure& measure, std::uint64_t value) {
    begin(subject, measure);
    csv_.whole(value);
    csv_.text("");
    csv_.end_row();
  }
  /// Words have no unit; none are no row.
  void words(const Subject& subject, const std::string& name, const std::string& text, int year = 0) {
    if (text.empty()) return;
    begin(subject, {name, "", year});
    csv_.text("");
    csv_.guarded(text);
    csv_.end_row();
  }
  /// A probability with its intervals, of sampling and over the assumptions.
  void fate(const Subject& subject, const summarise::Counted& of, const summarise::AssumptionRange& range) {
    count(subject, {"hits"}, of.hits);
    count(subject, {"paths"}, of.paths);
    if (of.paths > 0) {
      const auto interval = intervals_(of);
      value(subject, {"probability"}, static_cast<double>(of.hits) / static_cast<double>(of.paths));
      value(subject, {"low"}, interval.low);
      value(subject, {"high"}, interval.high);
    }
    value(subject, {"assumption_low"}, range.low);
    value(subject, {"assumption_high"}, range.high);
    value(subject, {"assumption_sd"}, range.sd);
  }
  void spread(const Subject& subject, const summarise::Spread& spread, const Measure& of) {
    const auto one = [&](const std::string& name, double number) { value(subject, {name, of.unit, of.year}, number); };
    one("mean", spread.mean);
    one("sd", spread.sd);
    one("minimum", spread.minimum);
    one("maximum", spread.maximum);
    for (std::size_t k = 0; k < spread.quantiles.size(); ++k) {
      one(fmt::format("q{:02}", std::lround(100 * summarise::quantile_levels[k])), spread.quantiles[k]);
    }
    one("quantile_error", spread.quantile_error);
  }
  [[nodiscard]] const std::string& all() const { return csv_.all(); }

 private:
  void begin(const Subject& subject, const Measure& measure) {
    csv_.guarded(subject.scenario);
    csv_.text(subject.kind);
    csv_.guarded(subject.item);
    csv_.guarded(subject.label.en);
    csv_.guarded(subject.label.vi);
    csv_.text(measure.year == 0 ? "" : std::to_string(measure.year));
    csv_.guarded(measure.name);
    csv_.guarded(measure.unit);
  }

  CsvText csv_;
  summarise::IntervalRule intervals_;
};

// ---- the run ------------------------------------------------------------------------------------

void add_run(TidyRows& rows, const store::RunRecord& record) {
  const Subject run{"", "run", "", {}};
  rows.words(run, "program_version", record.program_version);
  // Words: spreadsheets keep fifteen digits of a number, a seed has more.
  rows.words(run, "seed", std::to_string(record.seed));
  rows.count(run, {"paths"}, record.paths);
  if (record.as_of != 0) rows.count(run, {"as_of", "year"}, static_cast<std::uint64_t>(record.as_of));
  rows.words(run, "observed", record.observed);
}

const char* name_of(analyse::Finding::Kind kind) {
  switch (kind) {
    case analyse::Finding::Kind::identity_on_history: return "identity_on_history";
    case analyse::Finding::Kind::identity_on_targets: return "identity_on_targets";
    case analyse::Finding::Kind::plan_arithmetic: return "plan_arithmetic";
    case analyse::Finding::Kind::two_figures: return "two_figures";
  }
  return "";
}

void add_findings(TidyRows& rows, const std::vector<analyse::Finding>& findings) {
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const auto& found = findings[i];
    const Subject subject{"", "finding", fmt::format("{}/{}", i + 1, found.subject), found.words};
    rows.words(subject, "kind", name_of(found.kind), found.year);
    rows.value(subject, {"expected", found.unit, found.year}, found.expected);
    rows.value(subject, {"printed", found.unit, found.year}, found.printed);
    rows.value(subject, {"allowance", found.unit, found.year}, found.allowance);
    rows.count(subject, {"agrees", "1", found.year}, found.agrees ? 1 : 0);
  }
}

/// A cell of an answer's table: the item is the answer's name, the table's and the row's number from 1.
void add_answers(TidyRows& rows, const std::vector<analyse::Answer>& answers) {
  for (const auto& answer : answers) {
    for (const auto& table : answer.tables) {
      const auto subject = [&](std::size_t row) {
        return Subject{"", "answer", fmt::format("{}/{}/{}", answer.name, table.name, row + 1), {}};
      };
      for (const auto& column : table.columns) {
        if (const auto* numbers = std::get_if<std::vector<double>>(&column.values)) {
          for (std::size_t r = 0; r < numbers->size(); ++r) {
            rows.value(subject(r), {column.name, column.unit}, (*numbers)[r]);
          }
        } else {
          const auto& texts = std::get<std::vector<std::string>>(column.values);
          for (std::size_t r = 0; r < texts.size(); ++r) rows.words(subject(r), column.name, texts[r]);
        }
      }
    }
  }
}

/// A point: the item is the sweep's name and the point's number from 1; of a goal its name behind them.
void add_sweep(TidyRows& rows, const analyse::Sweep& sweep) {
  const std::size_t levers = sweep.levers.size(), goals = sweep.goals.size();
  for (std::size_t point = 0; point < sweep.points(); ++point) {
    const auto& scenario = sweep.scenarios[static_cast<std::size_t>(sweep.scenario[point])].name;
    const std::string item = fmt::format("{}/{}", sweep.name, point + 1);
    for (std::size_t k = 0; k < levers; ++k) {
      const auto& lever = sweep.levers[k];
      rows.value({scenario, "sweep_setting", item + "/" + lever.name, lever.label}, {"setting", lever.unit},
                 sweep.setting[point * levers + k]);
    }
    const auto counted = static_cast<std::uint64_t>(sweep.counted[point]);
    rows.count({scenario, "sweep_point", item, sweep.label}, {"failed"},
               static_cast<std::uint64_t>(sweep.failed[point]));
    for (std::size_t k = 0; k < goals; ++k) {
      const Subject of{scenario, "sweep", item + "/" + sweep.goals[k].name, sweep.goals[k].label};
      const auto hits = static_cast<std::uint64_t>(sweep.hits[point * goals + k]);
      rows.count(of, {"hits"}, hits);
      rows.count(of, {"paths"}, counted);
      if (counted == 0) continue;
      // Paths of a sweep are plain, whatever those of the run are.
      const auto interval = summarise::probability_interval(hits, counted);
      rows.value(of, {"probability"}, static_cast<double>(hits) / static_cast<double>(counted));
      rows.value(of, {"low"}, interval.low);
      rows.value(of, {"high"}, interval.high);
    }
  }
}

// ---- a scenario ---------------------------------------------------------------------------------

/// The rows of one scenario.
class Scenario {
 public:
  Scenario(TidyRows& rows, const store::ScenarioRecord& record) : rows_(rows), record_(record) {}

  void add() const {
    overview();
    targets();
    not_assessed();
    together();
    indicators();
    history();
    parameters();
    settings();
    observed();
    faults();
  }

 private:
  [[nodiscard]] const model::Program& program() const { return record_.program; }
  [[nodiscard]] const summarise::Summary& summary() const { return record_.summary; }
  [[nodiscard]] Subject subject(const std::string& kind, const std::string& item, const base::Label& label = {}) const {
    return {program().scenario, kind, item, label};
  }
  [[nodiscard]] std::string code(std::size_t assessed) const {
    return program().targets[summary().targets[assessed].target].code;
  }

  void overview() const {
    const Subject scenario = subject("scenario", program().scenario, program().label);
    rows_.words(scenario, "description", program().description.en);
    rows_.words(scenario, "description_vi", program().description.vi);
    rows_.count(scenario, {"base_year", "year"}, static_cast<std::uint64_t>(program().base_year));
    rows_.count(scenario, {"end_year", "year"}, static_cast<std::uint64_t>(program().end_year));
    rows_.count(scenario, {"simulated"}, summary().simulated);
    rows_.count(scenario, {"paths"}, summary().paths);
    rows_.count(scenario, {"failed"}, summary().failed);
  }

  void wanted(const Subject& of, const model::Target& target) const {
    rows_.value(of, {"wanted", target.unit, target.year}, target.value);
    if (target.direction == model::Target::Direction::between) {
      rows_.value(of, {"wanted_high", target.unit, target.year}, target.high);
    }
    rows_.words(of, "printed", target.printed, target.year);
  }

  void targets() const {
    for (const auto& count : summary().targets) {
      const auto& target = program().targets[count.target];
      const Subject of = subject("target", target.code, target.label);
      const std::string unit = target.variable ? program().variables[target.variable->value].unit : "1";
      wanted(of, target);
      rows_.fate(of, counted(summary(), count), count.assumptions);
      if (count.reported_hits) rows_.count(of, {"reported_hits"}, *count.reported_hits);
      rows_.value(of, {"shortfall", unit}, count.shortfall);
      rows_.count(of, {"only_miss"}, count.only_miss);
      for (std::size_t t = 0; t < count.first_met.size(); ++t) {
        rows_.count(of, {"first_met", "1", summary().years[t]}, count.first_met[t]);
      }
      rows_.spread(of, count.figure, {"", unit});
    }
  }

  void not_assessed() const {
    for (std::size_t row = 0; row < program().targets.size(); ++row) {
      const bool counted = std::any_of(summary().targets.begin(), summary().targets.end(),
                                       [&](const auto& count) { return count.target == row; });
      if (counted) continue;
      const auto& target = program().targets[row];
      const Subject of = subject("not_assessed", target.code, target.label);
      wanted(of, target);
      rows_.words(of, "reason", target.reason.en);
      rows_.words(of, "reason_vi", target.reason.vi);
    }
  }

  void together() const {
    if (summary().targets.empty()) return;
    rows_.fate(subject("all_targets", "all"), counted_all(summary()), summary().all_assumptions);
    for (const auto& group : summary().groups) {
      rows_.fate(subject("group", group.name, group.label), counted(summary(), group), group.assumptions);
    }
    for (std::size_t k = 0; k < summary().met_count.size(); ++k) {
      rows_.count(subject("count", std::to_string(k)), {"hits"}, summary().met_count[k]);
    }
    const std::size_t n = summary().targets.size();
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = i; j < n; ++j) {
        const Subject pair = subject("pair", fmt::format("{} {}", code(i), code(j)));
        rows_.count(pair, {"both_missed"}, summary().both_missed[i * n + j]);
      }
    }
  }

  void indicators() const {
    for (std::size_t i = 0; i < summary().indicators.size(); ++i) {
      const auto& variable = program().variables[summary().indicators[i].value];
      const Subject of = subject("indicator", variable.name, variable.label);
      for (std::size_t t = 0; t < summary().years.size(); ++t) {
        rows_.spread(of, summary().spreads[i][t], {"", variable.unit, summary().years[t]});
      }
    }
  }

  /// Printed figures: the label is that of their series, which may be of another definition than the indicator.
  void history() const {
    for (const auto& figure : record_.display.past) {
      const Subject of = subject("history", figure.indicator, figure.label);
      rows_.value(of, {"value", figure.unit, figure.year}, figure.value);
      rows_.words(of, "status", figure.status, figure.year);
      rows_.words(of, "place", figure.place, figure.year);
    }
  }

  void parameters() const {
    for (std::size_t p = 0; p < program().parameters.size(); ++p) {
      const auto& parameter = program().parameters[p];
      const Subject of = subject("parameter", parameter.name, parameter.label);
      rows_.words(of, "prior", parameter.prior_text);
      rows_.words(of, "source", parameter.source);
      if (p < record_.estimate.learned.size()) learned(of, parameter.unit, record_.estimate.learned[p]);
    }
  }

  void learned(const Subject& of, const std::string& unit, const calibrate::Learned& learned) const {
    rows_.value(of, {"prior_mean", unit}, learned.prior_mean);
    rows_.value(of, {"prior_sd", unit}, learned.prior_sd);
    rows_.value(of, {"prior_q05", unit}, learned.prior_q05);
    rows_.value(of, {"prior_q95", unit}, learned.prior_q95);
    rows_.value(of, {"posterior_mean", unit}, learned.posterior_mean);
    rows_.value(of, {"posterior_sd", unit}, learned.posterior_sd);
    rows_.value(of, {"posterior_q05", unit}, learned.q05);
    rows_.value(of, {"posterior_median", unit}, learned.median);
    rows_.value(of, {"posterior_q95", unit}, learned.q95);
    rows_.count(of, {"observations"}, static_cast<std::uint64_t>(learned.observations));
    rows_.value(of, {"effective_draws"}, learned.effective);
    rows_.value(of, {"doubt_left"}, learned.doubt_left);
    rows_.count(of, {"not_learned"}, learned.not_learned ? 1 : 0);
  }

  /// The value as the scenario's file writes it: a number, or a law of one.
  void settings() const {
    for (const auto& setting : program().settings) {
      const Subject of = subject("setting", setting.what + "." + setting.name, setting.label);
      rows_.words(of, "value", setting.value);
      rows_.words(of, "unit", setting.unit);
      rows_.words(of, "source", setting.source);
      rows_.count(of, {"from_default"}, setting.from_default ? 1 : 0);
    }
  }

  void observed() const {
    for (const auto& figure : summary().observed) {
      const Subject of = subject("observed", figure.series);
      rows_.value(of, {"value", "", figure.year}, figure.value);
      rows_.value(of, {"error", "", figure.year}, figure.error);
      rows_.count(of, {"estimate", "1", figure.year}, figure.estimate ? 1 : 0);
      rows_.count(of, {"fitted", "1", figure.year}, figure.fitted ? 1 : 0);
      rows_.count(of, {"agreeing", "1", figure.year}, figure.agreeing);
    }
  }

  void faults() const {
    for (const auto& fault : summary().faults) {
      const Subject of = subject("fault", fault.variable + "/" + fault.fault);
      rows_.count(of, {"paths", "1", fault.year}, fault.paths);
      rows_.count(of, {"first_path", "1", fault.year}, fault.first_path);
    }
  }

  TidyRows& rows_;
  const store::ScenarioRecord& record_;
};

}  // namespace

std::string tidy_csv(const store::RunRecord& record, const CsvForm& form) {
  TidyRows rows(form, report::interval_rule(record));
  add_run(rows, record);
  add_findings(rows, record.audit);
  for (const auto& scenario : record.scenarios) Scenario(rows, scenario).add();
  add_answers(rows, record.answers);
  for (const auto& sweep : record.sweeps) add_sweep(rows, sweep);
  return rows.all();
}

}  // namespace prospect::publish
