#pragma once
/// The fields of charts and of the printed past. See fields.hpp.

namespace prospect::store {

template <class Io, class Rows>
void display_fields(Io& io, Rows& s) {
  io.rows("chart", s.display.charts);
  for (auto& row : s.display.charts) {
    io("chart", row.name);
    io("chart_label", row.label);
    io("chart_target", row.target);
    io("chart_indicator", row.indicator);
    io("chart_line", row.line);
  }
  io.rows("past", s.display.past);
  io.positions("past");
  for (auto& row : s.display.past) {
    io("past_indicator", row.indicator);
    io("past_label", row.label);
    io("past_year", row.year);
    io("past_value", row.value);
    io("past_unit", row.unit);
    io("past_status", row.status);
    io("past_place", row.place);
  }
}

}  // namespace prospect::store
