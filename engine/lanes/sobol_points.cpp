#include "lanes/sobol_points.hpp"

#include <boost/random/sobol.hpp>

#include <algorithm>
#include <bit>

#include "base/check.hpp"

namespace prospect::lanes {
namespace {

constexpr unsigned word_digits = 64;

/// The random matrix and shift of one coordinate in one scrambling.
struct Matrix {
  std::uint64_t shift = 0;
  /// [j]: what digit j of the unscrambled coordinate adds: itself, and random digits after it.
  std::uint64_t columns[sobol_digits] = {};
};

Matrix random_matrix(Words key, std::int64_t step, std::uint64_t scrambling) {
  constexpr std::uint64_t counters = 32;  // more than the words of a matrix
  static_assert(2 * counters > sobol_digits + 1);
  std::uint64_t words[sobol_digits + 2] = {};
  for (std::size_t k = 0; k < sobol_digits + 2; k += 2) {
    const Words pair = threefry2x64({scrambling * counters + k / 2, static_cast<std::uint64_t>(step)}, key);
    words[k] = pair.first;
    words[k + 1] = pair.second;
  }
  Matrix matrix;
  matrix.shift = words[sobol_digits];
  for (unsigned j = 0; j < sobol_digits; ++j) {
    const std::uint64_t itself = std::uint64_t{1} << (word_digits - 1 - j);
    matrix.columns[j] = itself | (words[j] & (itself - 1));
  }
  return matrix;
}

}  // namespace

std::vector<std::uint64_t> sobol_directions(std::size_t coordinate) {
  using Table = boost::random::default_sobol_table;
  static_assert(sobol_coordinates <= Table::max_dimension);
  PROSPECT_EXPECT(coordinate < sobol_coordinates);
  // Bratley and Fox (1988), doi:10.1145/42288.214372, section 2: odd m_j below 2^j, the first ones free, the rest
  // by the recurrence of the coordinate's primitive polynomial, here from the highest power's coefficient down.
  std::vector<std::uint64_t> m(sobol_digits, 1);
  if (coordinate > 0) {
    const unsigned polynomial = Table::polynomial(coordinate - 1);
    const auto degree = std::bit_width(polynomial) - 1U;
    for (unsigned j = 0; j < sobol_digits; ++j) {
      if (j < degree) {
        m[j] = Table::minit(coordinate - 1, j);
        continue;
      }
      m[j] = m[j - degree];
      for (unsigned k = 1; k <= degree; ++k) {
        if ((polynomial >> (degree - k) & 1U) != 0) m[j] ^= m[j - k] << k;
      }
    }
  }
  for (unsigned j = 0; j < sobol_digits; ++j) m[j] <<= word_digits - 1 - j;
  return m;
}

SobolPoints::SobolPoints(std::uint64_t seed, const std::vector<SobolStream>& streams)
    : seed_(seed), places_(std::bit_ceil(2 * streams.size() + 1)) {
  for (const auto& stream : streams) add(stream);
}

void SobolPoints::add(const SobolStream& stream) {
  if (stream.steps > sobol_coordinates - tables_.size()) {
    plain_ += stream.steps;
    return;
  }
  const std::uint64_t key = name_key(stream.name);
  std::size_t at = key & (places_.size() - 1);
  while (places_[at].steps > 0) {
    PROSPECT_EXPECT(places_[at].key != key);
    at = (at + 1) & (places_.size() - 1);
  }
  places_[at] = {key, stream.first_step, stream.steps, tables_.size()};
  const Words random{seed_, name_key("scrambling." + stream.name)};
  for (std::size_t k = 0; k < stream.steps; ++k) {
    const auto directions = sobol_directions(tables_.size());
    Table& table = tables_.emplace_back();
    for (std::uint64_t r = 0; r < sobol_scramblings; ++r) {
      const Matrix matrix = random_matrix(random, stream.first_step + static_cast<std::int64_t>(k), r);
      table.of[r].shift = matrix.shift;
      for (unsigned digit = 0; digit < sobol_digits; ++digit) {
        for (unsigned j = 0; j <= digit; ++j) {
          const bool there = (directions[digit] >> (word_digits - 1 - j) & 1U) != 0;
          table.of[r].sums[digit] ^= there ? matrix.columns[j] : 0;
        }
      }
    }
  }
}

const SobolPoints::Scrambled* SobolPoints::find(const Stream& stream, std::int64_t step) const {
  const Words key = stream.key();
  if (key.first != seed_) return nullptr;
  for (std::size_t at = key.second & (places_.size() - 1); places_[at].steps > 0;
       at = (at + 1) & (places_.size() - 1)) {
    const Place& place = places_[at];
    if (place.key != key.second) continue;
    const auto k = static_cast<std::uint64_t>(step - place.first_step);
    return k < place.steps ? tables_[place.first + k].of : nullptr;
  }
  return nullptr;
}

void SobolWords::uniforms(const Stream& stream, std::uint64_t first_path, std::int64_t step, double* out) {
  const auto* scrambled = points_->find(stream, step);
  if (scrambled == nullptr || first_path > sobol_paths - lane_count) {
    return plain_.uniforms(stream, first_path, step, out);
  }
  alignas(row_alignment) std::uint64_t words[sobol_segment];
  for (std::size_t lane = 0; lane < lane_count;) {
    // A run of paths whose numbers differ in the lowest digits only; whole blocks are one, or some segments.
    const std::uint64_t path = first_path + lane;
    const std::uint64_t room = std::bit_floor(std::min<std::uint64_t>(lane_count - lane, sobol_segment));
    const std::size_t run = path == 0 ? room : std::min(room, path & (~path + 1));
    const auto& of = scrambled[scrambling_of(path)];
    const std::uint64_t point = path / sobol_round * sobol_segment + path % sobol_segment;
    words[0] = of.shift;
    for (std::uint64_t rest = point; rest != 0; rest &= rest - 1) words[0] ^= of.sums[std::countr_zero(rest)];
    // Each digit doubles what is there.
    for (std::size_t size = 1, digit = 0; size < run; size *= 2, ++digit) {
      for (std::size_t k = 0; k < size; ++k) words[size + k] = words[k] ^ of.sums[digit];
    }
    for (std::size_t k = 0; k < run; ++k) out[lane + k] = unit_number(words[k]);
    lane += run;
  }
}

}  // namespace prospect::lanes
