#pragma once
/// Scrambled Sobol' points with an address: evenly spread words for the paths of a run.
///
/// Paths      `sobol_scramblings` sequences stand side by side, each scrambled for itself: of every
///            `sobol_segment` paths in a row all belong to one of them, the next ones to the next. Path p is
///            point (p / 4096) 256 + p % 256 of scrambling p / 256 % 16. A path keeps its words however many
///            are run; after 4096 * 2^m paths each scrambling is a net of 256 * 2^m points.
/// Sixteen    the error of a mean is read off the scramblings: with 16 a 95 % interval is 9 % wider than if
///            their variance were known (Student's t), with 8 21 %; with 32 4 %, but of shorter sequences.
/// Words      a word is the coordinate of (stream, step) of its path's point: coordinate c of the list given,
///            in order. Direction numbers: Joe and Kuo (2008), doi:10.1137/070709359, as Boost.Random has them.
/// Scrambled  digit k of a word is a random sum (modulo 2) of the point's digits up to k, digit k itself always
///            among them, then a random shift: Matousek (1998), J. Complexity 14, 527-556. Means have the variance
///            they have under nested scrambling: Owen (2003), "Variance with alternative scramblings of digital
///            nets", ACM Trans. Model. Comput. Simul. 13, 363-378. Sums and shift go over 64 digits, so a word is
///            uniform over all the numbers that a plain word may be, tails included; they are Threefry words of
///            (seed, "scrambling." + name, step, scrambling): a stream's scrambling hangs on nothing else in the
///            list.
/// Plain      streams that are not in the list, or for which no coordinate is left, and paths from
///            `sobol_paths` on have the words of `Threefry`.
/// Memory     3.4 KiB a coordinate, made once, shared by all threads, constant afterwards.
/// Cost       one exclusive or, and the change to a number, a word.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "lanes/word_source.hpp"

namespace prospect::lanes {

inline constexpr std::uint64_t sobol_scramblings = 16;
/// Paths in a row that belong to one scrambling.
inline constexpr std::uint64_t sobol_segment = 256;
/// Paths of a round: a segment of each scrambling.
inline constexpr std::uint64_t sobol_round = sobol_scramblings * sobol_segment;
/// Binary digits of a point's number, and the paths they suffice for.
inline constexpr unsigned sobol_digits = 26;
inline constexpr std::uint64_t sobol_paths = (std::uint64_t{1} << sobol_digits) * sobol_scramblings;
/// Coordinates there are direction numbers for.
inline constexpr std::size_t sobol_coordinates = 3667;

/// Which scrambling a path belongs to.
[[nodiscard]] constexpr std::uint64_t scrambling_of(std::uint64_t path) {
  return path / sobol_segment % sobol_scramblings;
}

/// A stream whose words are coordinates: one each of the steps `first_step`, `first_step` + 1, ...
struct SobolStream {
  std::string name;
  std::int64_t first_step = 0;
  std::size_t steps = 1;
};

/// The direction numbers of a coordinate, unscrambled: [m] is what digit m of a point's number, the lowest being
/// 0, adds to the coordinate's digits, of which the highest bit is the first. Expects one below
/// `sobol_coordinates`.
[[nodiscard]] std::vector<std::uint64_t> sobol_directions(std::size_t coordinate);

class SobolPoints {
 public:
  /// Gives out coordinates to `streams` in order; a stream that does not fit whole has none. Expects each name
  /// once.
  SobolPoints(std::uint64_t seed, const std::vector<SobolStream>& streams);

  /// Words of a path that are coordinates; words of the streams given that are plain for want of one.
  [[nodiscard]] std::size_t coordinates() const { return tables_.size(); }
  [[nodiscard]] std::size_t plain() const { return plain_; }

  /// What scrambles one coordinate in one scrambling: the shift, and the sum of each digit of a point's number.
  struct Scrambled {
    std::uint64_t shift = 0;
    std::uint64_t sums[sobol_digits] = {};
  };
  /// Those of a stream's step, [scrambling]; nullptr where its words are plain ones.
  [[nodiscard]] const Scrambled* find(const Stream& stream, std::int64_t step) const;

 private:
  /// [scrambling].
  struct alignas(row_alignment) Table {
    Scrambled of[sobol_scramblings];
  };
  /// A place of the table of names: by the low bits of the name's key, else the next free one.
  struct Place {
    std::uint64_t key = 0;
    std::int64_t first_step = 0;
    std::size_t steps = 0, first = 0;  ///< none: the place is free
  };

  void add(const SobolStream& stream);

  std::uint64_t seed_;
  std::vector<Table> tables_;
  std::vector<Place> places_;  ///< a power of two of them, at most half taken
  std::size_t plain_ = 0;
};

/// The words of `points`, plain ones for the rest; one a thread.
class SobolWords final : public WordSource {
 public:
  explicit SobolWords(std::shared_ptr<const SobolPoints> points) : points_(std::move(points)) {}

  void uniforms(const Stream& stream, std::uint64_t first_path, std::int64_t step, double* out) override;

 private:
  std::shared_ptr<const SobolPoints> points_;
  Threefry plain_;
};

}  // namespace prospect::lanes
