#include "app/memory.hpp"

#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>

namespace prospect::app {
namespace {

constexpr int set_aside = 64 << 20, kept_when_freed = 512 << 20, in_the_heap = 32 << 20;
constexpr std::uintptr_t large_page = std::uintptr_t{2} << 20;

}  // namespace

void use_large_pages() {
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  // One heap for all threads: none allocates while paths run.
  mallopt(M_ARENA_MAX, 1);
  mallopt(M_MMAP_THRESHOLD, in_the_heap);
  mallopt(M_TRIM_THRESHOLD, kept_when_freed);
  mallopt(M_TOP_PAD, set_aside);
  // More than is left makes the heap grow, now.
  void* first = std::malloc(std::size_t{1} << 20);
  if (first == nullptr) return;
  const auto from = (reinterpret_cast<std::uintptr_t>(first) + large_page - 1) / large_page * large_page;
  const auto to = reinterpret_cast<std::uintptr_t>(::sbrk(0)) / large_page * large_page;
  // NOLINTNEXTLINE(performance-no-int-to-ptr): an address between two others
  if (from < to) ::madvise(reinterpret_cast<void*>(from), to - from, MADV_HUGEPAGE);
  std::free(first);
#endif
}

}  // namespace prospect::app
