#include "lanes/fixed_sum.hpp"

#include <cmath>

namespace prospect::lanes {

void FixedSum::add(double x) {
  const double sum = sum_ + x;
  // What the addition dropped, exact whichever of the two is greater.
  lost_ += std::fabs(sum_) >= std::fabs(x) ? (sum_ - sum) + x : (x - sum) + sum_;
  sum_ = sum;
}

void FixedSum::add(const double* row, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    add(row[i]);
  }
}

void FixedSum::merge(const FixedSum& other) {
  add(other.sum_);
  lost_ += other.lost_;
}

double FixedSum::value() const { return std::isfinite(sum_) ? sum_ + lost_ : sum_; }

void Moments::add_one(double x) {
  const std::size_t stripe = pending_ % stripes;
  const double d = x - shift_;
  sums_[stripe] += d;
  squares_[stripe] += d * d;
  minimum_ = x < minimum_ ? x : minimum_;
  maximum_ = x > maximum_ ? x : maximum_;
  ++pending_;
}

void Moments::add_stripes(const double* row, std::size_t count) {
  // Local copies: the compiler keeps them in registers, since no row can overlap them.
  double sums[stripes], squares[stripes], least[stripes], greatest[stripes];
  for (std::size_t s = 0; s < stripes; ++s) {
    sums[s] = sums_[s];
    squares[s] = squares_[s];
    least[s] = minimum_;
    greatest[s] = maximum_;
  }
  for (std::size_t i = 0; i < count; i += stripes) {
    for (std::size_t s = 0; s < stripes; ++s) {
      const double x = row[i + s];
      const double d = x - shift_;
      sums[s] += d;
      squares[s] += d * d;
      least[s] = x < least[s] ? x : least[s];
      greatest[s] = x > greatest[s] ? x : greatest[s];
    }
  }
  for (std::size_t s = 0; s < stripes; ++s) {
    sums_[s] = sums[s];
    squares_[s] = squares[s];
    minimum_ = least[s] < minimum_ ? least[s] : minimum_;
    maximum_ = greatest[s] > maximum_ ? greatest[s] : maximum_;
  }
  pending_ += count;
}

void Moments::add(const double* row, std::size_t count) {
  if (count > 0 && pending_ == 0) {
    // A first sample that is no number would spoil the differences of all others silently.
    shift_ = std::isfinite(row[0]) ? row[0] : 0;
  }
  std::size_t i = 0;
  while (i < count && pending_ % stripes != 0) {
    add_one(row[i++]);
  }
  const std::size_t whole = (count - i) / stripes * stripes;
  add_stripes(row + i, whole);
  for (i += whole; i < count; ++i) {
    add_one(row[i]);
  }
}

Moments::Settled Moments::join(const Settled& left, const Settled& right) {
  if (left.count == 0 || right.count == 0) {
    return left.count == 0 ? right : left;
  }
  // With n = n1 + n2 and d = mean2 - mean1: mean = mean1 + d n2/n. Each set's squares about the
  // new mean exceed those about its own by n_i (mean_i - mean)^2, together
  // n1 (d n2/n)^2 + n2 (d n1/n)^2 = d^2 n1 n2 / n.
  const double n = left.count + right.count;
  const double d = right.mean - left.mean;
  return {n, left.mean + d * (right.count / n),
          left.m2 + right.m2 + d * d * (left.count * (right.count / n))};
}

Moments::Settled Moments::settled() const {
  if (pending_ == 0) {
    return merged_;
  }
  double sums[stripes], squares[stripes];
  for (std::size_t s = 0; s < stripes; ++s) {
    sums[s] = sums_[s];
    squares[s] = squares_[s];
  }
  for (std::size_t half = stripes / 2; half > 0; half /= 2) {
    for (std::size_t s = 0; s < half; ++s) {
      sums[s] += sums[s + half];
      squares[s] += squares[s + half];
    }
  }
  // sum (x - mean)^2 = sum d^2 - (sum d)^2 / n for any shift; never below 0 but for rounding.
  const double n = static_cast<double>(pending_);
  const double m2 = squares[0] - sums[0] * (sums[0] / n);
  return join(merged_, {n, shift_ + sums[0] / n, m2 < 0 ? 0 : m2});
}

void Moments::merge(const Moments& other) {
  const Settled all = join(settled(), other.settled());
  const std::uint64_t count = this->count() + other.count();
  const double minimum = other.minimum_ < minimum_ ? other.minimum_ : minimum_;
  const double maximum = other.maximum_ > maximum_ ? other.maximum_ : maximum_;
  *this = Moments();
  merged_ = all;
  count_ = count;
  minimum_ = minimum;
  maximum_ = maximum;
}

double Moments::variance() const {
  const Settled all = settled();
  return all.count < 2 ? std::numeric_limits<double>::quiet_NaN() : all.m2 / (all.count - 1);
}

}  // namespace prospect::lanes
