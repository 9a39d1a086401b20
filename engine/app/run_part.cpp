#include "app/run_part.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

#include "app/refuse.hpp"
#include "base/archive.hpp"
#include "base/aside_file.hpp"
#include "base/problem.hpp"

namespace prospect::app {
namespace {

constexpr std::string_view first_words = "prospect part of a run 2\n";
/// The number of the form and the end of the line, which other versions of the program write otherwise.
constexpr std::size_t form_digits = 2;
/// Nothing that is larger is read: nine scenarios with all their texts are some megabytes.
constexpr std::uintmax_t most_bytes = 1'000'000'000;
/// Scenarios, targets, input files.
constexpr std::uint64_t most_texts = 10'000;

void exchange(base::Archive& archive, std::vector<std::string>& texts) {
  std::uint64_t count = texts.size();
  archive.part(count);
  if (count > most_texts) count = archive.invalidate();
  for (std::uint64_t k = 0; k < count && archive.sound(); ++k) {
    if (archive.reading()) texts.emplace_back();
    archive.part(texts[k]);
  }
}

void exchange(base::Archive& archive, RunRequest& request) {
  exchange(archive, request.scenarios);
  exchange(archive, request.targets);
  archive.part(request.asked);
  archive.part(request.observe);
  archive.part(request.grid);
  archive.part(request.into_result);
  for (auto* number : {&request.paths, &request.seed, &request.keep_paths, &request.part, &request.parts}) {
    archive.part(*number);
  }
  archive.part(request.precision);
  archive.part(request.decide);
  std::int64_t as_of = request.as_of;
  archive.part(as_of);
  request.as_of = static_cast<int>(as_of);
  bool sobol = request.sampling == simulate::Sampling::sobol;
  archive.part(sobol);
  request.sampling = sobol ? simulate::Sampling::sobol : simulate::Sampling::plain;
}

void exchange(base::Archive& archive, RunPart& part) {
  archive.agreed(first_words);
  exchange(archive, part.request);
  std::vector<std::string> names, texts;
  for (const auto& [name, text] : part.texts) {
    names.push_back(name);
    texts.push_back(text);
  }
  exchange(archive, names);
  exchange(archive, texts);
  std::uint64_t scenarios = part.tallies.size();
  archive.part(scenarios);
  if (scenarios > most_texts) scenarios = archive.invalidate();
  for (std::uint64_t k = 0; k < scenarios && archive.sound(); ++k) {
    if (archive.reading()) part.tallies.emplace_back();
    exchange(archive, part.tallies[k]);
  }
  exchange(archive, part.points);
  for (std::size_t k = 0; k < names.size() && k < texts.size(); ++k) part.texts[names[k]] = texts[k];
}

/// What a command line could not have asked for is not believed of a file either.
bool could_be_asked(const RunRequest& request) {
  const bool whole = request.paths > 0 && request.paths <= most_paths && request.keep_paths <= most_kept_paths;
  const bool years = request.as_of == 0 || (request.as_of >= 1000 && request.as_of <= 9999);
  const bool parts = request.part <= request.parts && (request.parts == 0) == (request.part == 0) &&
                     request.parts <= most_parts;
  const bool sweep = request.grid.empty() ? !request.into_result
                                          : request.parts == 0 && request.precision == 0 && request.decide == 0;
  return whole && years && parts && sweep && !request.scenarios.empty();
}

}  // namespace

std::string progress_file(const std::string& output) { return output + ".progress"; }

bool begins_as_part(const std::string& file) {
  base::Archive archive;
  archive.agreed(first_words);
  std::string begin(archive.bytes().size(), '\0');
  std::ifstream there(file, std::ios::binary);
  there.read(begin.data(), static_cast<std::streamsize>(begin.size()));
  const std::size_t alike = begin.size() - form_digits;
  return there && begin.compare(0, alike, archive.bytes(), 0, alike) == 0;
}

std::string bytes_of(const RunPart& part) {
  base::Archive archive;
  RunPart copy = part;
  exchange(archive, copy);
  return archive.bytes();
}

std::optional<RunPart> part_from(std::string_view bytes) {
  base::Archive archive(bytes);
  RunPart part;
  exchange(archive, part);
  if (!archive.whole() || !could_be_asked(part.request)) return std::nullopt;
  return part;
}

void write_part(const RunPart& part, const std::string& file) { base::write_file(file, base::sealed(bytes_of(part))); }

RunPart read_part(const std::string& file) {
  std::error_code unknown;
  const auto size = std::filesystem::file_size(file, unknown);
  std::ifstream in(file, std::ios::binary);
  if (unknown || !in) refuse(fmt::format("'{}' cannot be read", file), "prospect run --part 1/4 makes one");
  const auto not_one = [&]() {
    refuse(fmt::format("'{}' is not a part of a run, or is damaged", file),
           "prospect run --part 1/4 --output NAME makes one");
  };
  if (size > most_bytes) not_one();
  std::ostringstream bytes;
  bytes << in.rdbuf();
  const std::string all = std::move(bytes).str();
  const auto body = base::unsealed(all);
  auto part = part_from(body);
  if (!part && !body.empty() && begins_as_part(file)) {
    refuse(fmt::format("'{}' was saved by another version of this program", file),
           "go on with that version, or run it anew with this one");
  }
  if (!part) not_one();
  return std::move(*part);
}

}  // namespace prospect::app
