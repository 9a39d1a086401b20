#include "store/path_stream.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <cmath>
#include <fstream>
#include <stdexcept>

#include "base/problem.hpp"
#include "lanes/ordered_for.hpp"
#include "sample_record.hpp"
#include "store/store.hpp"

namespace prospect::store {
namespace {

/// The sample's first scenario alone, with so many paths kept in the file.
RunRecord record_of(std::uint64_t paths) {
  RunRecord record = sample_record();
  record.scenarios.resize(1);
  record.scenarios[0].kept = {0, paths, {}, {}, {}};
  return record;
}

PathShape shape_of(const RunRecord& record, std::uint64_t paths) {
  const auto& summary = record.scenarios[0].summary;
  return {paths, summary.indicators.size(), summary.years.size(), summary.targets.size()};
}

float value_of(std::uint64_t path, std::size_t indicator, std::size_t year) {
  return static_cast<float>(path) + 0.25F * static_cast<float>(indicator) - 0.5F * static_cast<float>(year);
}

std::int8_t met_of(std::uint64_t path, std::size_t target) { return (path + target) % 3 == 0 ? 1 : 0; }

void fill(PathBuffer& buffer, const PathShape& shape, std::uint64_t first) {
  const auto used = static_cast<std::size_t>(std::min<std::uint64_t>(shape.chunk(), shape.paths - first));
  for (std::size_t path = 0; path < used; ++path) {
    for (std::size_t k = 0; k < shape.indicators; ++k) {
      for (std::size_t y = 0; y < shape.years; ++y)
        buffer.values(k)[path * shape.years + y] = value_of(first + path, k, y);
    }
    for (std::size_t t = 0; t < shape.targets; ++t) buffer.met()[path * shape.targets + t] = met_of(first + path, t);
  }
  buffer.seal(used);
}

void put_all(PathSink& sink, const RunRecord& record, std::uint64_t paths, int threads) {
  const auto shape = shape_of(record, paths);
  const auto stream = sink.open(record.scenarios[0].program.scenario, shape, static_cast<std::size_t>(threads) + 1);
  std::vector<std::unique_ptr<PathBuffer>> buffers(static_cast<std::size_t>(threads));
  lanes::ordered_for((paths + paths_in_buffer - 1) / paths_in_buffer, threads,
                     [&](std::uint64_t chunk, int thread) {
                       auto& buffer = buffers[static_cast<std::size_t>(thread)] = stream->empty();
                       fill(*buffer, shape, chunk * paths_in_buffer);
                     },
                     [&](std::uint64_t chunk, int thread) {
                       stream->put(chunk, std::move(buffers[static_cast<std::size_t>(thread)]));
                     });
  stream->finish();
}

void write_so(const std::string& file, std::uint64_t paths, int threads) {
  static_cast<void>(write_while(file, [&](PathSink& sink) {
    auto record = record_of(paths);
    put_all(sink, record, paths, threads);
    return record;
  }));
}

TEST(PathStream, IsReadBackValueByValue) {
  for (const std::uint64_t paths : {1U, 50U, 4096U, 4097U, 20000U}) {
    const Folder folder;
    write_so(folder.file("a.h5"), paths, 2);
    const auto record = load(folder.file("a.h5"));
    const auto& kept = record.scenarios.at(0).kept;
    const auto shape = shape_of(record_of(paths), paths);
    ASSERT_EQ(kept.paths, paths);
    ASSERT_EQ(kept.values.size(), paths * shape.indicators * shape.years);
    ASSERT_EQ(kept.met.size(), paths * shape.targets);
    EXPECT_TRUE(kept.numbers.empty());
    for (std::uint64_t path = 0; path < paths; ++path) {
      for (std::size_t k = 0; k < shape.indicators; ++k) {
        for (std::size_t y = 0; y < shape.years; ++y) {
          ASSERT_EQ(kept.values[(path * shape.indicators + k) * shape.years + y], value_of(path, k, y)) << path;
        }
      }
      for (std::size_t t = 0; t < shape.targets; ++t) {
        ASSERT_EQ(kept.met[path * shape.targets + t], met_of(path, t)) << path;
      }
    }
    // Such a record can be written again, as answers are kept.
    write(record, folder.file("b.h5"));
    EXPECT_EQ(load(folder.file("b.h5")).scenarios.at(0).kept.values, kept.values);
  }
}

TEST(PathStream, MakesTheSameBytesForAnyThreads) {
  const Folder folder;
  write_so(folder.file("a.h5"), 30000, 1);
  write_so(folder.file("b.h5"), 30000, 3);
  EXPECT_EQ(bytes_of(folder.file("a.h5")), bytes_of(folder.file("b.h5")));
}

TEST(PathStream, NoticesAChangedByteOfAPath) {
  const Folder folder;
  write_so(folder.file("a.h5"), 5000, 1);
  std::string bytes = bytes_of(folder.file("a.h5"));
  // The values of paths 4096 on, of the first indicator, as they lie in the file.
  const float marks[] = {value_of(4096, 0, 0), value_of(4096, 0, 1)};
  const auto at = bytes.find(std::string(reinterpret_cast<const char*>(marks), sizeof marks));
  ASSERT_NE(at, std::string::npos);
  bytes[at + 1] = static_cast<char>(bytes[at + 1] ^ 1);
  put_bytes(folder.file("a.h5"), bytes);
  EXPECT_THROW((void)load(folder.file("a.h5")), base::Rejected);
}

TEST(PathStream, LeavesWhatStoodThereWhenARunFails) {
  const Folder folder;
  put_bytes(folder.file("a.h5"), "earlier");
  const auto failing = [&](std::uint64_t chunks) {
    return [&folder, chunks] {
      static_cast<void>(write_while(folder.file("a.h5"), [&](PathSink& sink) -> RunRecord {
        const auto record = record_of(20000);
        const auto shape = shape_of(record, 20000);
        const auto stream = sink.open("co_so", shape, 2);
        for (std::uint64_t chunk = 0; chunk < chunks; ++chunk) {
          auto buffer = stream->empty();
          fill(*buffer, shape, chunk * paths_in_buffer);
          stream->put(chunk, std::move(buffer));
        }
        throw std::runtime_error("the run ended");
      }));
    };
  };
  for (const std::uint64_t chunks : {0U, 3U}) {
    EXPECT_THROW(failing(chunks)(), std::runtime_error);
    EXPECT_EQ(bytes_of(folder.file("a.h5")), "earlier");
    EXPECT_EQ(folder.count(), 1);
  }
}

// A limit on the size of files stands for a full disk.
TEST(PathStream, SaysInOneSentenceThatTheDiskIsFull) {
  const Folder folder;
  put_bytes(folder.file("a.h5"), "earlier");
  const int code = in_child([&folder] {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit most{200'000, 200'000};
    setrlimit(RLIMIT_FSIZE, &most);
    try {
      write_so(folder.file("a.h5"), 100'000, 1);  // a forked process has no team of threads
    } catch (const base::Failure& failure) {
      const std::string words = failure.what();
      return words.find("cannot write the result file") != std::string::npos && words.find('\n') == std::string::npos
                 ? 5
                 : 1;
    }
    return 2;
  });
  EXPECT_EQ(code, 5);
  EXPECT_EQ(bytes_of(folder.file("a.h5")), "earlier");
  EXPECT_EQ(folder.count(), 1);
}

TEST(PathStream, NeedsTheRoomItSays) {
  const PathShape shape{10000, 3, 5, 2};
  EXPECT_EQ(shape.bytes(), 3U * (3U * (4096 * 5 * 4 + 4) + 4096 * 2 + 4) + 80000U);
  EXPECT_EQ((PathShape{0, 3, 5, 2}).bytes(), 0U);
}

}  // namespace
}  // namespace prospect::store
