#include "app/stored.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <system_error>

#include "app/refuse.hpp"
#include "base/hints.hpp"
#include "base/problem.hpp"
#include "read/files.hpp"
#include "store/store.hpp"

namespace prospect::app {
namespace {

/// Turns down what is there and no result file. What may not be opened is left to the reader, who says why.
void expect_result(const std::string& file) {
  std::error_code unknown;
  if (std::filesystem::is_directory(file, unknown)) {
    refuse(fmt::format("'{}' is a folder, a result file is expected", file), "name a file in it");
  }
  if (begins_as_result(file) || !std::ifstream(file, std::ios::binary)) return;
  const std::filesystem::path path(file);
  const bool scenario = path.extension() == ".toml";
  refuse(fmt::format("'{}' is not a result file", file),
         scenario ? fmt::format("make one first: prospect run {} --output {}", file,
                                std::filesystem::path(path).replace_extension(".h5").generic_string())
                  : "prospect run writes one; --output names it");
}

}  // namespace

bool stands_for_result(const std::string& file) {
  return std::filesystem::path(file).extension() == ".h5" || begins_as_result(file);
}

bool begins_as_result(const std::string& file) {
  constexpr std::string_view signature = "\x89HDF\r\n\x1a\n";
  std::array<char, signature.size()> first{};
  std::ifstream there(file, std::ios::binary);
  there.read(first.data(), first.size());
  return std::string_view(first.data(), first.size()) == signature;
}

store::RunRecord load_result(const std::string& file) {
  std::error_code unknown;
  if (!std::filesystem::exists(file, unknown)) {
    const auto name = std::filesystem::path(file).filename().string();
    base::Problems problems;
    problems.add("missing-file", {}, fmt::format("there is no result file '{}'", file),
                 base::did_you_mean(name, read::Disk().beside(file),
                                    "prospect run writes one; --output names it"));
    throw base::Rejected(std::move(problems));
  }
  expect_result(file);
  return store::load(file);
}

const store::ScenarioRecord& find_scenario(const store::RunRecord& record, const std::string& name) {
  std::vector<std::string> names;
  for (const auto& scenario : record.scenarios) {
    if (scenario.program.scenario == name) return scenario;
    names.push_back(scenario.program.scenario);
  }
  if (name.empty() && names.size() == 1) return record.scenarios.front();
  base::Problems problems;
  if (name.empty()) {
    problems.add("bad-argument", {}, "the result file has several scenarios and none is named",
                 fmt::format("name one with --scenario: {}", fmt::join(names, ", ")));
  } else {
    problems.add("unknown-scenario", {}, fmt::format("the result file has no scenario '{}'", name),
                 base::did_you_mean(name, names));
  }
  throw base::Rejected(std::move(problems));
}

std::optional<std::size_t> place_of(const store::KeptPaths& kept, std::uint64_t world) {
  if (kept.numbers.empty()) {
    if (world < kept.first_path || world >= kept.first_path + kept.paths) return std::nullopt;
    return world - kept.first_path;
  }
  const auto number = static_cast<std::int64_t>(world);
  const auto at = std::lower_bound(kept.numbers.begin(), kept.numbers.end(), number);
  if (at == kept.numbers.end() || *at != number) return std::nullopt;
  return static_cast<std::size_t>(at - kept.numbers.begin());
}

}  // namespace prospect::app
