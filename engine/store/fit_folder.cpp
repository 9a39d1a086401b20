#include "store/fit_folder.hpp"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/archive.hpp"
#include "base/aside_file.hpp"
#include "base/problem.hpp"
#include "base/sha256.hpp"

namespace prospect::store {
namespace {

namespace fs = std::filesystem;
using calibrate::BlockPosterior;
using calibrate::FamilyRows;

constexpr std::string_view first_line = "prospect fit 1\n", family_line = "prospect family fit 1\n", ending = ".fit";

class Writer {
 public:
  void bytes(std::string_view bytes) { text_ += bytes; }
  template <class Number>
  void number(Number value) {
    bytes({reinterpret_cast<const char*>(&value), sizeof value});
  }
  void text(std::string_view words) {
    number(std::uint64_t{words.size()});
    bytes(words);
  }
  void numbers(const std::vector<double>& values) {
    number(std::uint64_t{values.size()});
    bytes({reinterpret_cast<const char*>(values.data()), values.size() * sizeof(double)});
  }
  [[nodiscard]] std::string bytes_written() && { return std::move(text_); }
  [[nodiscard]] std::string sealed() && { return base::sealed(std::move(text_)); }

 private:
  std::string text_;
};

/// Takes back what Writer wrote; false once something does not fit.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : left_(bytes) {}

  bool is(std::string_view expected) {
    if (!left_.starts_with(expected)) return false;
    left_.remove_prefix(expected.size());
    return true;
  }
  template <class Number>
  bool number(Number& value) {
    if (left_.size() < sizeof value) return false;
    std::memcpy(&value, left_.data(), sizeof value);
    left_.remove_prefix(sizeof value);
    return true;
  }
  bool text(std::string& words) {
    std::uint64_t size = 0;
    if (!number(size) || size > left_.size()) return false;
    words = left_.substr(0, size);
    left_.remove_prefix(size);
    return true;
  }
  bool numbers(std::vector<double>& values) {
    std::uint64_t size = 0;
    if (!number(size) || size > left_.size() / sizeof(double)) return false;
    values.resize(size);
    std::memcpy(values.data(), left_.data(), size * sizeof(double));
    left_.remove_prefix(size * sizeof(double));
    return true;
  }
  [[nodiscard]] bool at_end() const { return left_.empty(); }

 private:
  std::string_view left_;
};

std::string bytes_of(const BlockPosterior& posterior, const std::string& maker) {
  Writer out;
  out.bytes(first_line);
  out.text(maker);
  out.text(posterior.key);
  out.text(posterior.block);
  out.number(std::uint64_t{posterior.scores});
  out.number(std::uint64_t{posterior.figures});
  out.number(posterior.effective);
  out.number(posterior.log_evidence);
  out.number(std::uint64_t{posterior.names.size()});
  for (std::size_t k = 0; k < posterior.names.size(); ++k) {
    out.text(posterior.names[k]);
    out.numbers(posterior.draws[k]);
    out.number(posterior.prior[k]);
  }
  return std::move(out).sealed();
}

bool read_learned(Reader& in, BlockPosterior& posterior) {
  std::uint64_t count = 0;
  if (!in.number(count)) return false;
  for (std::uint64_t k = 0; k < count; ++k) {
    if (!in.text(posterior.names.emplace_back()) || !in.numbers(posterior.draws.emplace_back()) ||
        !in.number(posterior.prior.emplace_back()) || posterior.draws[k].empty() ||
        posterior.draws[k].size() != posterior.draws[0].size()) {
      return false;
    }
  }
  return in.at_end();
}

/// Calls `visit` with every number of a row.
template <class Row, class Visit>
void each_number(Row& row, Visit visit) {
  visit(row.prior_mean), visit(row.prior_sd), visit(row.prior_q05), visit(row.prior_q95);
  visit(row.posterior_mean), visit(row.posterior_sd), visit(row.q05), visit(row.median), visit(row.q95);
  visit(row.observations), visit(row.effective), visit(row.doubt_left), visit(row.not_learned);
}

/// Calls `visit` with every number of a family's rows; the states are there.
template <class Rows, class Visit>
void each_number_of_family(Rows& rows, Visit visit) {
  auto& fit = rows.fit;
  visit(fit.sigma), visit(fit.damping), visit(fit.drift_change), visit(fit.estimate_error), visit(fit.df);
  for (auto& row : rows.shared) each_number(row, visit);
  for (auto& state : rows.states) {
    for (auto* row : {&state.sigma, &state.level, &state.drift}) each_number(*row, visit);
  }
}

std::string bytes_of(const FamilyRows& rows, const std::string& maker) {
  Writer out;
  out.bytes(family_line);
  out.text(maker);
  out.text(rows.key);
  out.number(std::uint64_t{rows.states.size()});
  each_number_of_family(rows, [&](const auto& number) { out.number(number); });
  return std::move(out).sealed();
}

std::shared_ptr<const FamilyRows> rows_from(std::string_view bytes, const std::string& maker, const std::string& key) {
  const auto body = base::unsealed(bytes);
  Reader in(body);
  auto rows = std::make_shared<FamilyRows>();
  std::string made_by;
  std::uint64_t states = 0;
  const bool begins = in.is(family_line) && in.text(made_by) && in.text(rows->key) && in.number(states);
  if (!begins || made_by != maker || rows->key != key || states > body.size()) return nullptr;
  rows->states.resize(states);
  bool whole = true;
  each_number_of_family(*rows, [&](auto& number) { whole = whole && in.number(number); });
  return whole && in.at_end() ? rows : nullptr;
}

std::shared_ptr<const BlockPosterior> posterior_from(std::string_view bytes, const std::string& maker,
                                                     const std::string& key) {
  Reader in(base::unsealed(bytes));
  auto posterior = std::make_shared<BlockPosterior>();
  std::string made_by;
  std::uint64_t scores = 0, figures = 0;
  const bool whole = in.is(first_line) && in.text(made_by) && in.text(posterior->key) && in.text(posterior->block) &&
                     in.number(scores) && in.number(figures) && in.number(posterior->effective) &&
                     in.number(posterior->log_evidence) && read_learned(in, *posterior);
  if (!whole || made_by != maker || posterior->key != key) return nullptr;
  posterior->scores = scores;
  posterior->figures = figures;
  return posterior;
}

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
  Writer name;
  name.text(maker_);
  name.text(key);
  return (fs::path(folder_) / base::sha256(std::move(name).bytes_written())).string().append(ending);
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
  return taken(key, [&](std::string_view bytes) { return rows_from(bytes, maker_, key); });
}

void FitFolder::keep(const std::shared_ptr<const BlockPosterior>& posterior) {
  if (!folder_.empty()) keep_bytes(posterior->key, bytes_of(*posterior, maker_));
}

void FitFolder::keep_family(const FamilyRows& rows) {
  if (!folder_.empty()) keep_bytes(rows.key, bytes_of(rows, maker_));
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
