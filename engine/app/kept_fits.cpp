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
#include <utility>

#include "base/archive.hpp"
#include "store/fit_bytes.hpp"

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

std::shared_ptr<const calibrate::FamilyRows> KeptFits::find_family(const std::string& key) {
  if (const auto at = families_.find(key); at != families_.end()) return at->second;
  auto found = folder_.find_family(key);
  if (found) families_[key] = found;
  return found;
}

void KeptFits::keep_family(const calibrate::FamilyRows& rows) {
  families_[rows.key] = std::make_shared<const calibrate::FamilyRows>(rows);
  folder_.keep_family(rows);
}

std::string KeptFits::handed_on() const {
  base::Archive archive;
  const auto hand_on = [&archive](std::string key, std::string bytes) {
    archive.part(key);
    archive.part(bytes);
  };
  // All ranks are of one job: who made them need not be said.
  for (const auto& fit : offered_) hand_on(fit->key, store::fit_bytes(*fit, {}));
  for (const auto& [key, rows] : families_) hand_on(key, store::fit_bytes(*rows, {}));
  return archive.bytes();
}

void KeptFits::offer(std::string_view handed_on) {
  base::Archive archive(handed_on);
  while (archive.sound() && !archive.left().empty()) {
    std::string key, bytes;
    archive.part(key);
    archive.part(bytes);
    if (auto rows = store::family_rows_from(bytes, {}, key)) {
      families_[key] = std::move(rows);
    } else if (auto fit = store::posterior_from(bytes, {}, key)) {
      offered_.push_back(std::move(fit));
    }
  }
}

}  // namespace prospect::app
