#pragma once
/// Of the kernel: the Student t from scores, and the triangle that mixes scores.

#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

#include "kernel_scores.hpp"
#include "lanes/quantile_table.hpp"
#include "workload.hpp"

namespace prospect::bench {

/// A quantile table laid out for one load a lane: cubics through the table's values at the four
/// Chebyshev nodes of each cell; within 1e-9 of it, relative.
template <class Real>
class CubicTable {
 public:
  explicit CubicTable(const lanes::QuantileTable& table) : pieces_(4 * cells) {
    // Nodes cos((2k+1) pi/8) / 2 of u in [-1/2, 1/2]; divided differences, then powers of u.
    double u[4];
    for (int k = 0; k < 4; ++k) u[k] = 0.5 * std::cos((2 * k + 1) * 0.39269908169872414);
    for (std::size_t cell = 0; cell < cells; ++cell) {
      const double middle = -limit + (static_cast<double>(cell) + 0.5) * (2 * limit / cells);
      double c[4];
      for (int k = 0; k < 4; ++k) c[k] = table.at(middle + u[k] * (2 * limit / cells));
      for (int order = 1; order < 4; ++order) {
        for (int k = 3; k >= order; --k) c[k] = (c[k] - c[k - 1]) / (u[k] - u[k - order]);
      }
      double power[4] = {c[3], 0, 0, 0};
      for (int k = 2; k >= 0; --k) {
        for (int j = 3; j > 0; --j) power[j] = power[j - 1] - u[k] * power[j];
        power[0] = c[k] - u[k] * power[0];
      }
      for (std::size_t k = 0; k < 4; ++k) pieces_[4 * cell + k] = static_cast<Real>(power[k]);
    }
  }

  /// Replaces a row of scores by location + scale times the table's value.
  void draw(Real* row, Real location, Real scale) const {
    constexpr Real per_score = static_cast<Real>(cells / (2 * limit)), zero = static_cast<Real>(limit);
    for (std::size_t l = 0; l < block_lanes; l += pack_width<Real>) {
      const Pack<Real> place = (load(row + l) + zero) * per_score;
      IntegerPack<Real> cell = __builtin_convertvector(place, IntegerPack<Real>);
      const Pack<Real> u = place - __builtin_convertvector(cell, Pack<Real>) - static_cast<Real>(0.5);
      Pack<Real> c0, c1, c2, c3;
      for (std::size_t k = 0; k < pack_width<Real>; ++k) {
        const Real* piece = &pieces_[4 * static_cast<std::size_t>(cell[k])];
        c0[k] = piece[0];
        c1[k] = piece[1];
        c2[k] = piece[2];
        c3[k] = piece[3];
      }
      store((((c3 * u + c2) * u + c1) * u + c0) * scale + location, row + l);
    }
  }

 private:
  static constexpr double limit = lanes::QuantileTable::score_limit;
  static constexpr std::size_t cells = lanes::QuantileTable::cells;
  std::vector<Real> pieces_;
};

/// The lower triangle that mixes independent scores, in tiles of rows kept in registers.
template <class Real>
class Triangle {
 public:
  explicit Triangle(const std::array<std::array<double, indicator_count>, indicator_count>& factor)
      : tiles_(indicator_count * indicator_count) {
    for (std::size_t i = 0; i < indicator_count; ++i) {
      for (std::size_t j = 0; j <= i; ++j) {
        tiles_[place(i / rows, j) + i % rows] = static_cast<Real>(factor[i][j]);
      }
    }
  }

  /// Writes to rows of `to` the mixed rows of `from`; they may be the same. `stride`: from row to row.
  void multiply(const Real* from, Real* to, std::size_t stride, std::size_t columns) const {
    for (std::size_t c = 0; c < columns; c += packs * pack_width<Real>) {
      // From the last tile up: a tile reads no row below itself, so rows may be replaced.
      for (std::size_t tile = indicator_count / rows; tile-- > 0;) mix(from + c, to + c, stride, tile);
    }
  }

 private:
#if defined(__AVX512F__)
  static constexpr std::size_t rows = 5, packs = 4;
#else
  static constexpr std::size_t rows = 5, packs = 2;  // sixteen registers
#endif
  static_assert(indicator_count % rows == 0 && (year_count * block_lanes) % (packs * pack_width<Real>) == 0);

  static std::size_t place(std::size_t tile, std::size_t j) { return (tile * indicator_count + j) * rows; }

  [[gnu::always_inline]] void mix(const Real* from, Real* to, std::size_t stride, std::size_t tile) const {
    Pack<Real> sums[rows][packs] = {};
    // The tile's own corner has zeros above the diagonal.
    for (std::size_t j = 0; j < (tile + 1) * rows; ++j) {
      const Real* weights = &tiles_[place(tile, j)];
      Pack<Real> z[packs];
#pragma GCC unroll 4
      for (std::size_t p = 0; p < packs; ++p) z[p] = load(from + j * stride + p * pack_width<Real>);
#pragma GCC unroll 5
      for (std::size_t r = 0; r < rows; ++r) {
#pragma GCC unroll 4
        for (std::size_t p = 0; p < packs; ++p) sums[r][p] += z[p] * weights[r];
      }
    }
    for (std::size_t r = 0; r < rows; ++r) {
      for (std::size_t p = 0; p < packs; ++p) {
        store(sums[r][p], to + (tile * rows + r) * stride + p * pack_width<Real>);
      }
    }
  }

  std::vector<Real> tiles_;
};

}  // namespace prospect::bench
