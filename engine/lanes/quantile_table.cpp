#include "lanes/quantile_table.hpp"

#include <cstring>
#include <utility>

#include "lanes/functions.hpp"
#include "lanes/vector_functions.hpp"

namespace prospect::lanes {
namespace {

using Finish = QuantileTable::Finish;
using Form = QuantileTable::Form;

constexpr std::size_t coefficients = 4;
constexpr double cell_width =
    2 * QuantileTable::score_limit / static_cast<double>(QuantileTable::cells);
constexpr double cells_per_score = 1 / cell_width;

struct Line {
  double intercept, slope;

  [[gnu::always_inline]] double operator()(double z) const { return intercept + slope * z; }
  [[gnu::always_inline]] void row(const double* z, double* out) const {
    each_lane([=, *this](std::size_t lane) { out[lane] = (*this)(z[lane]); });
  }
};

/// Where a score lies on the grid: the cell and how far into it.
struct Spot {
  std::int64_t cell;
  double into;
};

[[gnu::always_inline]] inline Spot spot_of(double z) {
  constexpr double limit = QuantileTable::score_limit;
  constexpr double last = static_cast<double>(QuantileTable::cells - 1);
  // Comparisons send NaN to the upper end, so that every index is inside; it returns at last.
  const double below = select(z < limit, z, limit);
  const double inside = select(below > -limit, below, -limit);
  const double place = (inside + limit) * cells_per_score;
  const double shifted = select(place < last, place - 0.5, last) + rounding_shift;
  return {shifted_integer(shifted), place - (shifted - rounding_shift)};
}

/// g at a score. A cell's four coefficients lie side by side: one cache line serves a lane.
[[gnu::always_inline]] inline double curve_at(const double* pieces, double z) {
  const auto [cell, u] = spot_of(z);
  const double* c = pieces + static_cast<std::size_t>(cell) * coefficients;
  const double g = std::fma(std::fma(std::fma(c[3], u, c[2]), u, c[1]), u, c[0]);
  return select(z == z, g, z);
}

#if defined(__AVX512F__) || defined(__AVX2__)

/// A cell's coefficients.
using Four [[gnu::vector_size(32)]] = double;

[[gnu::always_inline]] inline Four four_at(const double* from) {
  Four four;
  std::memcpy(&four, from, sizeof(four));
  return four;
}

/// The coefficients of a vector of lanes, coefficient by coefficient; `at(k)` is where those of lane k lie. Loads of
/// four numbers and a transposition are twice as fast as gathers.
template <class At>
[[gnu::always_inline]] inline void take_coefficients(At at, Vector (&c)[coefficients]) {
#if defined(__AVX512F__)
  const auto pair = [&](std::size_t first) {
    return __builtin_shufflevector(four_at(at(first)), four_at(at(first + 4)), 0, 1, 2, 3, 4, 5, 6, 7);
  };
  const Vector p0 = pair(0), p1 = pair(1), p2 = pair(2), p3 = pair(3);
  const Vector even01 = __builtin_shufflevector(p0, p1, 0, 8, 2, 10, 4, 12, 6, 14);
  const Vector odd01 = __builtin_shufflevector(p0, p1, 1, 9, 3, 11, 5, 13, 7, 15);
  const Vector even23 = __builtin_shufflevector(p2, p3, 0, 8, 2, 10, 4, 12, 6, 14);
  const Vector odd23 = __builtin_shufflevector(p2, p3, 1, 9, 3, 11, 5, 13, 7, 15);
  c[0] = __builtin_shufflevector(even01, even23, 0, 1, 8, 9, 4, 5, 12, 13);
  c[1] = __builtin_shufflevector(odd01, odd23, 0, 1, 8, 9, 4, 5, 12, 13);
  c[2] = __builtin_shufflevector(even01, even23, 2, 3, 10, 11, 6, 7, 14, 15);
  c[3] = __builtin_shufflevector(odd01, odd23, 2, 3, 10, 11, 6, 7, 14, 15);
#else
  const Vector p0 = four_at(at(0)), p1 = four_at(at(1)), p2 = four_at(at(2)), p3 = four_at(at(3));
  const Vector even01 = __builtin_shufflevector(p0, p1, 0, 4, 2, 6);
  const Vector odd01 = __builtin_shufflevector(p0, p1, 1, 5, 3, 7);
  const Vector even23 = __builtin_shufflevector(p2, p3, 0, 4, 2, 6);
  const Vector odd23 = __builtin_shufflevector(p2, p3, 1, 5, 3, 7);
  c[0] = __builtin_shufflevector(even01, even23, 0, 1, 4, 5);
  c[1] = __builtin_shufflevector(odd01, odd23, 0, 1, 4, 5);
  c[2] = __builtin_shufflevector(even01, even23, 2, 3, 6, 7);
  c[3] = __builtin_shufflevector(odd01, odd23, 2, 3, 6, 7);
#endif
}

/// A row of g, each lane from the pieces that `pieces(lane)` gives; the bits of `curve_at`.
template <class Pieces>
[[gnu::always_inline]] inline void curve_row(Pieces pieces, const double* z, double* out) {
  alignas(row_alignment) double into[lane_count];
  alignas(row_alignment) std::int64_t cell[lane_count];
  each_lane([&](std::size_t lane) {
    const Spot spot = spot_of(z[lane]);
    cell[lane] = spot.cell * static_cast<std::int64_t>(coefficients);
    into[lane] = spot.into;
  });
  for (std::size_t lane = 0; lane < lane_count; lane += vector_width) {
    Vector c[coefficients];
    take_coefficients([&](std::size_t k) { return pieces(lane + k) + cell[lane + k]; }, c);
    const Vector u = load(into + lane), score = load(z + lane);
    const Vector g = multiply_add(multiply_add(multiply_add(c[3], u, c[2]), u, c[1]), u, c[0]);
    store(choose(score == score, g, score), out + lane);
  }
}

#else

template <class Pieces>
[[gnu::always_inline]] inline void curve_row(Pieces pieces, const double* z, double* out) {
  each_lane([=](std::size_t lane) { out[lane] = curve_at(pieces(lane), z[lane]); });
}

#endif

struct Curve {
  const double* pieces;

  [[gnu::always_inline]] double operator()(double z) const { return curve_at(pieces, z); }
  [[gnu::always_inline]] void row(const double* z, double* out) const {
    curve_row([at = pieces](std::size_t) { return at; }, z, out);
  }
};

[[gnu::always_inline]] inline double triangular(double z, const Finish& f) {
  const double tail = normal_cdf_lane(-magnitude(z));
  const double below = select(z > 0.0, 1.0 - tail, tail);
  const double above = select(z > 0.0, tail, 1.0 - tail);
  const double width = f.c - f.a;
  const double rising = f.a + std::sqrt(below * width * (f.b - f.a));
  const double falling = f.c - std::sqrt(above * width * (f.c - f.b));
  return select(below * width < f.b - f.a, rising, falling);
}

template <Form form>
[[gnu::always_inline]] inline double finished(const Finish& f, double z, double g) {
  if constexpr (form == Form::exponential) {
    return f.a * exp_lane(g);
  } else if constexpr (form == Form::logistic) {
    return logistic_lane(g);
  } else if constexpr (form == Form::stretched) {
    return f.a + f.b * (z * exp_lane(g));
  } else if constexpr (form == Form::uniform) {
    return f.a + (f.b - f.a) * normal_cdf_lane(z);
  } else if constexpr (form == Form::triangular) {
    return triangular(z, f);
  } else {
    return g;
  }
}

/// x at one score, for one form and one kind of g.
template <Form form, class Inner>
struct Evaluation {
  Finish finish;
  Inner inner;

  [[gnu::always_inline]] double operator()(double z) const {
    return finished<form>(finish, z, inner(z));
  }
  [[gnu::always_inline]] void row(const double* z, double* out) const {
    alignas(row_alignment) double g[lane_count];
    inner.row(z, g);
    if constexpr (form == Form::stretched) {
      alignas(row_alignment) double stretch[lane_count];
      exponentials<lane_count>(g, stretch);
      each_lane([=, *this, &stretch](std::size_t l) { out[l] = finish.a + finish.b * (z[l] * stretch[l]); });
      return;
    }
    each_lane([=, *this, &g](std::size_t lane) { out[lane] = finished<form>(finish, z[lane], g[lane]); });
  }
};

template <class Inner, class Visit>
void visit_form(const Finish& finish, const Inner& inner, Visit visit) {
  switch (finish.form) {
    case Form::plain: return visit(Evaluation<Form::plain, Inner>{finish, inner});
    case Form::exponential: return visit(Evaluation<Form::exponential, Inner>{finish, inner});
    case Form::logistic: return visit(Evaluation<Form::logistic, Inner>{finish, inner});
    case Form::stretched: return visit(Evaluation<Form::stretched, Inner>{finish, inner});
    case Form::uniform: return visit(Evaluation<Form::uniform, Inner>{finish, inner});
    case Form::triangular: return visit(Evaluation<Form::triangular, Inner>{finish, inner});
  }
}

}  // namespace

QuantileTable::QuantileTable(Finish finish, double intercept, double slope)
    : finish_(finish), intercept_(intercept), slope_(slope) {}

QuantileTable::QuantileTable(Finish finish, const std::function<Knot(double z)>& curve)
    : finish_(finish) {
  std::vector<double> pieces(coefficients * cells);
  Knot left = curve(-score_limit);
  constexpr std::size_t middle = cells / 2;
  for (std::size_t cell = 0; cell < cells; ++cell) {
    // Counted from the nearer end, the middle edge is exactly 0 and edges mirror each other.
    const double from_middle = static_cast<double>(cell + 1) - static_cast<double>(middle);
    const Knot right = curve(from_middle * cell_width);
    const double rise = right.value - left.value;
    const double first = cell_width * left.slope, last = cell_width * right.slope;
    double* c = &pieces[cell * coefficients];
    c[0] = left.value;
    c[1] = first;
    c[2] = 3 * rise - 2 * first - last;
    c[3] = first + last - 2 * rise;
    left = right;
  }
  pieces_ = std::make_shared<const std::vector<double>>(std::move(pieces));
}

QuantileTable::QuantileTable(Finish finish, const QuantileTable& other) : QuantileTable(other) { finish_ = finish; }

template <class Visit>
void QuantileTable::visit(Visit visit) const {
  if (!pieces_) {
    visit_form(finish_, Line{intercept_, slope_}, visit);
  } else {
    visit_form(finish_, Curve{pieces_->data()}, visit);
  }
}

void QuantileTable::evaluate(const double* z, double* out) const {
  visit([=](const auto& x) { x.row(z, out); });
}

void QuantileTable::evaluate_each(const QuantileTable* const* tables, const double* z, double* out) {
  alignas(row_alignment) double factor[lane_count];
  for (std::size_t lane = 0; lane < lane_count; ++lane) {
    PROSPECT_EXPECT(tables[lane]->finish_.form == Form::exponential && tables[lane]->pieces_ != nullptr);
    factor[lane] = tables[lane]->finish_.a;
  }
  curve_row([tables](std::size_t lane) { return tables[lane]->pieces_->data(); }, z, out);
  each_lane([=, &factor](std::size_t lane) { out[lane] = factor[lane] * exp_lane(out[lane]); });
}

double QuantileTable::at(double z) const {
  double value = 0;
  visit([&](const auto& x) { value = x(z); });
  return value;
}

}  // namespace prospect::lanes
