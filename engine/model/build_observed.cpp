/// New figures: what years after the base year are known, and how the laws of a fitted state hold them.
///
/// A fitted state knows its level and drift as of the year o of its last new figure. On its link scale a
/// year t up to o stands at c_t + w_t level.x: the figure itself before o (w = 0), level.x in o (w = 1),
/// and between two figures on the straight line from one to the other. Up to o the trend is drift.x; later
/// both move by their own laws. Other indicators keep theirs: paths are held against their figures
/// (simulate/acceptance.hpp).

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "model/builder.hpp"

namespace prospect::model {
namespace {

/// A point of the link scale, as a number plus a share of the level.
struct Known {
  int year;
  double number, share;
};

/// The points on the straight lines between `known`, in each year from `first` to `last`; a year before
/// the first point stands where that does.
std::vector<Known> joined(const std::vector<Known>& known, int first, int last) {
  std::vector<Known> points;
  for (int year = first; year <= last; ++year) {
    const auto after = std::find_if(known.begin(), known.end(),
                                    [year](const auto& point) { return point.year >= year; });
    if (after == known.begin() || after->year == year) {
      points.push_back({year, after->number, after->share});
      continue;
    }
    const Known& before = *(after - 1);
    const double way = static_cast<double>(year - before.year) / (after->year - before.year);
    points.push_back({year, before.number + way * (after->number - before.number),
                      before.share + way * (after->share - before.share)});
  }
  return points;
}

}  // namespace

std::vector<const ObservedRow*> Builder::observed_of(const std::string& indicator) const {
  const IndicatorDefinition* meant = nullptr;
  const auto own = std::find_if(d_.indicators.begin(), d_.indicators.end(),
                                [&](const auto& x) { return x.name == indicator; });
  if (own == d_.indicators.end() || own->history == nullptr) return {};
  for (const auto& other : d_.indicators) {
    if (other.history == nullptr || other.history->text != own->history->text) continue;
    if (meant == nullptr || (meant->family == nullptr && other.family != nullptr)) meant = &other;
  }
  if (meant != &*own) return {};
  std::vector<const ObservedRow*> rows;
  for (const auto& row : d_.observed) {
    if (row.series == own->history->text) rows.push_back(&row);
  }
  std::stable_sort(rows.begin(), rows.end(), [](const auto* a, const auto* b) { return a->year < b->year; });
  return rows;
}

std::optional<int> Builder::observed_until(const IndicatorDefinition& indicator) const {
  const auto rows = observed_of(indicator.name);
  if (indicator.family == nullptr || rows.empty()) return std::nullopt;
  return rows.back()->year;
}

double Builder::in_unit_of(const Variable& variable, const ObservedRow& row, double figure) const {
  const auto factor = unit_of(d_.series.at(row.series).unit).to(unit_of(variable.unit));
  return figure * factor.value();
}

int Builder::year_numbers(std::vector<double> values, Expression& law) {
  Program& p = e_.program;
  p.year_values.push_back(std::move(values));
  return law.year_value(static_cast<std::uint32_t>(p.year_values.size() - 1));
}

void Builder::hold_until(int until, Expression& law, const Expression& observed) {
  const int moved = static_cast<int>(law.terms.size()) - 1;
  std::vector<double> is_known;
  for (int year = d_.base_year + 1; year <= d_.end_year; ++year) is_known.push_back(year <= until ? 1 : 0);
  const int known = year_numbers(std::move(is_known), law);
  law.apply(Opcode::choose, known, law.append(observed), moved);
}

void Builder::hold_figures(const IndicatorDefinition& indicator, VariableId id, VariableId link_id) {
  const auto until = observed_until(indicator);
  if (!until) return;
  hold_link(indicator, *until, link_id);
  hold_value(indicator, id);
}

void Builder::hold_link(const IndicatorDefinition& indicator, int until, VariableId link_id) {
  const FittedState& fitted = e_.program.fitted.back();
  const auto& figures = e_.program.histories[fitted.history].figures;
  if (figures.empty() || figures.back().year != until) return;  // no link takes the figure: told already
  std::vector<Known> known;
  for (const auto& figure : figures) {
    const bool last = figure.year == until;
    known.push_back({figure.year, last ? 0 : figure.linked, last ? 1.0 : 0.0});
  }
  const auto points = joined(known, d_.base_year, until);
  const auto size = static_cast<std::size_t>(d_.end_year - d_.base_year);
  std::vector<double> numbers(size, 0), shares(size, 0);
  for (std::size_t k = 1; k < points.size(); ++k) {
    numbers[k - 1] = points[k].number;
    shares[k - 1] = points[k].share;
  }
  Expression held;
  const int share = year_numbers(std::move(shares), held);
  const int part = held.apply(Opcode::mul, share, held.parameter(fitted.level));
  held.apply(Opcode::add, year_numbers(std::move(numbers), held), part);
  hold_until(until, yearly(link_id), held);
  Expression begin;
  const int from_level = begin.apply(Opcode::mul_i, begin.parameter(fitted.level), -1, -1, points[0].share);
  begin.apply(Opcode::add_i, from_level, -1, -1, points[0].number);
  if (indicator.start == nullptr) start(link_id) = std::move(begin);
}

void Builder::hold_value(const IndicatorDefinition& indicator, VariableId id) {
  const auto size = static_cast<std::size_t>(d_.end_year - d_.base_year);
  std::vector<double> is_figure(size, 0), figures(size, 0);
  const auto rows = observed_of(indicator.name);
  for (const ObservedRow* row : rows) {
    // Of a provisional last figure the level says what may be true.
    if (row->estimate && row == rows.back()) continue;
    const auto k = static_cast<std::size_t>(row->year - d_.base_year - 1);
    is_figure[k] = 1;
    figures[k] = in_unit_of(e_.program.variables[id.value], *row, row->value);
  }
  if (std::find(is_figure.begin(), is_figure.end(), 1) == is_figure.end()) return;
  Expression& law = yearly(id);
  const int from_link = static_cast<int>(law.terms.size()) - 1;
  const int known = year_numbers(std::move(is_figure), law);
  law.apply(Opcode::choose, known, year_numbers(std::move(figures), law), from_link);
}

void Builder::observed_figures() {
  Program& p = e_.program;
  for (const ObservedRow& row : d_.observed) {
    const IndicatorDefinition* of = nullptr;
    for (const auto& indicator : d_.indicators) {
      const auto rows = observed_of(indicator.name);
      if (std::find(rows.begin(), rows.end(), &row) != rows.end()) of = &indicator;
    }
    if (of == nullptr) continue;
    const VariableId id(symbols_.at(of->name).index);
    const Variable& variable = p.variables[id.value];
    if (variable.series.empty()) continue;  // its history does not fit: told already
    ObservedFigure figure;
    figure.series = row.series;
    figure.label = variable.label;
    figure.unit = variable.unit;
    figure.variable = id;
    figure.year = row.year;
    figure.value = in_unit_of(variable, row, row.value);
    figure.error = in_unit_of(variable, row, row.error);
    figure.rounding = in_unit_of(variable, row, row.rounding);
    figure.estimate = row.estimate;
    figure.fitted = of->family != nullptr;
    figure.place = row.place;
    // Figures of a fitted state were held against its link as they joined its history.
    const bool linked = variable.link == Link::log || variable.link == Link::logit;
    if (!figure.fitted && linked) fits_link(variable, figure.value, row.year, row.place);
    p.observed.push_back(std::move(figure));
  }
}

void check_observed(const Equations& equations, base::Problems& problems) {
  for (const ObservedFigure& figure : equations.program.observed) {
    const Variable& variable = equations.program.variables[figure.variable.value];
    if (equations.available[figure.variable.value]) continue;
    problems.add("bad-series", figure.place,
                 fmt::format("'{}' is not simulated: no figure of it is known as of {}", variable.name,
                             equations.program.base_year),
                 "leave the row out");
  }
}

}  // namespace prospect::model
