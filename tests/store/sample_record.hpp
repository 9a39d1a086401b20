#pragma once
/// A small record made by hand, with everything that a file must bear: two scenarios, Vietnamese
/// text, a target that is not assessed, values that are missing, warnings, faults, kept paths.

#include <filesystem>
#include <functional>
#include <string>

#include "store/run_record.hpp"

namespace prospect::store {

/// Two scenarios: "co_so" with all there is, "thấp" with one indicator and nothing else.
[[nodiscard]] RunRecord sample_record();

/// Its sweeps: every combination of 3 and 2 values in two scenarios, in an order of its own; and three points of a
/// latin hypercube, on the last of which no path counts. Their names make one name of a group.
[[nodiscard]] analyse::Sweep sample_grid();
[[nodiscard]] analyse::Sweep sample_hypercube();

/// The second scenario alone: no targets, no parameters, no kept paths.
[[nodiscard]] ScenarioRecord bare_scenario();

/// A folder of its own that goes when the test ends.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// Number of files in it.
  [[nodiscard]] std::ptrdiff_t count() const;

 private:
  std::filesystem::path path_;
};

/// A check in a process of its own, which may limit or lose itself. Begun while no other thread of this one allocates:
/// the heap of the address sanitiser would stay locked there.
class Child {
 public:
  explicit Child(const std::function<int()>& check);
  /// Waits for its exit code; 128 and more stands for the signal that ended it.
  [[nodiscard]] int end();

 private:
  int id_;
};
[[nodiscard]] int in_child(const std::function<int()>& check);

/// Bytes of a file.
[[nodiscard]] std::string bytes_of(const std::string& file);
void put_bytes(const std::string& file, const std::string& bytes);

}  // namespace prospect::store
