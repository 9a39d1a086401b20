#pragma once
/// From a record to the contents of its file and back; no disk, no HDF5.

#include "store/columns.hpp"
#include "store/run_record.hpp"

namespace prospect::store {

/// Contents of the file of a record, digests included.
[[nodiscard]] Contents pack(const RunRecord& record);

/// The record of a file's contents. Throws Unfit when digests or values contradict each other.
[[nodiscard]] RunRecord unpack(const Contents& contents);

/// The name as that of a group: letters, digits, `_`, `-` and, not first, `.`; each other character
/// (not byte) becomes `_`. A name in `taken` gets `_2`, `_3`, ...
[[nodiscard]] std::string group_name(const std::string& name,
                                     const std::vector<std::string>& taken);

}  // namespace prospect::store
