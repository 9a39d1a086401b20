#include "lanes/threefry.hpp"

namespace prospect::lanes {

std::uint64_t name_key(std::string_view name) {
  // FNV-1a, 64 bits: Fowler, Noll and Vo, draft-eastlake-fnv.
  constexpr std::uint64_t offset_basis = 0xcbf29ce484222325U;
  constexpr std::uint64_t prime = 0x100000001b3U;
  std::uint64_t hash = offset_basis;
  for (const char byte : name) {
    hash = (hash ^ static_cast<unsigned char>(byte)) * prime;
  }
  // Finaliser of splitmix64: Steele, Lea and Flood (2014), doi:10.1145/2714064.2660195; variant 13
  // of Stafford's mixers.
  hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9U;
  hash = (hash ^ (hash >> 27)) * 0x94d049bb133111ebU;
  return hash ^ (hash >> 31);
}

void uniforms(const Stream& stream, std::uint64_t first_path, std::int64_t step, double* out) {
  const Words key = stream.key();
  const std::uint64_t pair = static_cast<std::uint64_t>(step >> 1);
  if ((step & 1) == 0) {
    each_lane([=](std::size_t lane) {
      out[lane] = unit_number(threefry2x64({first_path + lane, pair}, key).first);
    });
  } else {
    each_lane([=](std::size_t lane) {
      out[lane] = unit_number(threefry2x64({first_path + lane, pair}, key).second);
    });
  }
}

void uniform_pair(const Stream& stream, std::uint64_t first_path, std::int64_t even_step,
                  double* even, double* odd) {
  PROSPECT_EXPECT((even_step & 1) == 0);
  const Words key = stream.key();
  const std::uint64_t pair = static_cast<std::uint64_t>(even_step >> 1);
  each_lane([=](std::size_t lane) {
    const Words words = threefry2x64({first_path + lane, pair}, key);
    even[lane] = unit_number(words.first);
    odd[lane] = unit_number(words.second);
  });
}

}  // namespace prospect::lanes
