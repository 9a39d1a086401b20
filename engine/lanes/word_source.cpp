#include "lanes/word_source.hpp"

#include <algorithm>

#include "lanes/normal.hpp"

namespace prospect::lanes {

void WordSource::scores(const Stream& stream, std::uint64_t first_path, std::int64_t step, bool, double* out) {
  uniforms(stream, first_path, step, out);
  normal_quantile_row(out, out);
}

void WordSource::scores_in_turn(const Stream& stream, std::uint64_t first_path, std::int64_t first_step,
                                std::span<double* const> rows) {
  for (std::size_t k = 0; k < rows.size(); ++k) {
    scores(stream, first_path, first_step + static_cast<std::int64_t>(k), k + 1 < rows.size(), rows[k]);
  }
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
  const bool even = (step & 1) == 0;
  if (!even && copy_kept(stream, first_path, step, true, out)) return;
  double* const rows[] = {out, even && goes_on ? keep(stream, first_path, step, true).row.row(0) : nullptr};
  score_rows(stream, first_path, step, std::span(rows, rows[1] == nullptr ? 1 : 2));
}

void Threefry::scores_in_turn(const Stream& stream, std::uint64_t first_path, std::int64_t first_step,
                              std::span<double* const> rows) {
  score_rows(stream, first_path, first_step, rows);
}

}  // namespace prospect::lanes
