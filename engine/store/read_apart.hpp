#pragma once
/// Reads a file of unknown origin in a process of its own.
///
/// Why       the HDF5 library crashes or hangs on some files whose bytes were damaged on purpose. The process that
///           reads may end as it will; ours takes what it sends, plain columns, and believes no length in it.
/// Limits    of the reading process: three seconds of processor time and one for each 20 MB; no core file.
/// Memory    twice that of the contents while they are handed over.
/// Threads   any, one at a time in the library; the process is forked from the calling thread.

#include <string>

#include "store/columns.hpp"

namespace prospect::store {

/// Contents of a file as read_contents (hdf5_contents.hpp) gives them. Throws what it throws, and Unfit if the process
/// that read was ended by the file; base::Failure if the system gave no process.
[[nodiscard]] Contents read_apart(const std::string& file);

}  // namespace prospect::store
