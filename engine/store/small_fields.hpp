#pragma once
/// The fields of settings, faults, notes and findings; the rest stands in fields.hpp.

#include "store/words.hpp"

namespace prospect::store {

template <class Io, class Rows>
void setting_fields(Io& io, Rows& s) {
  io.rows("setting", s.settings);
  io.positions("setting");
  for (auto& row : s.settings) {
    io("setting_what", row.what);
    io("setting_name", row.name);
    io("setting_label", row.label);
    io("setting_unit", row.unit);
    io("setting_value", row.value);
    io("setting_source", row.source);
    io("setting_from_default", row.from_default);
  }
  io.rows("unit", s.units);
  for (auto& row : s.units) {
    io("unit", row.unit);
    io("unit_label", row.label);
  }
}

template <class Io, class Rows>
void fault_fields(Io& io, Rows& s) {
  io.rows("fault", s.faults);
  io.positions("fault");
  for (auto& row : s.faults) {
    io("fault_variable", row.variable);
    io("fault_year", row.year);
    io("fault_kind", row.fault);
    io("fault_paths", row.paths);
    io("fault_first_path", row.first_path);
  }
  io.rows("note", s.notes);
  io.positions("note");
  for (auto& row : s.notes) {
    io("note_kind", row.kind);
    io("note_message", row.message);
    io("note_hint", row.hint);
    io("note_file", row.place.file);
    io("note_line", row.place.line);
    io("note_column", row.place.column);
    io("note_length", row.place.length);
  }
}

template <class Io, class Findings>
void finding_fields(Io& io, Findings& findings) {
  io.rows("finding", findings);
  io.positions("finding");
  for (auto& f : findings) {
    io.choice("finding_kind", f.kind, finding_kinds);
    io("finding_subject", f.subject);
    io("finding_year", f.year);
    io("finding_expected", f.expected);
    io("finding_printed", f.printed);
    io("finding_allowance", f.allowance);
    io("finding_unit", f.unit);
    io("finding_agrees", f.agrees);
    io("finding_words", f.words);
  }
}

}  // namespace prospect::store
