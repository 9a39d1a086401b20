#pragma once
/// Files that a reader never sees half: written aside, synced, renamed into their place.
///
/// Aside     NAME.tmp.PID in the same folder, removed unless it took its place. A writer that is killed leaves at most
///           that file; the next writer of the same name removes it when its process is gone.
/// Place     through a symbolic link to the file it names, never over a device or folder.

#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace prospect::base {

/// Why a file could not be put in its place; says what was done and the system's own words.
class AsideError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Lets `write` make the file at the path it is given, and puts it where `file` says. What `write` throws comes
/// through. Throws AsideError.
void write_aside(const std::string& file, const std::function<void(const std::string& path)>& write);

/// Brings a file to the disk; `write` may do so before it is done, and what the system refuses then is told then.
/// Throws AsideError.
void sync_file(const std::string& path);

/// Writes a whole file so. Throws base::Failure that names it.
void write_file(const std::string& file, std::string_view bytes);

}  // namespace prospect::base
