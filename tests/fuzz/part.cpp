/// Fuzzes parts of runs and what is saved of them: all that comes after the digest, and the tallies inside on their way
/// into a run of a small model.

#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "app/run.hpp"

namespace {

using namespace prospect;   // NOLINT(google-build-using-namespace): of a program of one file

const std::string& place() {
  static const std::string name =
      (std::filesystem::temp_directory_path() / ("prospect-fuzz-part-" + std::to_string(::getpid()))).string();
  return name;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // Any digest will do in this build.
  std::ofstream(place(), std::ios::binary) << std::string_view(reinterpret_cast<const char*>(data), size)
                                           << std::string(64, '0');
  try {
    auto part = app::read_part(place());
    for (const auto& tallies : part.tallies) {
      for (const auto& tally : tallies) static_cast<void>(app::ranges_of(tally));
    }
    // The run itself stays short, whatever the bytes ask for.
    constexpr std::uint64_t few = 2 * simulate::chunk_paths;
    if (part.request.paths > few || part.request.keep_paths > few) return 0;
    app::Course course;
    course.done = part.tallies;
    course.points_done = part.points;
    part.request.threads = 1;
    app::Split split;
    if (part.request.parts > 0) {
      static_cast<void>(app::run_part(part.request, read::Memory(part.texts), course));
      return 0;
    }
    static_cast<void>(app::run(part.request, read::Memory(part.texts), split, nullptr, course));
  } catch (const base::Rejected&) {
  } catch (const base::Failure&) {
  }
  return 0;
}
