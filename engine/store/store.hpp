#pragma once
/// The door of the room: a run's record to a result file and back.
///
/// Format   HDF5 that is also netCDF-4, laid out as LAYOUT.md says (`layout.hpp` is the table).
/// Bytes    the same record makes the same bytes.
/// Threads  calls wait for each other: the library behind is used by one thread at a time.
/// Process  SIGXFSZ should be ignored, or a limit on file sizes ends the process in silence.

#include <string>

#include "store/run_record.hpp"

namespace prospect::store {

/// Writes the record aside, reads it back, and only then puts it in the place of `file`: a reader
/// sees the old file or the new one, never a part. On any failure what stood there is untouched,
/// the file aside is gone, and base::Failure says in one sentence what could not be done. What
/// writers that died left aside (NAME.tmp.PID) is removed.
void write(const RunRecord& record, const std::string& file);

/// Reads what a report or a replay needs: texts, names, labels, numbers; the compiled code and the
/// laws of the fit are not in the file. Variables are the indicators in the order of the summary,
/// then those that only a target or a parameter names. Throws base::Failure when the file cannot be
/// opened, base::Rejected (kind "bad-value", line 0) when it is not a whole and sound result file.
/// The HDF5 library itself may crash on a file made to harm: see LAYOUT.md before opening a
/// stranger's file in a process that must live on.
[[nodiscard]] RunRecord load(const std::string& file);

}  // namespace prospect::store
