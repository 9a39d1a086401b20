#include "store/hdf5_handle.hpp"

#include <gtest/gtest.h>

#include "sample_record.hpp"
#include "store/hdf5_contents.hpp"

namespace prospect::store {
namespace {

TEST(CleanWords, KeepsTheMessageOfTheSystem) {
  EXPECT_EQ(
      clean_words("file write failed: time = Wed Aug  1 00:00:00\n, errno = 28, error message "
                  "= 'No space left on device', buf = 0x1"),
      "No space left on device");
  EXPECT_EQ(clean_words("error message = 'cut off"), "cut off");
}

TEST(CleanWords, MakesOneShortLine) {
  EXPECT_EQ(clean_words("\n truncated\tfile:\r\n  eof = 5\x7f "), "truncated file: eof = 5");
  EXPECT_EQ(clean_words(""), "");
  EXPECT_EQ(clean_words(std::string(1000, 'x')).size(), 300U);
}

TEST(Handle, ThrowsWhatWeWereDoing) {
  const Session session;
  try {
    const Handle none(Handle::Kind::file, -1, "making nothing");
    FAIL();
  } catch (const LibraryError& error) {
    EXPECT_STREQ(error.what(), "making nothing");
  }
  Handle stale(Handle::Kind::dataset, 12345, "taking an id that is none");
  EXPECT_THROW(stale.close("closing it"), LibraryError);
  EXPECT_EQ(stale.id(), -1);
}

TEST(Handle, MovesItsId) {
  const Session session;
  Handle one = creation(Handle::Kind::group);
  const Id id = one.id();
  Handle two = std::move(one);
  EXPECT_EQ(two.id(), id);
  one = std::move(two);
  EXPECT_EQ(one.id(), id);
  one.close("closing a list");
  one.close("closing it again does nothing");
}

// Each column must have as many values as its dimensions ask for.
TEST(Contents, RefusesColumnsOfAnotherLength) {
  const Session session;
  const Folder folder;
  Contents contents;
  contents.inputs.extents["input"] = 2;
  contents.inputs.columns["input"] = std::vector<std::string>{"one"};
  EXPECT_THROW(NewFile(folder.file("a.h5")).complete(contents), LibraryError);
}

TEST(Contents, NeverWritesOverAFile) {
  const Session session;
  const Folder folder;
  put_bytes(folder.file("a.h5"), "old");
  EXPECT_THROW(NewFile(folder.file("a.h5")).complete({}), LibraryError);
  EXPECT_EQ(bytes_of(folder.file("a.h5")), "old");
}

}  // namespace
}  // namespace prospect::store
