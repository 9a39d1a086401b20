/// The table of targets against the variables of the model.

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <limits>
#include <set>

#include "base/hints.hpp"
#include "model/builder.hpp"

namespace prospect::model {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

class TargetReader {
 public:
  TargetReader(const read::Table& table, const Definition& definition, Equations& equations,
               base::Problems& problems)
      : table_(table), d_(definition), e_(equations), problems_(problems) {
    for (std::uint32_t v = 0; v < e_.program.variables.size(); ++v) {
      if (!e_.program.variables[v].indicator) continue;
      indicators_[e_.program.variables[v].name] = v;
      names_.push_back(e_.program.variables[v].name);
    }
  }

  void run() {
    if (table_.columns.empty()) return;
    if (!read::require_columns(table_,
                               {"code", "plan", "number", "part", "theme", "label_en", "label_vi",
                                "indicator", "test", "from", "year", "direction", "value", "high",
                                "unit", "tolerance", "assess", "reason_en", "reason_vi", "place",
                                "printed"},
                               problems_)) {
      return;
    }
    std::map<std::string, base::Place> seen;
    for (const auto& row : table_.rows) {
      row_ = &row;
      const auto [at, fresh] = seen.emplace(text("code"), cell("code").place);
      if (!fresh) {
        base::Problem problem{"duplicate-row", cell("code").place,
                              fmt::format("target '{}' has a row already", text("code")), ""};
        problem.other = at->second;
        problem.other_note = "the first one";
        problems_.add(std::move(problem));
      }
      e_.program.targets.push_back(target());
    }
  }

 private:
  [[nodiscard]] const read::Cell& cell(std::string_view column) const {
    return (*row_)[*table_.column(column)];
  }
  [[nodiscard]] const std::string& text(std::string_view column) const { return cell(column).text; }

  double number(std::string_view column, double otherwise) {
    if (text(column).empty()) return otherwise;
    return read::number_in(cell(column), problems_).value_or(otherwise);
  }

  Target target() {
    Target t;
    t.code = text("code");
    t.plan = text("plan");
    t.part = text("part");
    t.theme = text("theme");
    t.number = static_cast<int>(number("number", 0));
    t.label = {text("label_en"), text("label_vi")};
    t.reason = {text("reason_en"), text("reason_vi")};
    t.printed = text("printed");
    t.place_in_report = text("place");
    t.place = cell("code").place;
    t.indicator = text("indicator");
    t.unit = text("unit");
    t.low_bound = -infinity;
    t.high_bound = infinity;
    t.value = number("value", std::numeric_limits<double>::quiet_NaN());
    t.high = number("high", std::numeric_limits<double>::quiet_NaN());
    t.tolerance = number("tolerance", 0);
    if (t.tolerance < 0) {
      problems_.add("bad-target", cell("tolerance").place,
                    fmt::format("the tolerance of target '{}' is {}, the least is 0", t.code,
                                t.tolerance));
    }
    t.from = static_cast<int>(number("from", 0));
    t.year = static_cast<int>(number("year", 0));
    const auto& assess = text("assess");
    if (assess != "yes" && assess != "no") {
      problems_.add("bad-value", cell("assess").place,
                    fmt::format("'assess' should be yes or no, found '{}'", assess));
    }
    if (assess != "yes") {
      t.indicator.clear();
      return t;
    }
    test(t);
    direction(t);
    resolve(t);
    return t;
  }

  void test(Target& t) {
    static const std::map<std::string, Target::Test> tests = {{"at", Target::Test::at},
                                                              {"every", Target::Test::every},
                                                              {"ever", Target::Test::ever},
                                                              {"mean", Target::Test::mean},
                                                              {"sum", Target::Test::sum}};
    const auto at = tests.find(text("test"));
    if (at == tests.end()) {
      problems_.add("bad-target", cell("test").place,
                    fmt::format("test '{}' is not one of at, every, ever, mean, sum", text("test")),
                    base::did_you_mean(text("test"), {"at", "every", "ever", "mean", "sum"}));
      return;
    }
    t.test = at->second;
    if (t.test != Target::Test::at && (t.from < 1000 || t.from > t.year)) {
      problems_.add("bad-year", cell("from").place,
                    fmt::format("test '{}' needs the years 'from' to 'year', found '{}' to '{}'",
                                text("test"), text("from"), text("year")));
    }
    if (t.test == Target::Test::at) t.from = t.year;
  }

  void direction(Target& t) {
    const auto& words = text("direction");
    if (!std::isfinite(t.value)) {
      problems_.add("bad-target", cell("value").place,
                    fmt::format("target '{}' is assessed but has no value", t.code));
      return;
    }
    if (words == ">=") {
      t.direction = Target::Direction::at_least;
      t.low_bound = t.value - t.tolerance;
    } else if (words == "<=") {
      t.direction = Target::Direction::at_most;
      t.high_bound = t.value + t.tolerance;
    } else if (words == "about") {
      t.direction = Target::Direction::between;
      t.low_bound = t.value - t.tolerance;
      t.high_bound = t.value + t.tolerance;
    } else if (words == "between" && t.high >= t.value) {
      t.direction = Target::Direction::between;
      t.low_bound = t.value - t.tolerance;
      t.high_bound = t.high + t.tolerance;
    } else {
      problems_.add("bad-target", cell("direction").place,
                    fmt::format("direction '{}' is not one of >=, <=, between, about", words),
                    words == "between" ? "between needs 'high' above 'value'" : "");
    }
  }

  void resolve(Target& t) {
    const auto at = indicators_.find(t.indicator);
    if (at == indicators_.end() && t.year <= d_.model_base_year) {
      // A target of the past that the model does not simulate is only listed.
      t.reason = {fmt::format("the model does not simulate '{}'", t.indicator),
                  fmt::format("mô hình không mô phỏng '{}'", t.indicator)};
      return;
    }
    if (at == indicators_.end()) {
      problems_.add("bad-target", cell("indicator").place,
                    fmt::format("target '{}' is tested on '{}', which the model has not", t.code,
                                t.indicator),
                    base::did_you_mean(t.indicator, names_, "mark it assess = no, with a reason"));
      return;
    }
    const Variable& variable = e_.program.variables[at->second];
    std::string bad;
    const auto unit = Unit::parse(t.unit, d_.unit_words, bad);
    const auto own = Unit::parse(variable.unit, d_.unit_words, bad);
    if (!unit || !own || !unit->fits(*own)) {
      problems_.add("unit-mismatch", cell("unit").place,
                    fmt::format("target '{}' is in '{}' but '{}' is in '{}'", t.code, t.unit,
                                t.indicator, variable.unit));
      return;
    }
    const auto factor = unit->to(*own);
    t.scale = factor.value();
    t.low_bound *= t.scale;
    t.high_bound *= t.scale;
    if (t.year <= e_.program.base_year || t.year > e_.program.end_year) {
      if (t.year > e_.program.end_year) {
        problems_.add("bad-year", cell("year").place,
                      fmt::format("target '{}' is for {}, the simulation ends in {}", t.code, t.year,
                                  e_.program.end_year));
      } else {
        t.reason = {fmt::format("its year {} is past: the history ends in {}", t.year,
                                e_.program.base_year),
                    fmt::format("năm {} đã qua: số liệu có đến năm {}", t.year,
                                e_.program.base_year)};
      }
      return;
    }
    // Years before the simulation are not on a path: the test needs all of its years.
    if (t.test != Target::Test::at && t.from <= e_.program.base_year) {
      t.reason = {fmt::format("its years {} to {} begin before the simulation", t.from, t.year),
                  fmt::format("giai đoạn {} đến {} bắt đầu trước kỳ mô phỏng", t.from, t.year)};
      return;
    }
    t.variable = VariableId(at->second);
  }

  const read::Table& table_;
  const Definition& d_;
  Equations& e_;
  base::Problems& problems_;
  const std::vector<read::Cell>* row_ = nullptr;
  std::map<std::string, std::uint32_t> indicators_;
  std::vector<std::string> names_;
};

void read_joints(const Definition& d, Equations& e, base::Problems& problems) {
  std::vector<std::string> codes;
  for (const auto& target : e.program.targets) codes.push_back(target.code);
  for (const auto& definition : d.joints) {
    Joint joint{definition.name, definition.label, {}};
    for (const auto* code : definition.targets) {
      bool found = false;
      for (std::size_t t = 0; t < codes.size(); ++t) {
        if (codes[t] != code->text) continue;
        found = true;
        if (e.program.targets[t].variable) joint.targets.push_back(t);
      }
      if (!found) {
        problems.add("unknown-name", code->place,
                     fmt::format("joint '{}' names target '{}', which the table has not",
                                 definition.name, code->text),
                     base::did_you_mean(code->text, codes));
      }
    }
    if (!joint.targets.empty()) e.program.joints.push_back(std::move(joint));
  }
}

}  // namespace

void read_targets(const read::Table& table, const Definition& definition, Equations& equations,
                  base::Problems& problems) {
  TargetReader(table, definition, equations, problems).run();
}

void settle_targets(const Definition& definition, Equations& equations, base::Problems& problems) {
  const int base_year = equations.program.base_year;
  for (Target& t : equations.program.targets) {
    if (!t.variable || equations.available[t.variable->value]) continue;
    t.variable.reset();
    t.reported.reset();
    t.reason = {fmt::format("no figure of '{}' is known as of {}", t.indicator, base_year),
                fmt::format("chưa có số liệu '{}' tính đến năm {}", t.indicator, base_year)};
  }
  read_joints(definition, equations, problems);
}

}  // namespace prospect::model
