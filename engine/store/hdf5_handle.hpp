#pragma once
/// A thin layer over the HDF5 library: handles close themselves, return values are checked.
///
/// Contract  private to this room, and free of the library's own header. `close` is explicit and
///           throws; destructors serve the error path only, where nothing more can be said.
/// Errors    LibraryError: what we were doing and the library's or the system's words in one line.
/// Source    the pitfalls behind each rule were measured by experiment; LAYOUT.md names some.

#include <cstdint>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>

#include "store/columns.hpp"
#include "store/layout.hpp"

namespace prospect::store {

/// The library refused: becomes base::Failure when writing, base::Rejected when reading.
class LibraryError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Use of the library by this thread, alone, for as long as it stands: no printed errors, no
/// plug-ins, no work at exit (which crashes after a file that could not be closed).
class Session {
 public:
  Session();

 private:
  std::unique_lock<std::mutex> turn_;
};

/// The library's identifier, hid_t.
using Id = std::int64_t;

/// Owns one identifier.
class Handle {
 public:
  enum class Kind { file, group, dataset, space, type, attribute, list };

  Handle() = default;
  /// Takes what a call returned; throws LibraryError if it is none.
  Handle(Kind kind, Id id, const std::string& doing);
  Handle(Handle&& other) noexcept : kind_(other.kind_), id_(std::exchange(other.id_, -1)) {}
  Handle& operator=(Handle&& other) noexcept;
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() { drop(); }

  [[nodiscard]] Id id() const { return id_; }
  /// Closes now. Throws LibraryError when data could not be brought to the file.
  void close(const std::string& doing);

 private:
  void drop() noexcept;

  Kind kind_ = Kind::file;
  Id id_ = -1;
};

/// Throws LibraryError with the words of the library's error stack, and clears it.
[[noreturn]] void fail(const std::string& doing);

/// Hands the result through, or throws if it is negative (the library's sign of failure).
template <class Result>
Result checked(Result result, const std::string& doing) {
  if (result < 0) fail(doing);
  return result;
}

/// The library's words as one line: of several, the system's own message when there is one.
[[nodiscard]] std::string clean_words(const std::string& words);

/// Variable-length UTF-8 text, or fixed-length if `size` is not 0.
[[nodiscard]] Handle text_type(std::size_t size = 0);
/// How numbers of a type lie in the file, and in memory. Text is not among them.
[[nodiscard]] Id file_type(Type type);
[[nodiscard]] Id memory_type(Type type);

/// Writes a scalar attribute.
void write_attribute(Id object, const std::string& name, const Scalar& value);

/// Reads a scalar attribute of the type. Throws Unfit if it is absent or another; text may take
/// `most` bytes.
[[nodiscard]] Scalar read_attribute(Id object, const Row& row, std::uint64_t most);

/// How a transfer of so many texts is done: with no more room than they take, where the library would clear a
/// megabyte for each dataset.
[[nodiscard]] Handle text_transfer(std::uint64_t texts);

/// Where the bytes of a file are looked up while it is open: on the disk, or in memory, where a file that is opened
/// for reading is taken at once. (For writing the library's driver of files in memory has no words for what fails.)
enum class Open { on_disk, in_memory };

/// Lists for creating and opening: format bounds, order of creation kept, no times, strict closing.
[[nodiscard]] Handle file_access(Open open = Open::on_disk);
[[nodiscard]] Handle creation(Handle::Kind kind);

}  // namespace prospect::store
