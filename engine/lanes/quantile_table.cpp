#include "lanes/quantile_table.hpp"

#include "lanes/functions.hpp"

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
};

/// The coefficients lie power by power, so that each is one gather from a fixed address.
struct Curve {
  explicit Curve(const double* pieces)
      : c0(pieces),
        c1(pieces + QuantileTable::cells),
        c2(pieces + 2 * QuantileTable::cells),
        c3(pieces + 3 * QuantileTable::cells) {}

  const double *c0, *c1, *c2, *c3;

  [[gnu::always_inline]] double operator()(double z) const {
    constexpr double limit = QuantileTable::score_limit;
    constexpr double last = static_cast<double>(QuantileTable::cells - 1);
    // Comparisons send NaN to the upper end, so that every index is inside; it returns at last.
    const double below = select(z < limit, z, limit);
    const double inside = select(below > -limit, below, -limit);
    const double place = (inside + limit) * cells_per_score;
    const double shifted = select(place < last, place - 0.5, last) + rounding_shift;
    const double cell = shifted - rounding_shift;
    const double u = place - cell;
    const std::int64_t i = shifted_integer(shifted);
    const double g = std::fma(std::fma(std::fma(c3[i], u, c2[i]), u, c1[i]), u, c0[i]);
    return select(z == z, g, z);
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
    : finish_(finish), pieces_(coefficients * cells) {
  Knot left = curve(-score_limit);
  for (std::size_t cell = 0; cell < cells; ++cell) {
    // Counted from the nearer end, the middle edge is exactly 0 and edges mirror each other.
    const double from_middle = static_cast<double>(cell + 1) - static_cast<double>(cells / 2);
    const Knot right = curve(from_middle * cell_width);
    const double rise = right.value - left.value;
    const double first = cell_width * left.slope, last = cell_width * right.slope;
    pieces_[cell] = left.value;
    pieces_[cell + cells] = first;
    pieces_[cell + 2 * cells] = 3 * rise - 2 * first - last;
    pieces_[cell + 3 * cells] = first + last - 2 * rise;
    left = right;
  }
}

template <class Visit>
void QuantileTable::visit(Visit visit) const {
  if (pieces_.empty()) {
    visit_form(finish_, Line{intercept_, slope_}, visit);
  } else {
    visit_form(finish_, Curve(pieces_.data()), visit);
  }
}

void QuantileTable::evaluate(const double* z, double* out) const {
  visit([=](const auto& x) {
    each_lane([=](std::size_t lane) { out[lane] = x(z[lane]); });
  });
}

double QuantileTable::at(double z) const {
  double value = 0;
  visit([&](const auto& x) { value = x(z); });
  return value;
}

}  // namespace prospect::lanes
