#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <functional>
#include <thread>

#include "base/aside_file.hpp"
#include "base/problem.hpp"
#include "store/contents.hpp"
#include "store/hdf5_contents.hpp"
#include "store/hdf5_handle.hpp"
#include "store/path_stream.hpp"
#include "store/store.hpp"

namespace prospect::store {
namespace {

// Reads the file back whole: every count, text and number must make the digests that were meant.
void verify(const Contents& meant, const std::string& file, Kept kept) {
  const Contents found = read_contents(file, kept);
  static_cast<void>(unpack(found));
  const auto seal = [](const Group& group) { return group.attributes.at("sha256"); };
  const auto alike = [&](const NamedGroups& some, const NamedGroups& others) {
    return std::equal(some.begin(), some.end(), others.begin(), others.end(), [&](const auto& one, const auto& other) {
      return one.first == other.first && seal(one.second) == seal(other.second);
    });
  };
  const bool same = seal(found.root) == seal(meant.root) && seal(found.inputs) == seal(meant.inputs) &&
                    seal(found.audit) == seal(meant.audit) && seal(found.answers) == seal(meant.answers) &&
                    seal(found.fits) == seal(meant.fits) && alike(found.scenarios, meant.scenarios) &&
                    alike(found.sweeps, meant.sweeps);
  if (!same) throw Unfit("what was read back is not what was written");
}

/// The same while the disk takes what was written, which needs no processor; what it refuses comes out first.
void verify_and_sync(const Contents& meant, const std::string& file, Kept kept) {
  std::exception_ptr refused;
  std::thread beside([&] {
    try {
      base::sync_file(file);
    } catch (const base::AsideError&) {
      refused = std::current_exception();
    }
  });
  std::exception_ptr unfit;
  try {
    verify(meant, file, kept);
  } catch (...) {
    unfit = std::current_exception();   // nothing may be thrown while the thread is on its way
  }
  beside.join();
  if (refused) std::rethrow_exception(refused);
  if (unfit) std::rethrow_exception(unfit);
}

/// Does the work, and tells in one sentence why it could not be done.
void attempt(const std::string& file, const std::function<void()>& work) {
  const auto failed = [&](const char* why) {
    return base::Failure(fmt::format("cannot write the result file '{}': {}", file, why));
  };
  try {
    work();
  } catch (const LibraryError& error) {
    throw failed(error.what());
  } catch (const Unfit& error) {
    throw failed(fmt::format("reading it back: {}", error.what()).c_str());
  } catch (const base::AsideError& error) {
    throw failed(error.what());
  }
}

}  // namespace

void write(const RunRecord& record, const std::string& file) {
  const Session session;
  attempt(file, [&] {
    const Contents contents = pack(record);
    base::write_aside(file, [&](const std::string& path) {
      NewFile(path).complete(contents);
      verify_and_sync(contents, path, Kept::load);
    });
  });
}

RunRecord write_while(const std::string& file, const std::function<RunRecord(PathSink&)>& run) {
  const Session session;
  RunRecord record;
  attempt(file, [&] {
    base::write_aside(file, [&](const std::string& path) {
      NewFile made(path);
      PathSink sink(made.file(), made.scenarios());
      record = run(sink);
      const Contents contents = pack(record);
      made.complete(contents);
      verify_and_sync(contents, path, Kept::check);
    });
  });
  return record;
}

}  // namespace prospect::store
