#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include "base/problem.hpp"
#include "sample_record.hpp"
#include "store/store.hpp"

namespace prospect::store {
namespace {

namespace fs = std::filesystem;

/// The sentence of the Failure that writing ends in; empty if it succeeds.
std::string failure(const RunRecord& record, const std::string& file) {
  try {
    write(record, file);
    return "";
  } catch (const base::Failure& failure) {
    return failure.what();
  }
}

std::string sentence(const std::string& file, const std::string& why) {
  return "cannot write the result file '" + file + "': " + why;
}

// Enough kept paths to make the file some megabytes long.
RunRecord long_record() {
  RunRecord run = sample_record();
  KeptPaths& kept = run.scenarios[0].kept;
  kept.paths = 200000;
  kept.values.assign(kept.paths * 4, 0.1F);
  kept.met.assign(kept.paths * 2, 1);
  return run;
}

TEST(Write, LeavesOneFile) {
  const Folder folder;
  EXPECT_EQ(failure(sample_record(), folder.file("a.h5")), "");
  EXPECT_EQ(folder.count(), 1);
}

TEST(Write, ReplacesAResult) {
  const Folder folder;
  put_bytes(folder.file("a.h5"), "old");
  EXPECT_EQ(failure(sample_record(), folder.file("a.h5")), "");
  EXPECT_EQ(load(folder.file("a.h5")).paths, 1000U);
  EXPECT_EQ(folder.count(), 1);
}

TEST(Write, TellsOfAMissingFolder) {
  const Folder folder;
  const std::string file = folder.file("no/a.h5");
  EXPECT_EQ(failure(sample_record(), file),
            sentence(file, "making the file: No such file or directory"));
}

TEST(Write, TellsOfAFolderInThePlaceOfTheFile) {
  const Folder folder;
  const std::string file = folder.path().string();
  EXPECT_EQ(failure(sample_record(), file), sentence(file, "what stands there is no file"));
}

TEST(Write, DoesNotReplaceADevice) {
  EXPECT_EQ(failure(sample_record(), "/dev/full"),
            sentence("/dev/full", "what stands there is no file"));
  EXPECT_TRUE(fs::is_character_file("/dev/full"));
}

TEST(Write, FollowsALink) {
  const Folder folder;
  fs::create_directory(folder.path() / "deep");
  put_bytes(folder.file("deep/a.h5"), "old");
  fs::create_symlink("deep/a.h5", folder.file("link.h5"));
  EXPECT_EQ(failure(sample_record(), folder.file("link.h5")), "");
  EXPECT_TRUE(fs::is_symlink(folder.file("link.h5")));
  EXPECT_EQ(load(folder.file("deep/a.h5")).paths, 1000U);
}

// Root may write everywhere, so the child becomes nobody.
TEST(Write, TellsOfAFolderThatMayNotBeWritten) {
  const Folder folder;
  const std::string file = folder.file("a.h5");
  put_bytes(file, "old");
  fs::permissions(folder.path(), fs::perms(0555));
  const int code = in_child([&]() -> int {
    constexpr uid_t nobody = 65534;
    if (geteuid() == 0 && setuid(nobody) != 0) return 1;
    return failure(sample_record(), file) != sentence(file, "making the file: Permission denied");
  });
  fs::permissions(folder.path(), fs::perms(0755));
  EXPECT_EQ(code, 0);
  EXPECT_EQ(bytes_of(file), "old");
  EXPECT_EQ(folder.count(), 1);
}

// The limit is met at each stage of the file in turn: headers, texts, chunks, the last flush.
TEST(Write, LeavesAllAsItWasWhenTheFileGrowsTooLong) {
  const Folder folder;
  const std::string file = folder.file("a.h5");
  write(sample_record(), folder.file("size"));
  const rlim_t length = fs::file_size(folder.file("size"));
  fs::remove(folder.file("size"));
  put_bytes(file, "old");
  for (rlim_t part = 0; part < 40; ++part) {
    const rlimit limit{length * part / 40, RLIM_INFINITY};
    const int code = in_child([&]() -> int {
      signal(SIGXFSZ, SIG_IGN);
      setrlimit(RLIMIT_FSIZE, &limit);
      const std::string words = failure(sample_record(), file);
      return !words.ends_with("File too large") || words.find('\n') != std::string::npos;
    });
    EXPECT_EQ(code, 0) << part;
    EXPECT_EQ(bytes_of(file), "old");
    EXPECT_EQ(folder.count(), 1);
  }
}

// A writer that met the limit writes elsewhere, or later, in the same process.
TEST(Write, GoesOnAfterAFailure) {
  const Folder folder;
  const std::string file = folder.file("a.h5");
  const int code = in_child([&]() -> int {
    signal(SIGXFSZ, SIG_IGN);
    rlimit limit{300000, RLIM_INFINITY};
    setrlimit(RLIMIT_FSIZE, &limit);
    if (failure(long_record(), file).empty()) return 1;
    limit.rlim_cur = RLIM_INFINITY;
    setrlimit(RLIMIT_FSIZE, &limit);
    return !failure(sample_record(), file).empty() || load(file).paths != 1000;
  });
  EXPECT_EQ(code, 0);
}

TEST(Write, LeavesAllAsItWasWhenTheDiskIsFull) {
  const Folder folder;
  if (::mount("tmpfs", folder.path().c_str(), "tmpfs", 0, "size=1m") != 0) {
    GTEST_SKIP() << "may not mount a small disk";
  }
  const std::string file = folder.file("a.h5");
  write(sample_record(), file);
  const std::string before = bytes_of(file);
  // The library keeps, to the end of its process, what it could not write.
  const int code = in_child(
      [&]() -> int { return !failure(long_record(), file).ends_with(": No space left on device"); });
  const std::string after = bytes_of(file);
  const auto files = folder.count();
  ::umount2(folder.path().c_str(), MNT_DETACH);
  EXPECT_EQ(code, 0);
  EXPECT_EQ(before, after);
  EXPECT_EQ(files, 1);
}

// An id above the largest a system gives stands for a dead process; 1 always lives.
TEST(Write, RemovesWhatDeadWritersLeft) {
  const Folder folder;
  put_bytes(folder.file("a.h5.tmp.99999999"), "");
  put_bytes(folder.file("a.h5.tmp." + std::to_string(getpid())), "");
  put_bytes(folder.file("a.h5.tmp.1"), "");
  put_bytes(folder.file("a.h5.tmp.1x"), "");
  put_bytes(folder.file("b.h5.tmp.99999999"), "");
  write(sample_record(), folder.file("a.h5"));
  EXPECT_FALSE(fs::exists(folder.file("a.h5.tmp.99999999")));
  EXPECT_FALSE(fs::exists(folder.file("a.h5.tmp." + std::to_string(getpid()))));
  EXPECT_TRUE(fs::exists(folder.file("a.h5.tmp.1")));
  EXPECT_TRUE(fs::exists(folder.file("a.h5.tmp.1x")));
  EXPECT_TRUE(fs::exists(folder.file("b.h5.tmp.99999999")));
}

TEST(Write, SurvivesAWriterThatIsKilled) {
  const Folder folder;
  const std::string file = folder.file("a.h5");
  write(sample_record(), file);
  for (int i = 0; i < 10; ++i) {
    const pid_t child = fork();
    if (child == 0) {
      write(long_record(), file);
      _exit(0);
    }
    ::usleep(static_cast<useconds_t>(4000 * i));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    const auto kept = load(file).scenarios[0].kept.paths;
    EXPECT_TRUE(kept == 3 || kept == 200000) << kept;
  }
  write(sample_record(), file);
  EXPECT_EQ(folder.count(), 1);
}

TEST(Write, RefusesATextTheFileCannotHold) {
  const Folder folder;
  RunRecord run = sample_record();
  run.texts["zero"] = std::string("a\0b", 3);
  EXPECT_EQ(failure(run, folder.file("a.h5")),
            sentence(folder.file("a.h5"), "writing dataset 'input_text': a text holds a zero byte, "
                                          "which the file cannot hold"));
  EXPECT_EQ(folder.count(), 0);
}

}  // namespace
}  // namespace prospect::store
