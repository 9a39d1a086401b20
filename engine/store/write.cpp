#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <unistd.h>

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "base/problem.hpp"
#include "store/contents.hpp"
#include "store/hdf5_contents.hpp"
#include "store/hdf5_handle.hpp"
#include "store/store.hpp"

namespace prospect::store {
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
      throw LibraryError("putting the new file in its place: " + system_words());
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
    throw LibraryError(doing + ": " + system_words());
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

// Reads the file back whole: every count, text and number must make the digests that were meant.
void verify(const Contents& meant, const std::string& file) {
  const Contents found = read_contents(file);
  static_cast<void>(unpack(found));
  const auto seal = [](const Group& group) { return group.attributes.at("sha256"); };
  bool same = seal(found.root) == seal(meant.root) && seal(found.inputs) == seal(meant.inputs) &&
              seal(found.audit) == seal(meant.audit) &&
              found.scenarios.size() == meant.scenarios.size();
  for (std::size_t i = 0; same && i < meant.scenarios.size(); ++i) {
    same = found.scenarios[i].first == meant.scenarios[i].first &&
           seal(found.scenarios[i].second) == seal(meant.scenarios[i].second);
  }
  if (!same) throw Unfit("what was read back is not what was written");
}

// Where the result goes: through a symbolic link to the file it names, never over a device or
// folder.
fs::path destination(const std::string& file) {
  const fs::path path = fs::is_symlink(file) ? fs::weakly_canonical(file) : fs::path(file);
  if (fs::exists(path) && !fs::is_regular_file(path)) {
    throw LibraryError("what stands there is no file");
  }
  return path;
}

void write_aside_and_rename(const RunRecord& record, const std::string& file) {
  const Contents contents = pack(record);
  const fs::path target = destination(file);
  const fs::path folder = target.has_parent_path() ? target.parent_path() : fs::path(".");
  const std::string start = target.filename().string() + ".tmp.";
  remove_abandoned(folder, start);

  const fs::path beside = folder / (start + std::to_string(::getpid()));
  if (fs::exists(beside)) throw LibraryError("another writer is at work on it");
  Aside aside(beside.string());
  write_contents(contents, aside.path());
  sync(aside.path(), O_RDONLY, "bringing the file to the disk");
  verify(contents, aside.path());
  aside.rename_to(target.string());
  sync(folder.string(), O_RDONLY | O_DIRECTORY, "bringing the folder to the disk");
}

}  // namespace

void write(const RunRecord& record, const std::string& file) {
  const Session session;
  const auto failed = [&](const char* why) {
    return base::Failure(fmt::format("cannot write the result file '{}': {}", file, why));
  };
  try {
    write_aside_and_rename(record, file);
  } catch (const LibraryError& error) {
    throw failed(error.what());
  } catch (const Unfit& error) {
    throw failed(fmt::format("reading it back: {}", error.what()).c_str());
  } catch (const fs::filesystem_error& error) {
    throw failed(error.code().message().c_str());
  }
}

}  // namespace prospect::store
