#include "lanes/word_source.hpp"

#include <algorithm>

namespace prospect::lanes {

void Threefry::uniforms(const Stream& stream, std::uint64_t first_path, std::int64_t step,
                        double* out) {
  const Words key = stream.key();
  Kept& kept = kept_[key.second % kept_rows];
  if ((step & 1) == 0) {
    if (kept.row.count() == 0) {
      kept.row = Rows(1);
    }
    uniform_pair(stream, first_path, step, out, kept.row.row(0));
    kept.key = key;
    kept.first_path = first_path;
    kept.even_step = step;
    return;
  }
  const bool found = kept.row.count() > 0 && kept.even_step == step - 1 &&
                     kept.first_path == first_path && kept.key.first == key.first &&
                     kept.key.second == key.second;
  if (found) {
    std::copy_n(kept.row.row(0), lane_count, out);
  } else {
    lanes::uniforms(stream, first_path, step, out);
  }
}

}  // namespace prospect::lanes
