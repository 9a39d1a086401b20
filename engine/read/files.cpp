#include "read/files.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>

#include <fmt/format.h>

#include "base/problem.hpp"

namespace prospect::read {
namespace {

constexpr std::size_t largest_file = std::size_t{64} << 20;
constexpr std::size_t most_names_beside = 1000;

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using OpenFile = std::unique_ptr<std::FILE, CloseFile>;

[[noreturn]] void fail(const std::string& name, const std::string& reason) {
  throw base::Failure(fmt::format("cannot read '{}': {}", name, reason));
}

// The system's words; std::strerror may not be called from several threads.
std::string words_of(int error) {
  return std::generic_category().message(error);
}

// A name that is too long or passes through a file cannot be there either.
bool means_absent(int error) {
  return error == ENOENT || error == ENOTDIR || error == ENAMETOOLONG;
}

std::string read_all(std::FILE* file, const std::string& name) {
  std::string text;
  std::string block(std::size_t{1} << 16, '\0');
  for (;;) {
    errno = 0;
    const std::size_t count = std::fread(block.data(), 1, block.size(), file);
    text.append(block, 0, count);
    if (text.size() > largest_file) {
      fail(name, fmt::format("it has more than {} bytes", largest_file));
    }
    if (count == block.size()) continue;
    if (std::ferror(file) != 0) fail(name, words_of(errno));
    return text;
  }
}

}  // namespace

bool FileSource::is_folder(const std::string& /*name*/) const { return false; }

std::vector<std::string> FileSource::beside(const std::string& /*name*/) const {
  return {};
}

std::optional<std::string> Disk::text(const std::string& name) const {
  // A name cut at a zero byte would open another file than the one that is named.
  if (name.empty() || name.find('\0') != std::string::npos) return std::nullopt;
  if (is_folder(name)) return std::nullopt;
  std::error_code unknown;
  // A pipe or a device may never end.
  if (std::filesystem::exists(name, unknown) && !std::filesystem::is_regular_file(name, unknown)) {
    fail(name, "it is not a regular file");
  }
  errno = 0;
  const OpenFile file(std::fopen(name.c_str(), "rb"));
  if (!file) {
    if (means_absent(errno)) return std::nullopt;
    fail(name, words_of(errno));
  }
  return read_all(file.get(), name);
}

bool Disk::is_folder(const std::string& name) const {
  std::error_code unknown;
  return std::filesystem::is_directory(name, unknown);
}

std::vector<std::string> Disk::beside(const std::string& name) const {
  std::filesystem::path folder = std::filesystem::path(name).parent_path();
  if (folder.empty()) folder = ".";
  std::vector<std::string> names;
  // A hint is not worth a failure: what cannot be listed gives none.
  std::error_code error;
  std::filesystem::directory_iterator entry(folder, error);
  while (!error && entry != std::filesystem::directory_iterator{}) {
    if (names.size() == most_names_beside) break;
    std::error_code ignored;
    if (!entry->is_directory(ignored)) names.push_back(entry->path().filename().string());
    entry.increment(error);
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::optional<std::string> Memory::text(const std::string& name) const {
  const auto found = texts_.find(name);
  if (found == texts_.end()) return std::nullopt;
  return found->second;
}

std::vector<std::string> Memory::beside(const std::string& name) const {
  const std::filesystem::path folder = std::filesystem::path(name).parent_path();
  std::vector<std::string> names;
  for (const auto& [other, text] : texts_) {
    const std::filesystem::path path(other);
    if (path.parent_path() == folder) names.push_back(path.filename().string());
  }
  return names;
}

}  // namespace prospect::read
