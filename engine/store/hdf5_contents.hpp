#pragma once
/// Contents to an HDF5 file and back, row by row of the layout.
///
/// Contract  expects a Session to stand. Throws LibraryError for what the library refuses, Unfit
///           for what does not agree with the layout.
/// Distrust  reading asks that links be hard, types and ranks those of the layout, and that no
///           dataset claim more than the file is long.

#include <string>

#include "store/columns.hpp"

namespace prospect::store {

/// Makes a new file (an existing one is an error), flushes and closes it. Does not sync.
void write_contents(const Contents& contents, const std::string& file);

/// Reads a file whole. Digests are not looked at.
[[nodiscard]] Contents read_contents(const std::string& file);

}  // namespace prospect::store
