/// Times storing all paths of the full model of Sơn La against the disk itself.
///
/// Rounds   in turn: the same bytes by write(2) and fsync; kept paths that lie ready in memory, put into a result file
///          as runs do (checksums made, synced, every chunk read back); the whole job, storing all paths; the job
///          without. What is compared ran within the same minute; ratios are taken inside a round, then their median.
/// Disk     that of the folder given; bytes of the rounds before are removed and synced first.

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <vector>

#include "app/kept_paths.hpp"
#include "app/simulate_scenario.hpp"
#include "base/problem.hpp"
#include "lanes/ordered_for.hpp"
#include "machine.hpp"
#include "sonla.hpp"
#include "stopwatch.hpp"
#include "store/path_stream.hpp"

namespace prospect::bench {
namespace {

struct Options {
  std::uint64_t paths = 200'000;
  int rounds = 5, threads = 0;
  std::string folder = ".";
};

class Bench {
 public:
  explicit Bench(const Options& options)
      : paths_(options.paths),
        threads_(options.threads > 0 ? options.threads : lanes::hardware_threads()),
        file_((std::filesystem::path(options.folder) / "keeping.tmp").string()),
        sonla_(load_sonla()),
        shape_(app::shape_of_kept(sonla_.program, paths_)) {}

  [[nodiscard]] double megabytes() const { return static_cast<double>(shape_.bytes()) / 1e6; }

  Taken raw() {
    clean();
    const std::vector<char> block(1U << 20U, 'x');
    return take([&] {
      const int to = ::open(file_.c_str(), O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);
      if (to < 0) throw base::Failure("cannot write " + file_);
      for (std::uint64_t left = shape_.bytes(); left > 0;) {
        const ssize_t put = ::write(to, block.data(), std::min<std::uint64_t>(left, block.size()));
        if (put <= 0) throw base::Failure("cannot write " + file_);
        left -= static_cast<std::uint64_t>(put);
      }
      if (::fsync(to) != 0) throw base::Failure("cannot sync " + file_);
      ::close(to);
    });
  }

  Taken job(bool keep) {
    clean();
    return take([&] {
      if (!keep) {
        static_cast<void>(simulate(nullptr));
        return;
      }
      record_ = store::write_while(file_, [&](store::PathSink& sink) { return simulate(&sink); });
    });
  }

  /// Expects a job to have kept its paths before.
  Taken storing() {
    clean();
    return take([&] {
      static_cast<void>(store::write_while(file_, [&](store::PathSink& sink) {
        const auto stream = sink.open(sonla_.program.scenario, shape_, static_cast<std::size_t>(threads_) + 2);
        const std::uint64_t chunks = (paths_ + store::paths_in_buffer - 1) / store::paths_in_buffer;
        std::vector<std::unique_ptr<store::PathBuffer>> buffers(static_cast<std::size_t>(threads_));
        lanes::ordered_for(
            chunks, threads_,
            [&](std::uint64_t chunk, int thread) {
              auto& buffer = buffers[static_cast<std::size_t>(thread)];
              buffer = stream->empty();
              const std::size_t used =
                  std::min<std::uint64_t>(store::paths_in_buffer, paths_ - chunk * store::paths_in_buffer);
              for (std::size_t k = 0; k < shape_.indicators; ++k) {
                std::fill_n(buffer->values(k), used * shape_.years, static_cast<float>(chunk + k));
              }
              std::fill_n(buffer->met(), used * shape_.targets, std::int8_t{1});
              buffer->seal(used);
            },
            [&](std::uint64_t chunk, int thread) {
              stream->put(chunk, std::move(buffers[static_cast<std::size_t>(thread)]));
            });
        stream->finish();
        return record_;
      }));
    });
  }

  void clean() {
    std::filesystem::remove(file_);
    ::sync();
  }

 private:
  store::RunRecord simulate(store::PathSink* sink) {
    simulate::Plan plan;
    plan.paths = paths_;
    plan.threads = threads_;
    app::ScenarioRun run(sonla_.program, sonla_.estimate, plan, sink == nullptr ? 0 : paths_, sink);
    run.go_on(paths_);
    store::ScenarioRecord scenario;
    scenario.program = sonla_.program;
    scenario.estimate = sonla_.estimate;
    scenario.summary = run.finish();
    scenario.kept = run.finish_kept();
    store::RunRecord record;
    record.program_version = "bench";
    record.paths = paths_;
    record.scenarios.push_back(std::move(scenario));
    return record;
  }

  std::uint64_t paths_;
  int threads_;
  std::string file_;
  SonLa sonla_;
  store::PathShape shape_;
  store::RunRecord record_;
};

void print(const Options& options) {
  Bench bench(options);
  std::vector<double> raw, kept, stored, plain, kept_rate, stored_rate, kept_processor, plain_processor;
  for (int round = 0; round < options.rounds; ++round) {
    raw.push_back(bench.raw().wall);
    const Taken with = bench.job(true), alone = bench.storing(), without = bench.job(false);
    kept.push_back(with.wall);
    stored.push_back(alone.wall);
    plain.push_back(without.wall);
    stored_rate.push_back(raw.back() / alone.wall);
    kept_rate.push_back(raw.back() / with.wall);
    kept_processor.push_back(with.processor);
    plain_processor.push_back(without.processor);
  }
  bench.clean();
  fmt::print("{}\n{} paths, {:.0f} MB, {} rounds; medians\n\n", describe_machine(), options.paths, bench.megabytes(),
             options.rounds);
  const auto line = [&](const char* what, const std::vector<double>& seconds) {
    fmt::print("{:<44} {:8.2f} s {:8.0f} MB/s\n", what, median(seconds), bench.megabytes() / median(seconds));
  };
  line("write and fsync of as many bytes", raw);
  line("storing kept paths that lie ready", stored);
  line("the job, all paths stored", kept);
  line("the job without", plain);
  fmt::print(
      "\nstoring over the raw rate: {:.2f}; the job over the raw rate: {:.2f}; processor seconds of the job "
      "{:.2f} with, {:.2f} without\n",
      median(stored_rate), median(kept_rate), median(kept_processor), median(plain_processor));
}

}  // namespace
}  // namespace prospect::bench

int main(int argc, char** argv) {
  CLI::App app("Times storing all paths against the disk");
  prospect::bench::Options options;
  app.add_option("--paths", options.paths, "paths of each round")->check(CLI::Range(1, 1'000'000'000));
  app.add_option("--rounds", options.rounds, "rounds")->check(CLI::Range(1, 1000));
  app.add_option("--threads", options.threads, "threads; 0: as many as the machine has");
  app.add_option("--folder", options.folder, "a folder on the disk that is measured");
  CLI11_PARSE(app, argc, argv);
  try {
    prospect::bench::print(options);
  } catch (const prospect::base::Failure& failure) {
    fmt::print(stderr, "{}\n", failure.what());
    return 5;
  }
  return 0;
}
