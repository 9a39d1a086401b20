#include "lanes/normal.hpp"

#include <algorithm>

#include "lanes/packed.hpp"

namespace prospect::lanes {
namespace {

/// Below this a score is evaluated as a far one in all but rounding: exp(-25) = 1.4e-11, on the safe side.
constexpr double maybe_far = 0x1p-35;

/// The scores of the first `count` tails; `all_near` skips what only the far ones need.
template <bool all_near>
[[gnu::always_inline]] inline void evaluate_tails(Packed& tails, std::size_t count) {
#ifndef __clang__
#pragma GCC ivdep
#endif
  for (std::size_t i = 0; i < count; ++i) {
    const double q = tails.values[i] - 0.5;
    const double least = select(q < 0.0, tails.values[i], 1.0 - tails.values[i]);
    const detail::Ratio tail = detail::quantile_tail<all_near>(least);
    tails.values[i] = detail::quantile_edges(least, q, tail.numerator / tail.denominator);
  }
}

void evaluate(Packed& tails) {
  // Whole vectors: the few that are left over would take as long one by one as all others together.
  constexpr std::size_t widest = row_alignment / sizeof(double);
  const std::size_t count = (tails.count + widest - 1) / widest * widest;
  std::fill_n(tails.values + tails.count, widest, 0.5);  // any number that is not far
  Mask far{};
  for (std::size_t i = 0; i < count; i += vector_width) {
    // A NaN is no matter: near or far, it stays one.
    const Vector p = load(tails.values + i);
    far |= (p < maybe_far) | (1.0 - p < maybe_far);
  }
  any_of(far) ? evaluate_tails<false>(tails, count) : evaluate_tails<true>(tails, count);
}

/// The score of a lane in the centre: its sign is that of q, since the rest is positive there.
[[gnu::always_inline]] inline Vector centre(Vector q) {
  const Vector inner = multiply_add(-q, q, all(detail::central_square));
  return q * polynomial(inner, detail::quantile_a) / polynomial(inner, detail::quantile_b);
}

/// A row in the making: scores of the centre, and the lanes of the tails.
struct Scores {
  double* out;
  Packed tails;

  explicit Scores(double* to) : out(to) {}

  [[gnu::always_inline]] void add(std::size_t part, Vector p) {
    const Vector q = p - 0.5;
    tails.take(part, p, elements_beyond(q, detail::central_half_width));
    store(centre(q), out + part * vector_width);
  }
  void finish() {
    evaluate(tails);
    tails.put(out);
  }
};

struct WordVectors {
  WordVector first, second;
};

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

/// threefry2x64 of a vector of counters (first, second), the second in the schedule.
[[gnu::always_inline]] inline WordVectors threefry(WordVector counters, const KeySchedule& keys) {
  WordVector a = counters + keys.first[0], b = keys.second[0];
#pragma GCC unroll 20
  for (std::size_t round = 0; round < detail::round_count; ++round) {
    const int turn = detail::rotations[round % 8];
    a += b;
    b = ((b << turn) | (b >> (64 - turn))) ^ a;
    if ((round + 1) % detail::rounds_a_key == 0) {
      a += keys.first[(round + 1) / detail::rounds_a_key];
      b += keys.second[(round + 1) / detail::rounds_a_key];
    }
  }
  return {a, b};
}

/// unit_number of a vector.
[[gnu::always_inline]] inline Vector unit_numbers(WordVector words) {
  return from_words((words >> (64 - fraction_bits)) | bits_of(1.0)) - 0x1.fffffffffffffp-1;
}

template <bool even, bool odd>
void score_words(Words key, std::uint64_t first_path, std::uint64_t pair, double* even_row, double* odd_row) {
  const KeySchedule keys(key, pair);
  Scores first(even_row), second(odd_row);
  WordVector paths;
  for (std::size_t k = 0; k < vector_width; ++k) {
    paths[k] = first_path + k;
  }
  for (std::size_t part = 0; part < lane_count / vector_width; ++part) {
    const WordVectors words = threefry(paths, keys);
    if constexpr (even) first.add(part, unit_numbers(words.first));
    if constexpr (odd) second.add(part, unit_numbers(words.second));
    paths += vector_width;
  }
  if constexpr (even) first.finish();
  if constexpr (odd) second.finish();
}

}  // namespace

void normal_quantile_row(const double* p, double* out) {
  Scores scores(out);
  for (std::size_t part = 0; part < lane_count / vector_width; ++part) {
    scores.add(part, load(p + part * vector_width));
  }
  scores.finish();
}

void score_rows(const Stream& stream, std::uint64_t first_path, std::int64_t even_step, double* even, double* odd) {
  PROSPECT_EXPECT((even_step & 1) == 0);
  const auto pair = static_cast<std::uint64_t>(even_step >> 1);
  if (odd == nullptr) return score_words<true, false>(stream.key(), first_path, pair, even, odd);
  if (even == nullptr) return score_words<false, true>(stream.key(), first_path, pair, even, odd);
  score_words<true, true>(stream.key(), first_path, pair, even, odd);
}

}  // namespace prospect::lanes
