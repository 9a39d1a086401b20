#pragma once
/// Contents to an HDF5 file and back, row by row of the layout.
///
/// Contract  expects a Session to stand. Throws LibraryError for what the library refuses, Unfit
///           for what does not agree with the layout.
/// Distrust  reading asks that links be hard, types and ranks those of the layout, and that no
///           dataset claim more than the file is long.

#include <string>

#include "store/columns.hpp"
#include "store/hdf5_handle.hpp"

namespace prospect::store {

/// A new file that is being written.
class NewFile {
 public:
  /// An existing file is an error.
  explicit NewFile(const std::string& file);

  /// For kept paths that are written before all else: the file, and the group of the scenarios.
  [[nodiscard]] Id file() const { return whole_.id(); }
  [[nodiscard]] Id scenarios();
  /// Writes all that `contents` holds, flushes and closes. Does not sync.
  void complete(const Contents& contents);

 private:
  Handle whole_, scenarios_;
};

/// Whether the values of kept paths are wanted, or only that each of their chunks has its checksum.
enum class Kept { load, check };

/// Reads a file whole. Digests are not looked at.
[[nodiscard]] Contents read_contents(const std::string& file, Kept kept = Kept::load);

}  // namespace prospect::store
