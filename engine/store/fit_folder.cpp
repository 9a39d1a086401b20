#include "store/fit_folder.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/aside_file.hpp"
#include "base/problem.hpp"
#include "base/sha256.hpp"
#include "store/fit_bytes.hpp"

namespace prospect::store {
namespace {

namespace fs = std::filesystem;
using calibrate::BlockPosterior;
using calibrate::FamilyRows;

constexpr std::string_view ending = ".fit";

std::optional<std::string> contents_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary | std::ios::ate);
  const auto size = in ? std::streamoff{in.tellg()} : std::streamoff{-1};
  if (size <= 0 || std::uint64_t(size) > FitFolder::most_bytes_kept) return std::nullopt;
  std::string bytes(static_cast<std::size_t>(size), '\0');
  in.seekg(0);
  in.read(bytes.data(), size);
  if (!in) return std::nullopt;
  return bytes;
}

}  // namespace

FitFolder::FitFolder(std::string folder, std::string maker, std::uint64_t most_bytes)
    : folder_(maker.empty() ? std::string() : std::move(folder)), maker_(std::move(maker)), most_bytes_(most_bytes) {}

std::string FitFolder::file_of(const std::string& key) const {
  // Each with its length in eight bytes before it: no two pairs make one name.
  std::string name;
  for (const auto& text : {maker_, key}) {
    const std::uint64_t size = text.size();
    name.append(reinterpret_cast<const char*>(&size), sizeof size).append(text);
  }
  return (fs::path(folder_) / base::sha256(name)).string().append(ending);
}

template <class Take>
auto FitFolder::taken(const std::string& key, Take take) -> decltype(take(std::string_view())) {
  if (folder_.empty()) return nullptr;
  const std::string file = file_of(key);
  const auto bytes = contents_of(file);
  if (!bytes) return nullptr;
  auto made = take(*bytes);
  std::error_code read_only;
  if (made) fs::last_write_time(file, fs::file_time_type::clock::now(), read_only);  // lately used: stays
  return made;
}

std::shared_ptr<const BlockPosterior> FitFolder::find(const std::string& key) {
  return taken(key, [&](std::string_view bytes) { return posterior_from(bytes, maker_, key); });
}

std::shared_ptr<const FamilyRows> FitFolder::find_family(const std::string& key) {
  return taken(key, [&](std::string_view bytes) { return family_rows_from(bytes, maker_, key); });
}

void FitFolder::keep(const std::shared_ptr<const BlockPosterior>& posterior) {
  if (!folder_.empty()) keep_bytes(posterior->key, fit_bytes(*posterior, maker_));
}

void FitFolder::keep_family(const FamilyRows& rows) {
  if (!folder_.empty()) keep_bytes(rows.key, fit_bytes(rows, maker_));
}

void FitFolder::keep_bytes(const std::string& key, const std::string& bytes) {
  if (bytes.size() > most_bytes_) return;
  try {
    fs::create_directories(folder_);
    base::write_file(file_of(key), bytes);
    make_room();
  } catch (const base::Failure&) {
    // The fit is at hand; only the next run has to make it again.
  } catch (const fs::filesystem_error&) {
    // The same.
  }
}

void FitFolder::make_room() const {
  struct Kept {
    fs::file_time_type used;
    std::uint64_t size;
    fs::path path;
  };
  std::vector<Kept> all;
  std::uint64_t bytes = 0;
  std::error_code ignored;  // another run may have removed the file meanwhile
  for (fs::directory_iterator next(folder_, ignored), end; !ignored && next != end; next.increment(ignored)) {
    std::error_code gone;
    const auto size = next->file_size(gone);
    const auto used = next->last_write_time(gone);
    if (gone || next->path().extension() != ending) continue;
    all.push_back({used, size, next->path()});
    bytes += size;
  }
  std::sort(all.begin(), all.end(), [](const Kept& a, const Kept& b) { return a.used < b.used; });
  for (const Kept& kept : all) {
    if (bytes <= most_bytes_) break;
    if (fs::remove(kept.path, ignored)) bytes -= kept.size;
  }
}

}  // namespace prospect::store
