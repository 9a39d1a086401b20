#pragma once
/// The fields of the scramblings of a run of Sobol' points: its counts, split. See fields.hpp.

namespace prospect::store {

template <class Io, class Rows>
void scrambling_fields(Io& io, Rows& s) {
  io.rows("scrambling", s.scramblings);
  io.positions("scrambling");
  for (auto& row : s.scramblings) {
    io("scrambling_paths", row.count.paths);
    io("scrambling_coordinates", row.coordinates);
    io("scrambling_plain_words", row.plain_words);
    for (auto& hits : row.count.hits) io("scrambling_hits", hits);
    for (auto& hits : row.count.reported_hits) io("scrambling_reported_hits", hits);
    for (auto& paths : row.count.groups) io("scrambling_group_all_met", paths);
    for (auto& paths : row.count.met_count) io("scrambling_met_count", paths);
  }
}

}  // namespace prospect::store
