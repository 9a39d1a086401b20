/// The gatherer alone on blocks of the real model, and writing the result file.

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/run.hpp"
#include "rooms.hpp"
#include "simulate/simulate.hpp"
#include "sonla.hpp"
#include "store/store.hpp"
#include "summarise/gather.hpp"
#include "summarise/joint_tally.hpp"
#include "summarise/row_loops.hpp"

namespace prospect::bench {
namespace {

/// The blocks of the first chunk, each kept by a runner of its own.
class Blocks {
 public:
  static constexpr std::size_t count = simulate::chunk_paths / lanes::lane_count;

  Blocks()
      : sonla_(load_sonla()),
        draws_(sonla_.program, 1),
        parameters_(sonla_.program, sonla_.estimate, 1) {
    for (std::size_t b = 0; b < count; ++b) {
      runners_.push_back(std::make_unique<simulate::PathRunner>(sonla_.program, sonla_.estimate,
                                                                draws_, parameters_));
      blocks_.push_back(&runners_.back()->run(b * lanes::lane_count, lanes::lane_count));
    }
  }

  [[nodiscard]] const model::Program& program() const { return sonla_.program; }
  [[nodiscard]] const simulate::PathBlock& block(std::size_t b) const { return *blocks_[b]; }

 private:
  SonLa sonla_;
  model::Draws draws_;
  simulate::ParameterDraws parameters_;
  std::vector<std::unique_ptr<simulate::PathRunner>> runners_;
  std::vector<const simulate::PathBlock*> blocks_;
};

/// Gathers chunks made of the first `distinct` blocks: one stays in the near caches, all do not.
void gather(benchmark::State& state, std::size_t distinct) {
  const Blocks blocks;
  summarise::Gatherer gatherer(blocks.program(), {}, 1);
  for (std::size_t b = 0; b < Blocks::count; ++b) gatherer.pilot(blocks.block(b));
  gatherer.fix_ranges();
  for (auto _ : state) {
    for (std::size_t b = 0; b < Blocks::count; ++b) gatherer.add(blocks.block(b % distinct), 0);
    gatherer.close_chunk(0);
  }
  const double paths = static_cast<double>(simulate::chunk_paths);
  const auto& program = blocks.program();
  const double values =
      static_cast<double>(program.indicators().size()) * static_cast<double>(program.horizon());
  tell_time_of(state, "path", paths);
  tell_time_of(state, "value", paths * values);
}

/// The loops over one row that statistics are made of.
void sums_and_bins(benchmark::State& state) {
  const auto row = uniform_row(90, 110);
  const summarise::Range range =
      summarise::fit_range(std::vector<double>(row.row(0), row.row(0) + lanes::lane_count));
  summarise::RowSums sums;
  lanes::Rows places(1);
  time_lanes(state, [&] { summarise::add_row(row.row(0), range, sums, places.row(0)); });
}

void histogram(benchmark::State& state) {
  const auto row = uniform_row(90, 110);
  const summarise::Range range =
      summarise::fit_range(std::vector<double>(row.row(0), row.row(0) + lanes::lane_count));
  summarise::RowSums sums;
  lanes::Rows places(1);
  summarise::add_row(row.row(0), range, sums, places.row(0));
  std::vector<std::uint16_t> bins(summarise::bin_count);
  time_lanes(state, [&] { summarise::count_places(places.row(0), bins.data()); });
}

void hits(benchmark::State& state) {
  const auto row = uniform_row(90, 110);
  time_lanes(state, [&] { benchmark::DoNotOptimize(summarise::lanes_within(row.row(0), 95, 1e9)); });
}

void distances(benchmark::State& state) {
  const auto row = uniform_row(90, 110);
  summarise::Stripes sums;
  time_lanes(state, [&] { summarise::add_distances(row.row(0), 95, 1e9, sums); });
}

/// Pairs, groups and numbers of targets met of a chunk, at 40 targets.
void joint(benchmark::State& state) {
  constexpr std::size_t targets = 40;
  summarise::JointTally tally(targets, {});
  std::vector<summarise::LaneSet> met;
  for (std::size_t t = 0; t < targets; ++t) {
    met.push_back(summarise::lanes_within(uniform_row(0, 1, static_cast<std::int64_t>(t)).row(0), 0.1, 1));
  }
  for (auto _ : state) {
    for (std::size_t b = 0; b < simulate::chunk_paths / lanes::lane_count; ++b) {
      for (std::size_t t = 0; t < targets; ++t) tally.set(t, met[t]);
      tally.next(lanes::lane_count);
    }
  }
  tell_time_of(state, "path", static_cast<double>(simulate::chunk_paths));
}

store::RunRecord real_record() {
  const read::Disk disk;
  app::RunRequest request;
  request.scenarios = {sonla_baseline()};
  request.paths = simulate::chunk_paths;
  request.threads = 1;
  app::Split split;
  return app::run(request, disk, split);
}

std::string passing_file() {
  return std::filesystem::temp_directory_path() / fmt::format("prospect-bench-{}.h5", getpid());
}

void write(benchmark::State& state) {
  const auto record = real_record();
  const auto file = passing_file();
  for (auto _ : state) store::write(record, file);
  state.SetLabel(fmt::format("{} KiB", std::filesystem::file_size(file) / 1024));
  std::filesystem::remove(file);
}

void load(benchmark::State& state) {
  const auto file = passing_file();
  store::write(real_record(), file);
  for (auto _ : state) benchmark::DoNotOptimize(store::load(file));
  std::filesystem::remove(file);
}

}  // namespace

void register_results() {
  benchmark::RegisterBenchmark("summarise/sums_and_bins", sums_and_bins);
  benchmark::RegisterBenchmark("summarise/histogram", histogram);
  benchmark::RegisterBenchmark("summarise/hits", hits);
  benchmark::RegisterBenchmark("summarise/distances", distances);
  benchmark::RegisterBenchmark("summarise/joint_of_40", joint);
  benchmark::RegisterBenchmark("summarise/one_block", gather, std::size_t{1});
  benchmark::RegisterBenchmark("summarise/all_blocks_of_a_chunk", gather, Blocks::count);
  benchmark::RegisterBenchmark("store/write", write)->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark("store/load", load)->Unit(benchmark::kMillisecond);
}

}  // namespace prospect::bench
