#pragma once
/// The fields about new figures: how many paths were simulated for those that count, and each figure. See
/// fields.hpp.

namespace prospect::store {

template <class Io, class Rows>
void observed_fields(Io& io, Rows& s) {
  io("simulated", s.simulated);
  io.rows("observed", s.observed);
  io.positions("observed");
  for (auto& row : s.observed) {
    io("observed_series", row.series);
    io("observed_year", row.year);
    io("observed_value", row.value);
    io("observed_error", row.error);
    io("observed_estimate", row.estimate);
    io("observed_fitted", row.fitted);
    io("observed_agreeing", row.agreeing);
  }
}

}  // namespace prospect::store
