#include <fcntl.h>
#include <unistd.h>

#include <fmt/format.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "base/problem.hpp"
#include "store/contents.hpp"
#include "store/hdf5_handle.hpp"
#include "store/read_apart.hpp"
#include "store/store.hpp"

namespace prospect::store {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void reject(const std::string& file, const std::string& why) {
  base::Problems problems;
  problems.add("bad-value", base::Place{file, 0, 0, 1},
               fmt::format("the result file cannot be used: {}", why));
  throw base::Rejected(problems);
}

[[noreturn]] void fail_to_open(const std::string& file, const std::string& why) {
  throw base::Failure(fmt::format("cannot open the result file '{}': {}", file, why));
}

// Tells what the system refuses from what the file gets wrong, before the library has its say.
void try_to_open(const std::string& file) {
  std::error_code error;
  const fs::file_status status = fs::status(file, error);
  if (error && status.type() != fs::file_type::not_found) fail_to_open(file, error.message());
  if (fs::exists(status) && !fs::is_regular_file(status)) fail_to_open(file, "it is no file");
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) {
    fail_to_open(file, std::error_code(errno, std::generic_category()).message());
  }
  ::close(descriptor);
}

// A file that another process writes is locked; its content is not at fault.
bool is_locked(const LibraryError& error) {
  return std::string_view(error.what()).find("Resource temporarily unavailable") !=
         std::string_view::npos;
}

}  // namespace

RunRecord load(const std::string& file) {
  try_to_open(file);
  try {
    return unpack(read_apart(file));
  } catch (const Unfit& error) {
    reject(file, error.what());
  } catch (const LibraryError& error) {
    if (is_locked(error)) fail_to_open(file, error.what());
    reject(file, error.what());
  }
}

}  // namespace prospect::store
