#include "lanes/counts.hpp"

#include <algorithm>

#include "lanes/block.hpp"
#include "lanes/packed.hpp"
#include "lanes/vector.hpp"

namespace prospect::lanes {
namespace {

/// A weight this far below the greatest is left out: some 10.5 standard deviations away, where the
/// tail left out is below a millionth of the least word, 2^-53.
constexpr double negligible = 0x1p-80;

/// How far a whole number may be missed by the arithmetic that made it.
constexpr double whole_tolerance = 1e-9;

/// Room for the weights on one side of the peak, the peak included.
constexpr std::size_t most_weights = static_cast<std::size_t>(most_trials) + 1;
static_assert(most_mean <= most_trials, "10.5 sd above the mean must fit too");

/// A law is the ratios of its neighbouring weights: up(k) = w(k+1) / w(k), down(k) = w(k-1) / w(k),
/// each with one division, since they are all the time there is.
/// `Real` is a number or a vector of them.
template <class Real>
struct Binomial {
  Real n, odds, inverse_odds;

  [[nodiscard, gnu::always_inline]] Real last() const { return n; }
  [[nodiscard, gnu::always_inline]] Real up(Real k) const { return (n - k) * odds / (k + 1.0); }
  [[nodiscard, gnu::always_inline]] Real down(Real k) const { return k * inverse_odds / (n - k + 1.0); }
  [[nodiscard]] bool one_peak() const { return true; }
};

template <class Real>
struct BetaBinomial {
  Real n, a, b;

  [[nodiscard, gnu::always_inline]] Real last() const { return n; }
  [[nodiscard, gnu::always_inline]] Real up(Real k) const {
    return ((n - k) * (a + k)) / ((k + 1.0) * (b + (n - k - 1.0)));
  }
  [[nodiscard, gnu::always_inline]] Real down(Real k) const {
    return (k * (b + (n - k))) / ((n - k + 1.0) * (a + (k - 1.0)));
  }
  [[nodiscard]] bool one_peak() const { return a >= 1 || b >= 1; }
};

template <class Real>
struct Poisson {
  Real mean, inverse_mean, highest;   ///< highest: infinity, as there is no last count

  [[nodiscard, gnu::always_inline]] Real last() const { return highest; }
  [[nodiscard, gnu::always_inline]] Real up(Real k) const { return mean / (k + 1.0); }
  [[nodiscard, gnu::always_inline]] Real down(Real k) const { return k * inverse_mean; }
  [[nodiscard]] bool one_peak() const { return true; }
};

/// The weights that matter, outwards from w(peak) = 1: no weight overflows, and none needs a
/// special function. `below[i]` is w(peak - 1 - i), `above[i]` is w(peak + i).
struct Weights {
  std::size_t below_count = 0, above_count = 0;
  double total = 0;
  double below[most_weights], above[most_weights];
};

template <class Law>
void weigh(const Law& law, double peak, Weights& w) {
  const double least = law.one_peak() ? negligible : 0.0;
  double weight = 1;
  for (double k = peak; weight > least && w.above_count < most_weights; k += 1) {
    w.above[w.above_count++] = weight;
    w.total += weight;
    weight = k < law.last() ? weight * law.up(k) : 0;
  }
  weight = peak > 0 ? law.down(peak) : 0;
  for (double k = peak - 1; weight > least && w.below_count < most_weights; k -= 1) {
    w.below[w.below_count++] = weight;
    w.total += weight;
    weight = k > 0 ? weight * law.down(k) : 0;
  }
}

/// Returns the least k with P(K <= k) >= u, counting from the end that is nearer in probability:
/// small weights come before large ones and both tails keep their relative accuracy.
template <class Law>
double invert(const Law& law, double peak, double u) {
  Weights w;
  weigh(law, peak, w);
  double sum = 0;
  if (u <= 0.5) {
    const double enough = u * w.total;
    for (std::size_t i = w.below_count; i-- > 0;) {
      sum += w.below[i];
      if (sum >= enough) {
        return peak - 1 - static_cast<double>(i);
      }
    }
    std::size_t i = 0;
    for (; i + 1 < w.above_count && (sum += w.above[i]) < enough; ++i) {
    }
    return peak + static_cast<double>(i);
  }
  // The same k from above: the greatest with P(K >= k) > 1 - u.
  const double enough = (1 - u) * w.total;
  for (std::size_t i = w.above_count; i-- > 0;) {
    sum += w.above[i];
    if (sum > enough) {
      return peak + static_cast<double>(i);
    }
  }
  std::size_t i = 0;
  for (; i + 1 < w.below_count && (sum += w.below[i]) <= enough; ++i) {
  }
  return w.below_count == 0 ? peak : peak - 1 - static_cast<double>(i);
}

/// Returns n without its fraction; NaN outside [0, most_trials].
double whole_trials(double n) {
  const double whole = std::floor(n + whole_tolerance);
  return whole >= 0 && whole <= most_trials ? whole : detail::not_a_number;
}

bool inside_unit(double u, double p) { return u > 0 && u < 1 && p >= 0 && p <= 1; }

/// A draw made ready: an answer, or a law, its peak and the word.
template <template <class> class Law>
struct Prepared {
  bool settled;
  double answer;
  Law<double> law;
  double peak;
};

template <template <class> class Law>
Prepared<Law> settled(double answer) {
  return {true, answer, {}, 0};
}

template <template <class> class Law>
double draw(const Prepared<Law>& prepared, double u) {
  return prepared.settled ? prepared.answer : invert(prepared.law, prepared.peak, u);
}

Prepared<Binomial> prepare_binomial(double u, double n, double p) {
  const double trials = whole_trials(n);
  if (!inside_unit(u, p) || std::isnan(trials)) return settled<Binomial>(detail::not_a_number);
  if (trials == 0 || p == 0 || p == 1) return settled<Binomial>(p == 1 ? trials : 0);
  const double mode = std::min(std::floor((trials + 1) * p), trials);
  return {false, 0, {trials, p / (1 - p), (1 - p) / p}, mode};
}

Prepared<BetaBinomial> prepare_beta_binomial(double u, double n, double p, double concentration) {
  const double trials = whole_trials(n);
  if (!inside_unit(u, p) || std::isnan(trials) || !(concentration > 0)) {
    return settled<BetaBinomial>(detail::not_a_number);
  }
  if (std::isinf(concentration)) return settled<BetaBinomial>(draw(prepare_binomial(u, n, p), u));
  const double a = p * concentration, b = (1 - p) * concentration;
  if (trials == 0 || a == 0 || b == 0) return settled<BetaBinomial>(p > 0.5 ? trials : 0);
  const BetaBinomial<double> law{trials, a, b};
  if (a < 1 || b < 1) return {false, 0, law, a < b ? 0 : trials};
  // The ratio passes 1 where (n-k)(a+k) = (k+1)(b+n-k-1); for a = b = 1 every k is a peak.
  const double steepness = a + b - 2;
  const double mode = steepness > 0 ? std::floor((trials + 1) * (a - 1) / steepness) : 0;
  return {false, 0, law, std::clamp(mode, 0.0, trials)};
}

Prepared<Poisson> prepare_poisson(double u, double mean) {
  if (!inside_unit(u, 0.5) || !(mean >= 0 && mean <= most_mean)) {
    return settled<Poisson>(detail::not_a_number);
  }
  if (mean == 0) return settled<Poisson>(0);
  return {false, 0, {mean, 1 / mean, detail::infinity}, std::floor(mean)};
}

/// Draws whose laws are walked through side by side, one a lane, with the sums of `invert` in their order
/// and so with its bits: a weight that a lane leaves out is a zero, which changes no sum.
template <template <class> class Law>
class Batch {
 public:
  /// `high`: all words are above 1/2, else all are at most 1/2.
  Batch(bool high, double* out) : high_(high), out_(out) {}

  void add(const Prepared<Law>& prepared, double u, std::size_t lane) {
    const auto [first, second, third] = prepared.law;
    first_[count_] = first;
    second_[count_] = second;
    third_[count_] = third;
    peak_[count_] = prepared.peak;
    word_[count_] = u;
    least_[count_] = prepared.law.one_peak() ? negligible : 0.0;
    lane_[count_] = lane;
    if (++count_ == width) finish();
  }

  /// Draws what has been added.
  void finish() {
    if (count_ == 0) return;
    for (Row* row : {&first_, &second_, &third_, &peak_, &word_, &least_}) {
      std::fill(*row + count_, *row + width, (*row)[0]);
    }
    if (weigh()) {
      high_ ? walk<true>(above_, below_) : walk<false>(below_, above_);
      for (std::size_t j = 0; j < count_; ++j) out_[lane_[j]] = found_[j];
    } else {
      for (std::size_t j = 0; j < count_; ++j) {
        out_[lane_[j]] = invert(Law<double>{first_[j], second_[j], third_[j]}, peak_[j], word_[j]);
      }
    }
    count_ = 0;
  }

 private:
  static constexpr std::size_t width = 16, parts = width / vector_width;
  /// Weights kept on a side; a batch with a law that has more is drawn one by one.
  static constexpr std::size_t most_rows = 512;
  /// Rows between two questions whether any lane goes on.
  static constexpr std::size_t stretch = 4;
  static_assert(most_rows % stretch == 0);
  using Row = double[width];
  struct alignas(row_alignment) Side {
    Row weights[most_rows];
    Row counts;
    std::size_t rows;
  };

  [[nodiscard, gnu::always_inline]] Law<Vector> law(std::size_t at) const {
    return {load(first_ + at), load(second_ + at), load(third_ + at)};
  }

  /// Finds all weights; false if a law has more than there is room for.
  bool weigh() {
    const Vector none = all(0.0);
    Vector total[parts], weight[parts], k[parts];
    for (std::size_t part = 0; part < parts; ++part) {
      total[part] = none;
      weight[part] = all(1.0);
      k[part] = load(peak_ + part * vector_width);
    }
    grow(above_, total, weight, k, 1.0, [none](const Law<Vector>& law, Vector at, Vector now) {
      return choose(at < law.last(), now * law.up(at), none);
    });
    for (std::size_t part = 0; part < parts; ++part) {
      const Vector peak = load(peak_ + part * vector_width);
      weight[part] = choose(peak > none, law(part * vector_width).down(peak), none);
      k[part] = peak - 1.0;
    }
    grow(below_, total, weight, k, -1.0, [none](const Law<Vector>& law, Vector at, Vector now) {
      return choose(at > none, now * law.down(at), none);
    });
    for (std::size_t part = 0; part < parts; ++part) store(total[part], total_ + part * vector_width);
    return above_.rows < most_rows && below_.rows < most_rows;
  }

  template <class Next>
  [[gnu::always_inline]] void grow(Side& side, Vector (&total)[parts], Vector (&weight)[parts],
                                   Vector (&k)[parts], double step, Next next) {
    const Vector none = all(0.0), one = all(1.0);
    Vector counts[parts];
    for (Vector& count : counts) count = none;
    bool open = true;
    for (side.rows = 0; open && side.rows < most_rows; side.rows += stretch) {
      Mask any{};
      for (std::size_t row = side.rows; row < side.rows + stretch; ++row) {
        for (std::size_t part = 0; part < parts; ++part) {
          const Mask matters = weight[part] > load(least_ + part * vector_width);
          const Vector now = choose(matters, weight[part], none);
          store(now, side.weights[row] + part * vector_width);
          total[part] += now;
          counts[part] += choose(matters, one, none);
          weight[part] = choose(matters, next(law(part * vector_width), k[part], now), none);
          k[part] += step;
          any |= matters;
        }
      }
      open = any_of(any);
    }
    for (std::size_t part = 0; part < parts; ++part) store(counts[part], side.counts + part * vector_width);
  }

  /// From the far end of `first` inwards, then outwards through `second`, until the sum is enough. Sums never
  /// fall, so the rows that were not enough say how far it went; the last weight is the answer whatever
  /// rounding left of the sum.
  template <bool high>
  void walk(const Side& first, const Side& second) {
    const Vector none = all(0.0), one = all(1.0);
    Vector sum[parts], enough[parts], passed[parts];
    for (std::size_t part = 0; part < parts; ++part) {
      const Vector word = load(word_ + part * vector_width);
      sum[part] = passed[part] = none;
      enough[part] = (high ? 1.0 - word : word) * load(total_ + part * vector_width);
    }
    const auto step = [&](const Row& weights) {
      Mask short_of{};
      for (std::size_t part = 0; part < parts; ++part) {
        sum[part] += load(weights + part * vector_width);
        const Mask open = high ? sum[part] <= enough[part] : sum[part] < enough[part];
        passed[part] += choose(open, one, none);
        short_of |= open;
      }
      return short_of;
    };
    bool open = true;
    for (std::size_t i = first.rows; i > 0 && open; i -= stretch) {
      Mask any{};
      for (std::size_t back = 1; back <= stretch; ++back) any = step(first.weights[i - back]);
      open = any_of(any);
    }
    for (std::size_t i = 0; i < second.rows && open; i += stretch) {
      Mask any{};
      for (std::size_t on = 0; on < stretch; ++on) any = step(second.weights[i + on]);
      open = any_of(any);
    }
    const auto rows = static_cast<double>(first.rows);
    for (std::size_t part = 0; part < parts; ++part) {
      const std::size_t at = part * vector_width;
      const Vector peak = load(peak_ + at), others = load(second.counts + at);
      const Vector found = high ? greater(peak + (rows - 1.0 - passed[part]), peak - others)
                                : smaller(peak + (passed[part] - rows), peak + (others - 1.0));
      store(found, found_ + at);
    }
  }

  bool high_;
  double* out_;
  std::size_t count_ = 0;
  std::size_t lane_[width];
  alignas(row_alignment) Row first_, second_, third_;   ///< numbers of the laws
  Row peak_, word_, least_, total_, found_;
  Side above_, below_;
};

}  // namespace

double binomial_quantile(double u, double n, double p) { return draw(prepare_binomial(u, n, p), u); }

double beta_binomial_quantile(double u, double n, double p, double concentration) {
  return draw(prepare_beta_binomial(u, n, p, concentration), u);
}

double poisson_quantile(double u, double mean) { return draw(prepare_poisson(u, mean), u); }

namespace {

/// Fills a row with draws; `prepare` makes one of a lane ready.
template <template <class> class Law, class Prepare>
void draw_row(const double* u, double* out, Prepare prepare) {
  Batch<Law> low(false, out), high(true, out);
  for (std::size_t lane = 0; lane < lane_count; ++lane) {
    const double word = u[lane];
    const Prepared<Law> prepared = prepare(lane);
    if (prepared.settled) {
      out[lane] = prepared.answer;
    } else {
      (word <= 0.5 ? low : high).add(prepared, word, lane);
    }
  }
  low.finish();
  high.finish();
}

}  // namespace

void binomial_row(const double* u, const double* n, const double* p, double* out) {
  draw_row<Binomial>(u, out, [=](std::size_t lane) { return prepare_binomial(u[lane], n[lane], p[lane]); });
}

void beta_binomial_row(const double* u, const double* n, const double* p, double concentration, double* out) {
  draw_row<BetaBinomial>(u, out, [=](std::size_t lane) {
    return prepare_beta_binomial(u[lane], n[lane], p[lane], concentration);
  });
}

void poisson_row(const double* u, const double* mean, double* out) {
  draw_row<Poisson>(u, out, [=](std::size_t lane) { return prepare_poisson(u[lane], mean[lane]); });
}

void spike_row(const double* u, const double* p, const double* sd, double* out) {
  // Few lanes have an event: only theirs are scored. A share that cannot be is NaN, none is -1.
  alignas(row_alignment) double share[lane_count], size[lane_count];
  each_lane([=, &share, &size](std::size_t lane) {
    const double happens = bernoulli(u[lane], p[lane]);
    const double none = select(happens == happens, -1.0, happens);
    share[lane] = select(happens == 1.0, u[lane] / p[lane], none);
    size[lane] = sd[lane];
  });
  Packed<> events;
  events.take_unless(share, out, [](auto x) { return x < 0.0; });
  for (std::size_t i = 0; i < events.count(); ++i) {
    events.values[i] = normal_quantile_lane(events.values[i]);
  }
  each_lane([=](std::size_t lane) { out[lane] = 0; });
  events.put();
  each_lane([=, &share, &size](std::size_t lane) {
    out[lane] = select(share[lane] < 0.0, 0.0, size[lane] * out[lane]);
  });
}

}  // namespace prospect::lanes
