#include "base/file_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace prospect::base {
namespace {

/// Whether the open file is still the one of that name: whoever held it last took the name away.
bool is_named(int file, const std::string& name) {
  struct stat open{}, there{};
  return ::fstat(file, &open) == 0 && ::lstat(name.c_str(), &there) == 0 && open.st_dev == there.st_dev &&
         open.st_ino == there.st_ino;
}

}  // namespace

FileLock::FileLock(std::string name) : name_(std::move(name)) {
  constexpr int attempts = 100;
  for (int k = 0; k < attempts; ++k) {
    constexpr int flags = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
    file_ = ::open(name_.c_str(), O_RDWR | O_CREAT | flags, 0666);
    // Another user's file need not be written to be locked.
    if (file_ < 0 && errno == EACCES) file_ = ::open(name_.c_str(), O_RDONLY | flags);
    if (file_ < 0) {
      held_ = errno != ELOOP;
      return;
    }
    if (::flock(file_, LOCK_EX | LOCK_NB) != 0) {
      held_ = errno == ENOLCK || errno == EOPNOTSUPP || errno == EINVAL;
      ::close(file_);
      file_ = -1;
      return;
    }
    if (is_named(file_, name_)) return;
    ::close(file_);
    file_ = -1;
  }
  held_ = false;
}

FileLock::FileLock(FileLock&& other) noexcept
    : name_(std::move(other.name_)), file_(std::exchange(other.file_, -1)), held_(other.held_) {}

FileLock::~FileLock() {
  if (file_ < 0) return;
  // A file of someone's own that happens to have the name is left alone.
  struct stat there{};
  if (::fstat(file_, &there) == 0 && S_ISREG(there.st_mode) && there.st_size == 0) ::unlink(name_.c_str());
  ::close(file_);
}

}  // namespace prospect::base
