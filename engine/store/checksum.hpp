#pragma once
/// The checksum of HDF5's filter FLETCHER32, and chunks of a file held against theirs.
///
/// Method    the filter sums 16-bit words, the higher byte first, and those sums again, both modulo 65535. Of words
///           whose bytes stand the other way round the sums are 256 times smaller modulo 65535, and sums of lanes
///           can be put together: so the loop is vector code, several times as fast as memory is copied.
/// Source    Fletcher (1982), doi:10.1109/TCOM.1982.1095369, in the form of the library's file format.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace prospect::store {

inline constexpr std::size_t checksum_bytes = 4;

[[nodiscard]] std::uint32_t fletcher32(const char* data, std::size_t size);

/// Where a chunk lies in its file, the checksum at its end included.
struct StoredChunk {
  std::uint64_t at = 0, bytes = 0;
};

/// Reads every chunk on a few threads and holds it against its checksum. Throws Unfit if one is not whole.
void check_chunks(const std::string& file, const std::vector<StoredChunk>& chunks);

}  // namespace prospect::store
