#include "lanes/word_source.hpp"

#include <algorithm>

#include "lanes/normal.hpp"

namespace prospect::lanes {

void WordSource::scores(const Stream& stream, std::uint64_t first_path, std::int64_t step, bool, double* out) {
  uniforms(stream, first_path, step, out);
  normal_quantile_row(out, out);
}

Threefry::Kept& Threefry::keep(const Stream& stream, std::uint64_t first_path, std::int64_t even_step, bool scores) {
  Kept& kept = kept_[stream.key().second % kept_rows];
  if (kept.row.count() == 0) {
    kept.row = Rows(1);
  }
  kept.key = stream.key();
  kept.scores = scores;
  kept.first_path = first_path;
  kept.even_step = even_step;
  return kept;
}

bool Threefry::copy_kept(const Stream& stream, std::uint64_t first_path, std::int64_t step, bool scores,
                         double* out) {
  const Words key = stream.key();
  const Kept& kept = kept_[key.second % kept_rows];
  const bool found = kept.row.count() > 0 && kept.scores == scores && kept.even_step == step - 1 &&
                     kept.first_path == first_path && kept.key.first == key.first &&
                     kept.key.second == key.second;
  if (found) std::copy_n(kept.row.row(0), lane_count, out);
  return found;
}

void Threefry::uniforms(const Stream& stream, std::uint64_t first_path, std::int64_t step,
                        double* out) {
  if ((step & 1) == 0) {
    uniform_pair(stream, first_path, step, out, keep(stream, first_path, step, false).row.row(0));
  } else if (!copy_kept(stream, first_path, step, false, out)) {
    lanes::uniforms(stream, first_path, step, out);
  }
}

void Threefry::scores(const Stream& stream, std::uint64_t first_path, std::int64_t step, bool goes_on, double* out) {
  if ((step & 1) == 0) {
    score_rows(stream, first_path, step, out, goes_on ? keep(stream, first_path, step, true).row.row(0) : nullptr);
  } else if (!copy_kept(stream, first_path, step, true, out)) {
    score_rows(stream, first_path, step - 1, nullptr, out);
  }
}

}  // namespace prospect::lanes
