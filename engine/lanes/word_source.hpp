#pragma once
/// Where the random words of a run come from; the one place to change how they are made.
///
/// Contract  a source is a function of the address alone: asked twice, in any order, by any thread,
///           it answers the same bits. What it remembers is for speed and never seen in a result.
/// Threads   one source a thread.

#include <array>
#include <memory>
#include <span>

#include "lanes/threefry.hpp"

namespace prospect::lanes {

class WordSource {
 public:
  virtual ~WordSource() = default;

  /// Fills `out` with `lane_count` uniforms in (0, 1), for paths first_path + lane. One word each.
  virtual void uniforms(const Stream& stream, std::uint64_t first_path, std::int64_t step,
                        double* out) = 0;

  /// Fills `out` with their normal scores; `goes_on`: the step after will be asked for too.
  virtual void scores(const Stream& stream, std::uint64_t first_path, std::int64_t step, bool goes_on, double* out);

  /// The same for steps in turn, a row each, from `first_step` on.
  virtual void scores_in_turn(const Stream& stream, std::uint64_t first_path, std::int64_t first_step,
                              std::span<double* const> rows);
};

/// Plain Threefry words. An even step keeps the row of the odd step after it, which comes from the
/// same counters, until its stream is asked again: years in order cost one generation for two. So do scores.
class Threefry final : public WordSource {
 public:
  void uniforms(const Stream& stream, std::uint64_t first_path, std::int64_t step,
                double* out) override;
  void scores(const Stream& stream, std::uint64_t first_path, std::int64_t step, bool goes_on, double* out) override;
  void scores_in_turn(const Stream& stream, std::uint64_t first_path, std::int64_t first_step,
                      std::span<double* const> rows) override;

 private:
  /// The row of the odd step after `even_step`, words or scores, if `row` is not empty.
  struct Kept {
    Words key{};
    bool scores = false;
    std::uint64_t first_path = 0;
    std::int64_t even_step = 0;
    Rows row;
  };

  /// At most this many rows are kept (2 KiB each at 256 lanes); names that share a place only lose
  /// the saving.
  static constexpr std::size_t kept_rows = 512;

  /// Where the stream's row is kept, for writing.
  Kept& keep(const Stream& stream, std::uint64_t first_path, std::int64_t even_step, bool scores);
  /// Copies the row of an odd step, if it is kept.
  bool copy_kept(const Stream& stream, std::uint64_t first_path, std::int64_t step, bool scores, double* out);

  std::array<Kept, kept_rows> kept_;
};

}  // namespace prospect::lanes
