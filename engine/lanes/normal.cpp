#include "lanes/normal.hpp"

#include <algorithm>

#include "lanes/packed.hpp"
#include "lanes/vector_functions.hpp"

namespace prospect::lanes {
namespace {

/// Vectors that are worked out side by side: each step waits for the one before, the others fill the time.
constexpr std::size_t ways = std::min<std::size_t>(4, lane_count / vector_width);
static_assert(lane_count / vector_width % ways == 0);
struct Some {
  Vector vector[ways];
};

/// Below this a score is evaluated as a far one in all but rounding: exp(-25) = 1.4e-11, on the safe side.
constexpr double maybe_far = 0x1p-35;

/// Lanes beyond the centre, gathered from some rows and done together: the longer the loop, the better its steps,
/// each of which waits for the one before, fill the machine.
class Tails {
 public:
  static constexpr std::size_t most_rows = 6;

  /// Probabilities are taken in, six rows of them at most; their scores will go where they point.
  using Taker = Packed<most_rows>::Taker;
  [[nodiscard]] Taker open() { return packed_.open(); }
  void close(const Taker& taker) { packed_.close(taker); }
  /// Writes the scores of all that was taken, and forgets it.
  void finish();

 private:
  /// The scores of the first `count` lanes, none of which is far.
  void evaluate_near(std::size_t count);
  /// The same where some may be.
  void evaluate_all(std::size_t count);

  Packed<most_rows> packed_;
};

void Tails::evaluate_near(std::size_t count) {
  double* values = packed_.values;
  alignas(row_alignment) double outer[most_rows * lane_count + packed_slack];
#ifndef __clang__
#pragma GCC ivdep
#endif
  for (std::size_t i = 0; i < count; ++i) {
    const double least = select(values[i] < 0.5, values[i], 1.0 - values[i]);
    outer[i] = std::sqrt(-detail::log_with_tail(least, 0.0)) - detail::near_centre;
  }
  for (std::size_t i = 0; i < count; i += ways * vector_width) {
    Vector x[ways], top[ways], bottom[ways];
#pragma GCC unroll 4
    for (std::size_t k = 0; k < ways; ++k) x[k] = load(outer + i + k * vector_width);
    detail::horner<0>(top, x, detail::quantile_c);
    detail::horner<0>(bottom, x, detail::quantile_d);
#pragma GCC unroll 4
    for (std::size_t k = 0; k < ways; ++k) {
      // detail::quantile_edges, a vector at a time.
      const Vector p = load(values + i + k * vector_width), q = p - 0.5;
      const Vector least = choose(q < 0.0, p, 1.0 - p);
      const Vector size = choose(least == 0.0, all(detail::infinity), magnitude(top[k] / bottom[k]));
      const Vector score = from_words(words_of(size) | (words_of(q) & sign_bit));
      store(choose(least >= 0.0, score, all(detail::not_a_number)), values + i + k * vector_width);
    }
  }
}

void Tails::evaluate_all(std::size_t count) {
  double* values = packed_.values;
#ifndef __clang__
#pragma GCC ivdep
#endif
  for (std::size_t i = 0; i < count; ++i) {
    const double q = values[i] - 0.5;
    const double least = select(q < 0.0, values[i], 1.0 - values[i]);
    const detail::Ratio tail = detail::quantile_tail(least);
    values[i] = detail::quantile_edges(least, q, tail.numerator / tail.denominator);
  }
}

void Tails::finish() {
  // Whole vectors: the few that are left over would take as long one by one as all others together.
  constexpr std::size_t step = ways * vector_width;
  static_assert(step <= packed_slack);
  const std::size_t count = (packed_.count() + step - 1) / step * step;
  std::fill_n(packed_.values + packed_.count(), step, 0.5);  // any number that is not far
  Mask far{};
  for (std::size_t i = 0; i < count; i += vector_width) {
    // A NaN is no matter: near or far, it stays one.
    const Vector p = load(packed_.values + i);
    far |= (p < maybe_far) | (1.0 - p < maybe_far);
  }
  any_of(far) ? evaluate_all(count) : evaluate_near(count);
  packed_.put();
}

/// Adds the scores of vectors of probabilities: those of the centre at once, those of the tails when these are
/// finished. `to`: where the scores begin.
[[gnu::always_inline]] inline void add_scores(const Some& p, double* to, Tails::Taker& tails) {
  Vector q[ways], inner[ways], top[ways], bottom[ways];
#pragma GCC unroll 4
  for (std::size_t k = 0; k < ways; ++k) {
    q[k] = p.vector[k] - 0.5;
    inner[k] = multiply_add(-q[k], q[k], all(detail::central_square));
  }
  detail::horner<0>(top, inner, detail::quantile_a);
  detail::horner<0>(bottom, inner, detail::quantile_b);
#pragma GCC unroll 4
  for (std::size_t k = 0; k < ways; ++k) {
    tails.take(p.vector[k], elements_beyond(q[k], detail::central_half_width), to + k * vector_width);
    // The sign is that of q, since the rest is positive in the centre.
    store(q[k] * top[k] / bottom[k], to + k * vector_width);
  }
}

/// What is added to the two halves at the start and after every fourth round, a vector each: made once a row, since
/// a number spread over a vector costs more than the addition.
struct KeySchedule {
  static constexpr std::size_t count = detail::round_count / detail::rounds_a_key + 1;
  WordVector first[count], second[count];

  [[gnu::always_inline]] KeySchedule(Words key, std::uint64_t counter) {
    const std::uint64_t keys[3] = {key.first, key.second, detail::key_parity ^ key.first ^ key.second};
    for (std::size_t k = 0; k < count; ++k) {
      first[k] = WordVector{} + keys[k % 3];
      second[k] = WordVector{} + (keys[(k + 1) % 3] + (k == 0 ? counter : k));
    }
  }
};

/// Bits of words turned to the left.
template <int turn>
[[gnu::always_inline]] inline WordVector turned(WordVector words) {
#if defined(__AVX2__) && !defined(__AVX512F__)
  // Half of Threefry's turns are by whole bytes: one instruction in place of three.
  if constexpr (turn % 8 == 0) {
    std::uint8_t from[vector_bytes];
    for (std::size_t k = 0; k < vector_bytes; ++k) {
      // Of sixteen bytes each, as the instruction counts them.
      from[k] = static_cast<std::uint8_t>((k & 8U) + ((k + 8 - turn / 8) & 7U));
    }
    __m256i order, bytes;
    std::memcpy(&order, from, sizeof(order));
    std::memcpy(&bytes, &words, sizeof(bytes));
    bytes = _mm256_shuffle_epi8(bytes, order);
    std::memcpy(&words, &bytes, sizeof(words));
    return words;
  }
#endif
  return (words << turn) | (words >> (64 - turn));
}

template <std::size_t round>
[[gnu::always_inline]] inline void rounds(const KeySchedule& keys, WordVector (&a)[ways], WordVector (&b)[ways]) {
  if constexpr (round < detail::round_count) {
    constexpr int turn = detail::rotations[round % 8];
#pragma GCC unroll 4
    for (std::size_t k = 0; k < ways; ++k) {
      a[k] += b[k];
      b[k] = turned<turn>(b[k]) ^ a[k];
    }
    if constexpr ((round + 1) % detail::rounds_a_key == 0) {
#pragma GCC unroll 4
      for (std::size_t k = 0; k < ways; ++k) {
        a[k] += keys.first[(round + 1) / detail::rounds_a_key];
        b[k] += keys.second[(round + 1) / detail::rounds_a_key];
      }
    }
    rounds<round + 1>(keys, a, b);
  }
}

/// threefry2x64 of vectors of counters (first, second) side by side, the second in the schedule.
[[gnu::always_inline]] inline void threefry(const WordVector (&counters)[ways], const KeySchedule& keys,
                                            WordVector (&a)[ways], WordVector (&b)[ways]) {
#pragma GCC unroll 4
  for (std::size_t k = 0; k < ways; ++k) {
    a[k] = counters[k] + keys.first[0];
    b[k] = keys.second[0];
  }
  rounds<0>(keys, a, b);
}

/// unit_number of vectors.
[[gnu::always_inline]] inline Some unit_numbers(const WordVector (&words)[ways]) {
  Some some;
#pragma GCC unroll 4
  for (std::size_t k = 0; k < ways; ++k) {
    some.vector[k] = from_words((words[k] >> (64 - fraction_bits)) | bits_of(1.0)) - 0x1.fffffffffffffp-1;
  }
  return some;
}

/// The rows of an even step, of the odd step after it, or of both, which share their counters.
/// Not inlined: three of them in one function would share its registers.
template <bool even, bool odd>
[[gnu::noinline]] void score_words(Words key, std::uint64_t first_path, std::uint64_t pair, double* even_row,
                                   double* odd_row, Tails& tails) {
  const KeySchedule keys(key, pair);
  Tails::Taker taker = tails.open();
  WordVector paths[ways];
  for (std::size_t way = 0; way < ways; ++way) {
    for (std::size_t k = 0; k < vector_width; ++k) paths[way][k] = first_path + way * vector_width + k;
  }
  for (std::size_t lane = 0; lane < lane_count; lane += ways * vector_width) {
    WordVector a[ways], b[ways];
    threefry(paths, keys, a, b);
    if constexpr (even) add_scores(unit_numbers(a), even_row + lane, taker);
    if constexpr (odd) add_scores(unit_numbers(b), odd_row + lane, taker);
#pragma GCC unroll 4
    for (std::size_t way = 0; way < ways; ++way) paths[way] += ways * vector_width;
  }
  tails.close(taker);
}

}  // namespace

void normal_quantile_row(const double* p, double* out) {
  Tails tails;
  Tails::Taker taker = tails.open();
  for (std::size_t lane = 0; lane < lane_count; lane += ways * vector_width) {
    Some some;
#pragma GCC unroll 4
    for (std::size_t way = 0; way < ways; ++way) some.vector[way] = load(p + lane + way * vector_width);
    add_scores(some, out + lane, taker);
  }
  tails.close(taker);
  tails.finish();
}

void score_rows(const Stream& stream, std::uint64_t first_path, std::int64_t first_step,
                std::span<double* const> rows) {
  Tails tails;
  std::size_t taken = 0;
  for (std::size_t k = 0; k < rows.size();) {
    const std::int64_t step = first_step + static_cast<std::int64_t>(k);
    const auto pair = static_cast<std::uint64_t>(step >> 1);
    const bool odd = (step & 1) != 0, both = !odd && k + 1 < rows.size();
    if (taken + 2 > Tails::most_rows) {
      tails.finish();
      taken = 0;
    }
    if (odd) {
      score_words<false, true>(stream.key(), first_path, pair, nullptr, rows[k], tails);
    } else if (both) {
      score_words<true, true>(stream.key(), first_path, pair, rows[k], rows[k + 1], tails);
    } else {
      score_words<true, false>(stream.key(), first_path, pair, rows[k], nullptr, tails);
    }
    taken += both ? 2 : 1;
    k += both ? 2 : 1;
  }
  tails.finish();
}

}  // namespace prospect::lanes
