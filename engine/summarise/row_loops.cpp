#include "summarise/row_loops.hpp"

#include <bit>
#include <limits>

#include "lanes/bits.hpp"

namespace prospect::summarise {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Calls `work(lane, part)` for each vector of a row; `part` says which of the eight stripes.
template <class Work>
[[gnu::always_inline]] inline void each_vector(Work work) {
  for (std::size_t lane = 0; lane < lanes::lane_count; lane += stripe_count) {
    for (std::size_t part = 0; part < vector_count; ++part) {
      work(lane + part * vector_width, part);
    }
  }
}

/// Gathers the lanes of a row for which `inside(vector)` holds.
template <class Inside>
[[gnu::always_inline]] inline LaneSet gather(const double* row, Inside inside) {
  LaneSet set{};
  for (std::size_t word = 0; word < block_words; ++word) {
    Mask found{}, bit{};
    for (std::size_t i = 0; i < vector_width; ++i) {
      bit[i] = std::int64_t{1} << i;
    }
    for (std::size_t lane = 0; lane < word_lanes; lane += vector_width) {
      found |= inside(load(row + word * word_lanes + lane)) & bit;
      bit <<= static_cast<std::int64_t>(vector_width);
    }
    for (std::size_t i = 0; i < vector_width; ++i) {
      set[word] |= static_cast<std::uint64_t>(found[i]);
    }
  }
  return set;
}

/// Counts the places of some lanes. All numbers are read before counts are written: the compiler cannot know that
/// the writes leave the places alone.
template <std::size_t count>
[[gnu::always_inline]] inline void count_some(const double* places, std::uint16_t* bins) {
  static_assert(bin_count <= 1 << 16, "a bin's number fits the bits read here");
  std::uint16_t at[count];
  for (std::size_t k = 0; k < count; ++k) at[k] = static_cast<std::uint16_t>(lanes::bits_of(places[k]));
  for (std::size_t k = 0; k < count; ++k) ++bins[at[k]];
}

/// add_row, with `between(lane)` before each eight lanes.
template <class Between>
[[gnu::always_inline]] inline void add_vectors(const double* row, const Range& range, RowSums& to, double* places,
                                               Between between) {
  Held sums(to.sums), squares(to.squares), least(to.least), greatest(to.greatest);
  // Adding 1.5 * 2^52 rounds to the nearest whole number and leaves it in the low bits.
  const Vector shift = all(lanes::rounding_shift + range.centre_bin);
  const Vector bottom = all(lanes::rounding_shift), top = all(lanes::rounding_shift + range.last);
  const Vector scale = all(range.bins_per_unit), centre = all(range.centre);
  each_vector([&](std::size_t lane, std::size_t part) {
    if (part == 0) between(lane);
    const Vector x = load(row + lane);
    const Vector d = x - centre;
    sums.part[part] += d;
    squares.part[part] = multiply_add(d, d, squares.part[part]);
    least.part[part] = smaller(x, least.part[part]);
    greatest.part[part] = greater(x, greatest.part[part]);
    store(smaller(greater(multiply_add(d, scale, shift), bottom), top), places + lane);
  });
  sums.keep(to.sums);
  squares.keep(to.squares);
  least.keep(to.least);
  greatest.keep(to.greatest);
}

}  // namespace

void add_row(const double* row, const Range& range, RowSums& to, double* places, Uncounted other) {
  if (other.bins == nullptr) {
    add_vectors(row, range, to, places, [](std::size_t) {});
  } else {
    add_vectors(row, range, to, places, [=](std::size_t lane) {
      count_some<stripe_count>(other.places + lane, other.bins);
    });
  }
}

void add_extremes(const double* row, RowSums& to) {
  Held least(to.least), greatest(to.greatest);
  each_vector([&](std::size_t lane, std::size_t part) {
    const Vector x = load(row + lane);
    least.part[part] = smaller(x, least.part[part]);
    greatest.part[part] = greater(x, greatest.part[part]);
  });
  least.keep(to.least);
  greatest.keep(to.greatest);
}

void count_places(const double* places, std::uint16_t* bins) {
  for (std::size_t lane = 0; lane < lanes::lane_count; lane += 4) count_some<4>(places + lane, bins);
}

bool all_whole(const double* row) {
  const Vector shift = all(lanes::rounding_shift);
  Mask off{};
  each_vector([&](std::size_t lane, std::size_t) {
    const Vector x = load(row + lane);
    off |= ((x + shift) - shift) != x;
  });
  std::int64_t any = 0;
  for (std::size_t i = 0; i < vector_width; ++i) {
    any |= off[i];
  }
  return any == 0;
}

LaneSet lanes_within(const double* row, double low, double high) {
  const Vector least = all(low), greatest = all(high);
  if (high == infinity) {
    return gather(row, [=](Vector x) { return x >= least; });
  }
  if (low == -infinity) {
    return gather(row, [=](Vector x) { return x <= greatest; });
  }
  return gather(row, [=](Vector x) { return (x >= least) & (x <= greatest); });
}

void add_distances(const double* row, double low, double high, Stripes& sums) {
  Held held(sums);
  const Vector least = all(low), greatest = all(high), none = all(0.0);
  each_vector([&](std::size_t lane, std::size_t part) {
    const Vector x = load(row + lane);
    // The sums are the second argument's place: a NaN is carried on, not passed over.
    held.part[part] += greater(none, greater(least - x, x - greatest));
  });
  held.keep(sums);
}

}  // namespace prospect::summarise
