#include "base/aside_file.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "base/problem.hpp"

namespace prospect::base {
namespace {

namespace fs = std::filesystem;

// The system's words for the last error.
std::string system_words() { return std::error_code(errno, std::generic_category()).message(); }

/// A descriptor that closes itself.
class Descriptor {
 public:
  Descriptor(const std::string& path, int flags) : fd_(::open(path.c_str(), flags | O_CLOEXEC)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  [[nodiscard]] int fd() const { return fd_; }

 private:
  int fd_;
};

/// The file aside: removed unless it was put in its place.
class Aside {
 public:
  explicit Aside(std::string path) : path_(std::move(path)) {}
  Aside(const Aside&) = delete;
  Aside& operator=(const Aside&) = delete;
  ~Aside() {
    if (!path_.empty()) ::unlink(path_.c_str());
  }
  [[nodiscard]] const std::string& path() const { return path_; }
  void rename_to(const std::string& file) {
    if (::rename(path_.c_str(), file.c_str()) != 0) {
      throw AsideError("putting the new file in its place: " + system_words());
    }
    path_.clear();
  }

 private:
  std::string path_;
};

void sync(const std::string& path, int flags, const std::string& doing) {
  const Descriptor file(path, flags);
  // EINVAL: a file system that cannot sync a folder, and need not.
  if (file.fd() < 0 || (::fsync(file.fd()) != 0 && errno != EINVAL)) {
    throw AsideError(doing + ": " + system_words());
  }
}

// A writer holds a lock on its file, so an unlocked one whose process is gone has no owner. The
// lock guards against processes we cannot see, such as those of a container on the same folder.
bool is_abandoned(const fs::path& path, pid_t writer) {
  const bool alive = writer != ::getpid() && (::kill(writer, 0) == 0 || errno != ESRCH);
  if (alive) return false;
  const Descriptor file(path.string(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  return file.fd() >= 0 && ::flock(file.fd(), LOCK_EX | LOCK_NB) == 0;
}

void remove_abandoned(const fs::path& folder, const std::string& start) {
  std::error_code ignored;
  for (fs::directory_iterator next(folder, ignored), end; next != end; next.increment(ignored)) {
    const std::string name = next->path().filename().string();
    if (!name.starts_with(start)) continue;
    pid_t writer = 0;
    const char* last = name.data() + name.size();
    const auto [rest, error] = std::from_chars(name.data() + start.size(), last, writer);
    if (error != std::errc() || rest != last || writer <= 0) continue;
    if (is_abandoned(next->path(), writer)) ::unlink(next->path().c_str());
  }
}

// Where the file goes: through a symbolic link to the file it names, never over a device or
// folder.
fs::path destination(const std::string& file) {
  const fs::path path = fs::is_symlink(file) ? fs::weakly_canonical(file) : fs::path(file);
  if (fs::exists(path) && !fs::is_regular_file(path)) {
    throw AsideError("what stands there is no file");
  }
  return path;
}

}  // namespace

void sync_file(const std::string& path) { sync(path, O_RDONLY, "bringing the file to the disk"); }

void write_aside(const std::string& file, const std::function<void(const std::string& path)>& write) {
  try {
    const fs::path target = destination(file);
    const fs::path folder = target.has_parent_path() ? target.parent_path() : fs::path(".");
    const std::string start = target.filename().string() + ".tmp.";
    remove_abandoned(folder, start);

    const fs::path beside = folder / (start + std::to_string(::getpid()));
    if (fs::exists(beside)) throw AsideError("another writer is at work on it");
    Aside aside(beside.string());
    write(aside.path());
    sync_file(aside.path());
    aside.rename_to(target.string());
    sync(folder.string(), O_RDONLY | O_DIRECTORY, "bringing the folder to the disk");
  } catch (const fs::filesystem_error& error) {
    throw AsideError(error.code().message());
  }
}

void write_file(const std::string& file, std::string_view bytes) {
  try {
    write_aside(file, [&](const std::string& path) {
      std::ofstream out(path, std::ios::binary);
      out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
      out.close();
      if (!out) throw AsideError("writing it: " + system_words());
    });
  } catch (const AsideError& error) {
    throw Failure("cannot write '" + file + "': " + error.what());
  }
}

}  // namespace prospect::base
