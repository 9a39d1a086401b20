#include "app/kept_paths.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/problem.hpp"
#include "lanes/block.hpp"
#include "simulate/plan.hpp"
#include "summarise/target_test.hpp"

namespace prospect::app {

KeptPathsReceiver::KeptPathsReceiver(const model::Program& program, std::uint64_t paths)
    : program_(&program), indicators_(program.indicators()) {
  for (std::size_t t = 0; t < program.targets.size(); ++t) {
    if (program.targets[t].variable) targets_.push_back(t);
  }
  const auto years = static_cast<std::size_t>(program.horizon());
  kept_.paths = paths;
  kept_.values.resize(paths * indicators_.size() * years);
  kept_.met.resize(paths * targets_.size());
  counts_.resize(paths);
}

void KeptPathsReceiver::take(const simulate::PathBlock& block) {
  if (block.first_path() >= kept_.paths) return;
  const auto years = static_cast<std::size_t>(program_->horizon());
  const auto used = std::min<std::uint64_t>(block.lanes_used(), kept_.paths - block.first_path());
  for (std::size_t l = 0; l < used; ++l) counts_[block.first_path() + l] = block.counts(l) ? 1 : 0;
  for (std::size_t k = 0; k < indicators_.size(); ++k) {
    for (std::size_t y = 0; y < years; ++y) {
      const double* row = block.row(indicators_[k], program_->base_year + 1 + static_cast<int>(y));
      for (std::size_t l = 0; l < used; ++l) {
        const auto path = block.first_path() + l;
        kept_.values[(path * indicators_.size() + k) * years + y] = static_cast<float>(row[l]);
      }
    }
  }
  lanes::Rows scratch(1);
  for (std::size_t t = 0; t < targets_.size(); ++t) {
    const summarise::TargetTest test(*program_, targets_[t]);
    const double* figure = test.figure(block, scratch.row(0));
    for (std::size_t l = 0; l < used; ++l) {
      const bool met = block.faults()[l] == simulate::Fault::none && figure[l] >= test.low() &&
                       figure[l] <= test.high();
      kept_.met[(block.first_path() + l) * targets_.size() + t] = met ? 1 : 0;
    }
  }
}

store::KeptPaths KeptPathsReceiver::finish(std::uint64_t paths_run) {
  if (paths_run < kept_.paths) {
    kept_.values.resize(kept_.values.size() / kept_.paths * paths_run);
    kept_.met.resize(kept_.met.size() / kept_.paths * paths_run);
    counts_.resize(paths_run);
    kept_.paths = paths_run;
  }
  if (std::find(counts_.begin(), counts_.end(), 0) == counts_.end()) return std::move(kept_);
  const auto move_rows = [this](auto& values) {
    const std::size_t size = values.size() / counts_.size();
    auto to = values.begin();
    for (std::size_t path = 0; path < counts_.size(); ++path) {
      if (counts_[path] == 0) continue;
      const auto from = values.begin() + static_cast<std::ptrdiff_t>(path * size);
      to = std::copy_n(from, size, to);
    }
    values.erase(to, values.end());
  };
  move_rows(kept_.values);
  move_rows(kept_.met);
  for (std::size_t path = 0; path < counts_.size(); ++path) {
    if (counts_[path] != 0) kept_.numbers.push_back(static_cast<std::int64_t>(path));
  }
  kept_.paths = kept_.numbers.size();
  return std::move(kept_);
}

StreamedPaths::StreamedPaths(const model::Program& program, store::PathSink& sink, std::uint64_t paths, int threads)
    : program_(&program), indicators_(program.indicators()) {
  static_assert(store::paths_in_buffer == simulate::chunk_paths, "a chunk of the run is one of the file");
  for (std::size_t t = 0; t < program.targets.size(); ++t) {
    if (program.targets[t].variable) tests_.emplace_back(program, t);
  }
  // Each thread fills one while others wait for their turn and two are being written.
  const auto workers = static_cast<std::size_t>(threads);
  stream_ = sink.open(program.scenario, shape_of_kept(program, paths), workers + 2);
  filling_.resize(workers);
  for (std::size_t k = 0; k < workers; ++k) scratch_.emplace_back(1);
  floats_.assign(workers, std::vector<float>(static_cast<std::size_t>(program.horizon()) * lanes::lane_count));
}

void StreamedPaths::take(const simulate::PathBlock& block, int thread) {
  const std::uint64_t paths = stream_->shape().paths;
  if (block.first_path() >= paths) return;
  const auto worker = static_cast<std::size_t>(thread);
  auto& buffer = filling_[worker];
  if (!buffer) buffer = stream_->empty();
  const auto years = static_cast<std::size_t>(program_->horizon());
  const auto used = std::min<std::uint64_t>(block.lanes_used(), paths - block.first_path());
  const std::uint64_t at = block.first_path() % store::paths_in_buffer;
  auto& floats = floats_[worker];
  for (std::size_t k = 0; k < indicators_.size(); ++k) {
    float* out = buffer->values(k) + at * years;
    // Whole rows are rounded to floats, then laid path by path: what is written lies in one place.
    for (std::size_t y = 0; y < years; ++y) {
      const double* row = block.row(indicators_[k], program_->base_year + 1 + static_cast<int>(y));
      float* rounded = &floats[y * lanes::lane_count];
      lanes::each_lane([=](std::size_t l) { rounded[l] = static_cast<float>(row[l]); });
    }
    for (std::size_t l = 0; l < used; ++l) {
      for (std::size_t y = 0; y < years; ++y) *out++ = floats[y * lanes::lane_count + l];
    }
  }
  std::int8_t* met = buffer->met() + at * tests_.size();
  for (std::size_t t = 0; t < tests_.size(); ++t) {
    const double* figure = tests_[t].figure(block, scratch_[worker].row(0));
    for (std::size_t l = 0; l < used; ++l) {
      const bool is_met = block.faults()[l] == simulate::Fault::none && figure[l] >= tests_[t].low() &&
                          figure[l] <= tests_[t].high();
      met[l * tests_.size() + t] = is_met ? 1 : 0;
    }
  }
  const bool last = at + used == store::paths_in_buffer || block.first_path() + used == paths;
  if (last) buffer->seal(at + used);
}

void StreamedPaths::close(std::uint64_t chunk, int thread) {
  auto& buffer = filling_[static_cast<std::size_t>(thread)];
  if (buffer) stream_->put(chunk, std::move(buffer));
}

store::KeptPaths StreamedPaths::finish() {
  stream_->finish();
  return {0, stream_->shape().paths, {}, {}, {}};
}

store::PathShape shape_of_kept(const model::Program& program, std::uint64_t paths) {
  const auto assessed = std::count_if(program.targets.begin(), program.targets.end(),
                                      [](const auto& target) { return target.variable.has_value(); });
  return {paths, program.indicators().size(), static_cast<std::size_t>(program.horizon()),
          static_cast<std::size_t>(assessed)};
}

void expect_room(const std::string& output, const std::vector<store::PathShape>& shapes) {
  std::uint64_t wanted = 0;
  for (const auto& shape : shapes) wanted += shape.bytes();
  const auto folder = std::filesystem::path(output).parent_path();
  std::error_code unknown;
  const auto disk = std::filesystem::space(folder.empty() ? "." : folder, unknown);
  if (unknown || wanted <= disk.available) return;
  constexpr double gigabyte = 1e9;
  base::Problems problems;
  problems.add("bad-output", {},
               fmt::format("the paths to be kept take {:.1f} GB, and the disk of '{}' has {:.1f} GB free",
                           static_cast<double>(wanted) / gigabyte, output,
                           static_cast<double>(disk.available) / gigabyte),
               "keep fewer with --keep-paths, or name a file on another disk with --output");
  throw base::Rejected(std::move(problems));
}

}  // namespace prospect::app
