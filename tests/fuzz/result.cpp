/// Fuzzes result files of strangers: read as every command reads them, then told as text and as a page's document.

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/problem.hpp"
#include "report/text.hpp"
#include "store/store.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace prospect;   // NOLINT(google-build-using-namespace): one function
  const int file = ::memfd_create("result", 0);
  if (file < 0 || ::write(file, data, size) != static_cast<ssize_t>(size)) std::abort();
  try {
    const auto record = store::load("/proc/self/fd/" + std::to_string(file));
    if (!record.scenarios.empty()) {
      report::VerdictOptions options;
      static_cast<void>(report::verdict(record, options));
      static_cast<void>(report::to_json(record));
    }
  } catch (const base::Rejected&) {
  } catch (const base::Failure&) {
  }
  ::close(file);
  return 0;
}
