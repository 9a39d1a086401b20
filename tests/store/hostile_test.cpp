#include <gtest/gtest.h>
#include <fcntl.h>
#include <hdf5.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <functional>
#include <random>

#include "base/problem.hpp"
#include "sample_record.hpp"
#include "store/store.hpp"

namespace prospect::store {
namespace {

/// What loading says: the message of the one problem, or the words of the failure.
std::string refusal(const std::string& file) {
  try {
    static_cast<void>(load(file));
    return "";
  } catch (const base::Failure& failure) {
    return failure.what();
  } catch (const base::Rejected& rejected) {
    const auto problems = rejected.problems().sorted();
    EXPECT_EQ(problems.size(), 1U);
    EXPECT_EQ(problems[0].kind, "bad-value");
    EXPECT_EQ(problems[0].place.file, file);
    EXPECT_EQ(problems[0].place.line, 0);
    EXPECT_EQ(problems[0].message.find('\n'), std::string::npos);
    const std::string start = "the result file cannot be used: ";
    EXPECT_TRUE(problems[0].message.starts_with(start)) << problems[0].message;
    return problems[0].message.substr(start.size());
  }
}

/// A sound file which a test then changes through the library.
class HostileTest : public testing::Test {
 protected:
  HostileTest() { write(sample_record(), file_); }

  // What loading says after the change.
  std::string after(const std::function<void(hid_t)>& change) {
    const hid_t file = H5Fopen(file_.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
    EXPECT_GE(file, 0);
    change(file);
    EXPECT_GE(H5Fclose(file), 0);
    return refusal(file_);
  }

  static void overwrite_attribute(hid_t file, const char* name, int value) {
    const hid_t attribute = H5Aopen(file, name, H5P_DEFAULT);
    EXPECT_GE(H5Awrite(attribute, H5T_NATIVE_INT, &value), 0);
    H5Aclose(attribute);
  }

  // Puts a dataset of the given shape in the place of another; it is never written.
  static void replace(hid_t file, const char* name, hid_t type, std::vector<hsize_t> shape,
                      hid_t list = H5P_DEFAULT) {
    H5Ldelete(file, name, H5P_DEFAULT);
    const hid_t space = H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr);
    const hid_t dataset = H5Dcreate2(file, name, type, space, H5P_DEFAULT, list, H5P_DEFAULT);
    EXPECT_GE(dataset, 0);
    H5Dclose(dataset);
    H5Sclose(space);
  }

  /// Where a dataset's bytes begin in the file.
  [[nodiscard]] std::size_t offset_of(const char* name) const {
    const hid_t file = H5Fopen(file_.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
    const hid_t dataset = H5Dopen2(file, name, H5P_DEFAULT);
    const std::size_t at = H5Dget_offset(dataset);
    H5Dclose(dataset);
    H5Fclose(file);
    return at;
  }

  Folder folder_;
  std::string file_ = folder_.file("a.h5");
};

TEST_F(HostileTest, IsSoundBeforeTheChange) {
  EXPECT_EQ(after([](hid_t) {}), "");
}

TEST_F(HostileTest, TellsWhatCannotBeOpened) {
  const std::string start = "cannot open the result file '";
  EXPECT_EQ(refusal(folder_.file("no.h5")),
            start + folder_.file("no.h5") + "': No such file or directory");
  EXPECT_EQ(refusal(folder_.path().string()), start + folder_.path().string() + "': it is no file");
  const std::string pipe = folder_.file("pipe");
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_EQ(refusal(pipe), start + pipe + "': it is no file");
}

TEST_F(HostileTest, RefusesWhatIsNoResult) {
  put_bytes(file_, "title = \"no result\"\n");
  EXPECT_EQ(refusal(file_), "it is not an HDF5 file");
  put_bytes(file_, "");
  EXPECT_EQ(refusal(file_), "it is not an HDF5 file");
}

// Bytes of the heap that texts lie in, which nothing checks but the library itself: it crashes on some of them. Here it may,
// in a process of its own; ours tells and goes on.
TEST_F(HostileTest, OutlivesADamagedHeap) {
  const std::string whole = bytes_of(file_);
  std::size_t refused = 0, tried = 0;
  for (std::size_t heap = whole.find("GCOL"); heap != std::string::npos; heap = whole.find("GCOL", heap + 1)) {
    for (const std::size_t at : {8U, 16U, 24U, 25U, 40U, 41U}) {
      std::string damaged = whole;
      damaged[heap + at] = '\x7f';
      put_bytes(file_, damaged);
      refused += !refusal(file_).empty();
      ++tried;
    }
  }
  EXPECT_GT(tried, 0U);
  EXPECT_GT(refused, 0U);
}

TEST_F(HostileTest, RefusesEveryTruncation) {
  const std::string whole = bytes_of(file_);
  for (std::size_t part = 0; part < 20; ++part) {
    put_bytes(file_, whole.substr(0, whole.size() * part / 20));
    EXPECT_NE(refusal(file_), "") << part;
  }
  put_bytes(file_, whole.substr(0, whole.size() - 1));
  EXPECT_NE(refusal(file_), "");
}

TEST_F(HostileTest, RefusesOtherFormatsAndVersions) {
  EXPECT_EQ(after([](hid_t file) { overwrite_attribute(file, "format_version", 3); }),
            "it is in version 3 of the format, and this program reads version 2");
  EXPECT_EQ(after([](hid_t file) { H5Adelete(file, "format"); }),
            "attribute 'format' is absent or not of type text");
}

// Metadata has checksums of the library's, texts and numbers have ours.
TEST_F(HostileTest, NoticesAChangedNumber) {
  EXPECT_EQ(after([](hid_t file) {
              const hid_t dataset = H5Dopen2(file, "scenario/co_so/hits", H5P_DEFAULT);
              const long long hits[] = {601, 1000};
              H5Dwrite(dataset, H5T_NATIVE_LLONG, H5S_ALL, H5S_ALL, H5P_DEFAULT, hits);
              H5Dclose(dataset);
            }),
            "the contents of '/scenario/co_so' do not have the checksum stored with them");
  EXPECT_NE(after([](hid_t file) { overwrite_attribute(file, "as_of", 2020); }), "");
}

TEST_F(HostileTest, NoticesAChangedText) {
  std::string bytes = bytes_of(file_);
  const std::size_t place = bytes.find("Kế hoạch\"");
  ASSERT_NE(place, std::string::npos);
  bytes[place] = 'k';
  put_bytes(file_, bytes);
  EXPECT_EQ(refusal(file_), "the contents of '/inputs' do not have the checksum stored with them");
}

TEST_F(HostileTest, RefusesALongerDatasetThanItsFile) {
  constexpr hsize_t trillion = hsize_t{1} << 42;
  EXPECT_EQ(after([](hid_t file) {
              replace(file, "scenario/co_so/year", H5T_STD_I32LE, {trillion});
            }),
            "the dataset 'year' claims to be longer than the file");
  // Within the length of the file, yet nothing is stored.
  EXPECT_EQ(after([](hid_t file) { replace(file, "scenario/co_so/year", H5T_STD_I32LE, {1000}); }),
            "the dataset 'year' is not stored in full");
}

// References to one long text: the file stays short, the texts would not.
TEST_F(HostileTest, RefusesOneTextReadManyTimes) {
  const std::string words = after([](hid_t file) {
    const hid_t type = H5Tcopy(H5T_C_S1);
    H5Tset_size(type, H5T_VARIABLE);
    H5Tset_cset(type, H5T_CSET_UTF8);
    const std::string text(20000, 'x');
    std::vector<const char*> texts(500, text.c_str());
    replace(file, "inputs/input", type, {texts.size()});
    const hid_t dataset = H5Dopen2(file, "inputs/input", H5P_DEFAULT);
    const hsize_t one = 1, many = texts.size();
    const hid_t memory = H5Screate_simple(1, &one, nullptr);
    const hid_t space = H5Screate_simple(1, &many, nullptr);
    const hsize_t first = 0;
    H5Sselect_hyperslab(space, H5S_SELECT_SET, &first, nullptr, &one, nullptr);
    H5Dwrite(dataset, type, memory, space, H5P_DEFAULT, texts.data());
    H5Dclose(dataset);
    H5Sclose(memory);
    H5Sclose(space);
    H5Tclose(type);
  });
  // The library wrote one reference; the rest of them are made of it by hand.
  EXPECT_NE(words, "");
  std::string bytes = bytes_of(file_);
  const std::size_t text = bytes.find(std::string(20000, 'x'));
  ASSERT_NE(text, std::string::npos);
  const std::size_t heap = bytes.rfind("GCOL", text);
  std::string reference(16, '\0');
  reference[0] = '\x20', reference[1] = '\x4e';  // 20000, little-endian
  for (unsigned i = 0; i < 8; ++i) reference[4 + i] = static_cast<char>(heap >> (8 * i));
  reference[12] = 1;
  const std::size_t start = bytes.find(reference);
  ASSERT_NE(start, std::string::npos);
  for (std::size_t i = 1; i < 500; ++i) bytes.replace(start + 16 * i, 16, reference);
  put_bytes(file_, bytes);
  EXPECT_EQ(refusal(file_), "the dataset 'input' holds more text than the file is long");
}

// Four bytes that ask for 2 GB: the library would make the room before it finds that there is no such text.
TEST_F(HostileTest, MakesNoRoomForALengthThatCannotBe) {
  const std::size_t at = offset_of("inputs/input_text");
  std::string bytes = bytes_of(file_);
  bytes.replace(at, 4, "\xff\xff\xff\x7f");
  put_bytes(file_, bytes);
  EXPECT_EQ(refusal(file_), "the dataset 'input_text' holds more text than the file is long");
}

// Words of the tally that would be read beyond their end.
TEST_F(HostileTest, BelievesNoLengthOfATally) {
  auto record = sample_record();
  record.scenarios[0].tally = std::string(8, 'x');
  write(record, file_);
  const std::size_t at = offset_of("scenario/co_so/tally_words");
  std::string bytes = bytes_of(file_);
  ASSERT_EQ(bytes.substr(at, 1), "\x08");
  bytes[at] = 9;
  put_bytes(file_, bytes);
  EXPECT_NE(refusal(file_), "");
}

TEST_F(HostileTest, RefusesLinksToElsewhere) {
  EXPECT_EQ(after([](hid_t file) {
              H5Ldelete(file, "inputs", H5P_DEFAULT);
              H5Lcreate_external("/etc/passwd", "/", file, "inputs", H5P_DEFAULT, H5P_DEFAULT);
            }),
            "'inputs' is a link to somewhere else");
  EXPECT_EQ(after([](hid_t file) {
              H5Ldelete(file, "inputs", H5P_DEFAULT);
              H5Lcreate_soft("/audit", file, "inputs", H5P_DEFAULT, H5P_DEFAULT);
            }),
            "'inputs' is a link to somewhere else");
}

TEST_F(HostileTest, RefusesDataOfOtherFiles) {
  EXPECT_EQ(after([](hid_t file) {
              const hid_t list = H5Pcreate(H5P_DATASET_CREATE);
              H5Pset_external(list, "/etc/passwd", 0, 8);
              replace(file, "scenario/co_so/year", H5T_STD_I32LE, {2}, list);
              H5Pclose(list);
            }),
            "the dataset 'year' lies in another file");
  EXPECT_EQ(after([](hid_t file) {
              const hsize_t two = 2;
              const hid_t space = H5Screate_simple(1, &two, nullptr);
              const hid_t list = H5Pcreate(H5P_DATASET_CREATE);
              H5Pset_virtual(list, space, "/etc/passwd", "/x", space);
              replace(file, "scenario/co_so/year", H5T_STD_I32LE, {2}, list);
              H5Pclose(list);
              H5Sclose(space);
            }),
            "the dataset 'year' is put together from other files");
}

TEST_F(HostileTest, RefusesFiltersAndChunksWeDoNotUse) {
  const auto chunked = [](hsize_t length, bool deflate) {
    return [=](hid_t file) {
      const hid_t list = H5Pcreate(H5P_DATASET_CREATE);
      H5Pset_chunk(list, 1, &length);
      if (deflate) H5Pset_deflate(list, 1);
      replace(file, "scenario/co_so/year", H5T_STD_I32LE, {2}, list);
      H5Pclose(list);
    };
  };
  EXPECT_EQ(after(chunked(2, true)), "the dataset 'year' is stored through a filter we do not use");
  EXPECT_EQ(after(chunked(2, false)), "the dataset 'year' is not stored in full");
}

TEST_F(HostileTest, RefusesOtherTypesAndShapes) {
  EXPECT_EQ(after([](hid_t file) { replace(file, "scenario/co_so/mean", H5T_STD_I32LE, {2, 2}); }),
            "the dataset 'mean' is not of type float64");
  EXPECT_EQ(after([](hid_t file) { replace(file, "scenario/co_so/mean", H5T_IEEE_F64LE, {2}); }),
            "the dataset 'mean' has wrong rank");
  EXPECT_EQ(after([](hid_t file) { replace(file, "scenario/co_so/mean", H5T_IEEE_F64LE, {2, 3}); }),
            "the dataset 'mean' does not fit the dimensions it stands on");
  EXPECT_EQ(after([](hid_t file) { H5Ldelete(file, "scenario/co_so/mean", H5P_DEFAULT); }),
            "the dataset 'mean' is absent");
}

TEST_F(HostileTest, RefusesWhatHasNoMeaning) {
  const auto flag = [](hid_t file) {
    const hid_t dataset = H5Dopen2(file, "scenario/co_so/not_learned", H5P_DEFAULT);
    const hid_t space = H5Dget_space(dataset);
    const auto count = static_cast<std::size_t>(H5Sget_simple_extent_npoints(space));
    const std::vector<signed char> flags(count, 2);
    H5Dwrite(dataset, H5T_NATIVE_SCHAR, H5S_ALL, H5S_ALL, H5P_DEFAULT, flags.data());
    H5Sclose(space);
    H5Dclose(dataset);
  };
  EXPECT_EQ(after(flag), "the dataset 'not_learned' holds something other than 0 and 1");
}

TEST_F(HostileTest, IsNotAtFaultWhenLocked) {
  const int writer = open(file_.c_str(), O_RDWR | O_CLOEXEC);
  ASSERT_EQ(flock(writer, LOCK_EX), 0);
  const std::string words = refusal(file_);
  close(writer);
  EXPECT_TRUE(words.starts_with("cannot open the result file '")) << words;
}

// One bit changed anywhere is noticed, or was of no meaning (padding, texts for other tools): what
// is loaded is then the record that was written. The library itself may crash or hang on such a
// file, hence the processes; a sound store of ours never says yes to another record.
TEST_F(HostileTest, NeverLoadsAnotherRecord) {
  enum Outcome { noticed = 0, without_meaning = 7, another_record = 8 };
  const std::string whole = bytes_of(file_);
  const std::string changed_file = folder_.file("changed.h5");
  std::mt19937 random(1);
  int times_noticed = 0, times_ended = 0;
  for (int i = 0; i < 150; ++i) {
    std::string changed = whole;
    changed[random() % changed.size()] ^= static_cast<char>(1U << (random() % 8));
    put_bytes(changed_file, changed);
    const int outcome = in_child([&]() -> int {
      alarm(10);
      if (!refusal(changed_file).empty()) return noticed;
      write(load(changed_file), folder_.file("again.h5"));
      return bytes_of(folder_.file("again.h5")) == whole ? without_meaning : another_record;
    });
    EXPECT_NE(outcome, another_record) << i;
    times_noticed += outcome == noticed;
    times_ended += outcome != noticed && outcome != without_meaning && outcome != another_record;
  }
  EXPECT_GT(times_noticed, 30);
  EXPECT_LT(times_ended, 8);
}

}  // namespace
}  // namespace prospect::store
