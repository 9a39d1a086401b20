#pragma once
/// A name that one process at a time holds.
///
/// Method   flock(2) on a file of that name, which goes when it is let go. The system lets go for a process that dies,
///          so a file that was left behind holds nothing.

#include <string>

namespace prospect::base {

class FileLock {
 public:
  /// Tries to hold `name`, a file that is made if need be; does not wait. A folder where no file can be made, or a file
  /// system without locks, stops no one: it is held then.
  explicit FileLock(std::string name);
  ~FileLock();
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&&) = delete;
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

  /// False while another process, or another lock of this one, holds it.
  [[nodiscard]] bool held() const { return held_; }

 private:
  std::string name_;
  int file_ = -1;
  bool held_ = true;
};

}  // namespace prospect::base
