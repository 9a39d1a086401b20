#pragma once
/// Where the texts of a run come from: the disk, or the copies stored in a result file.

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace prospect::read {

/// Gives the text of a file by its name, nothing when there is none.
class FileSource {
 public:
  virtual ~FileSource() = default;
  /// Throws base::Failure when the file is there but cannot be read.
  [[nodiscard]] virtual std::optional<std::string> text(const std::string& name) const = 0;
  /// Whether the name is that of a folder; `text` gives nothing then.
  [[nodiscard]] virtual bool is_folder(const std::string& name) const;
  /// Names of the files in the folder of `name`, without the folder, for hints. May be empty.
  [[nodiscard]] virtual std::vector<std::string> beside(const std::string& name) const;
};

/// Reads from the disk; names are paths as the user wrote them or relative to a file that names
/// them.
/// A file over 64 MiB is a failure: it is there and cannot be read. What it holds has limits of its own.
class Disk : public FileSource {
 public:
  [[nodiscard]] std::optional<std::string> text(const std::string& name) const override;
  [[nodiscard]] bool is_folder(const std::string& name) const override;
  [[nodiscard]] std::vector<std::string> beside(const std::string& name) const override;
};

/// Reads from memory: tests, and replays of stored inputs.
class Memory : public FileSource {
 public:
  explicit Memory(std::map<std::string, std::string> texts) : texts_(std::move(texts)) {}
  [[nodiscard]] std::optional<std::string> text(const std::string& name) const override;
  [[nodiscard]] std::vector<std::string> beside(const std::string& name) const override;

 private:
  std::map<std::string, std::string> texts_;
};

/// Another source and one text more, which goes before a text of that name. `below` must outlive it.
class Added : public FileSource {
 public:
  Added(const FileSource& below, std::string name, std::string text)
      : below_(below), name_(std::move(name)), text_(std::move(text)) {}
  [[nodiscard]] std::optional<std::string> text(const std::string& name) const override {
    return name == name_ ? text_ : below_.text(name);
  }
  [[nodiscard]] bool is_folder(const std::string& name) const override {
    return name != name_ && below_.is_folder(name);
  }
  [[nodiscard]] std::vector<std::string> beside(const std::string& name) const override {
    return below_.beside(name);
  }

 private:
  const FileSource& below_;
  std::string name_, text_;
};

}  // namespace prospect::read
