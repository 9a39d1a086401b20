#include "app/kept_fits.hpp"

#include <elf.h>
#include <fmt/format.h>
#include <gnu/libc-version.h>
#include <link.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <span>
#include <string_view>

namespace prospect::app {
namespace {

/// The build identity among the notes of a loaded segment, as hexadecimal digits.
std::string identity_in(const char* note, const char* end) {
  const auto aligned = [](std::size_t size) { return (size + 3) / 4 * 4; };
  while (note + sizeof(ElfW(Nhdr)) <= end) {
    ElfW(Nhdr) head;
    std::memcpy(&head, note, sizeof head);
    const char* name = note + sizeof head;
    const char* value = name + aligned(head.n_namesz);
    if (value + head.n_descsz > end) break;
    if (head.n_type == NT_GNU_BUILD_ID && std::string_view(name, 4) == std::string_view("GNU\0", 4)) {
      std::string digits;
      for (const char byte : std::span(value, head.n_descsz)) {
        digits += fmt::format("{:02x}", static_cast<unsigned char>(byte));
      }
      return digits;
    }
    note = value + aligned(head.n_descsz);
  }
  return {};
}

/// The linker's digest of all that the program is made of; empty if it left none.
std::string build_identity() {
  std::string identity;
  dl_iterate_phdr(
      [](dl_phdr_info* object, std::size_t, void* result) {
        for (const auto& segment : std::span(object->dlpi_phdr, object->dlpi_phnum)) {
          auto& text = *static_cast<std::string*>(result);
          if (segment.p_type != PT_NOTE || !text.empty()) continue;
          // NOLINTNEXTLINE(performance-no-int-to-ptr): the loader states where the segment lies as a number
          const char* begin = reinterpret_cast<const char*>(object->dlpi_addr + segment.p_vaddr);
          text = identity_in(begin, begin + segment.p_memsz);
        }
        return 1;  // the first object is the program itself
      },
      &identity);
  return identity;
}

}  // namespace

std::string cache_folder() {
  const auto variable = [](const char* name) {
    const char* value = std::getenv(name);
    return std::filesystem::path(value == nullptr ? "" : value);
  };
  // A relative path is to be ignored, says the XDG Base Directory Specification.
  if (const auto cache = variable("XDG_CACHE_HOME"); cache.is_absolute()) return (cache / "prospect").string();
  if (const auto home = variable("HOME"); home.is_absolute()) return (home / ".cache" / "prospect").string();
  return {};
}

std::string maker_of_fits() {
  const std::string build = build_identity();
  if (build.empty()) return {};
  // The mathematical library chooses its functions by these, and so may we.
  const auto has = [](bool feature) { return feature ? 1 : 0; };
  return fmt::format("{} libc {} fma {} avx2 {} avx512f {}", build, gnu_get_libc_version(),
                     has(__builtin_cpu_supports("fma") != 0), has(__builtin_cpu_supports("avx2") != 0),
                     has(__builtin_cpu_supports("avx512f") != 0));
}

KeptFits::KeptFits(bool refit) : refit_(refit), folder_(refit ? "" : cache_folder(), maker_of_fits()) {}

void KeptFits::offer(const store::RunRecord& record) {
  if (refit_) return;
  offered_.insert(offered_.end(), record.fits.begin(), record.fits.end());
}

std::shared_ptr<const calibrate::BlockPosterior> KeptFits::find(const std::string& key) {
  const auto at = std::find_if(offered_.begin(), offered_.end(), [&](const auto& fit) { return fit->key == key; });
  if (at != offered_.end()) return *at;
  auto found = folder_.find(key);
  if (found) offered_.push_back(found);
  return found;
}

void KeptFits::keep(const std::shared_ptr<const calibrate::BlockPosterior>& posterior) {
  offered_.push_back(posterior);
  folder_.keep(posterior);
}

}  // namespace prospect::app
