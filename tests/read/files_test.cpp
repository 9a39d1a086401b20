#include "read/files.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/problem.hpp"

namespace prospect::read {
namespace {

class DiskTest : public testing::Test {
 protected:
  DiskTest() { std::filesystem::create_directory(folder_); }
  ~DiskTest() override { std::filesystem::remove_all(folder_); }
  DiskTest(const DiskTest&) = delete;
  DiskTest& operator=(const DiskTest&) = delete;

  std::string write(const std::string& name, const std::string& text) {
    const std::string path = folder_ / name;
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }

  std::string failure(const std::string& name) {
    try {
      const auto text = Disk().text(name);
      return text ? "a text" : "nothing";
    } catch (const base::Failure& failure) {
      return failure.what();
    }
  }

  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("prospect_files_" + std::to_string(getpid()));
};

TEST_F(DiskTest, gives_the_bytes_of_a_file) {
  const std::string bytes("a\r\n\0b\xFF", 6);
  EXPECT_EQ(Disk().text(write("a.txt", bytes)), bytes);
  EXPECT_EQ(Disk().text(write("empty", "")), "");
  const std::string large(300000, 'x');
  EXPECT_EQ(Disk().text(write("large", large)), large);
}

TEST_F(DiskTest, what_is_not_there_is_nothing) {
  const std::string file = write("a.txt", "x");
  EXPECT_FALSE(Disk().text(folder_ / "absent"));
  EXPECT_FALSE(Disk().text(file + "/b"));
  EXPECT_FALSE(Disk().text(""));
  EXPECT_FALSE(Disk().text(std::string(300, 'n')));
  EXPECT_FALSE(Disk().text(file + std::string(1, '\0') + "tail"));
}

TEST_F(DiskTest, a_folder_is_no_file) {
  EXPECT_EQ(failure(folder_), "nothing");
  EXPECT_TRUE(Disk().is_folder(folder_));
  const std::string file = write("a.txt", "x");
  EXPECT_FALSE(Disk().is_folder(file));
  EXPECT_FALSE(Disk().is_folder(folder_ / "absent"));
  EXPECT_FALSE(Disk().is_folder(""));
  const Disk disk;
  EXPECT_TRUE(Added(disk, file, "y").is_folder(folder_));
  EXPECT_FALSE(Added(disk, folder_, "y").is_folder(folder_));   // the text goes before what is below
  EXPECT_FALSE(Memory({{"d/a", "1"}, {"d/b", "2"}}).is_folder("d"));
}

TEST_F(DiskTest, a_forbidden_file_cannot_be_read) {
  if (geteuid() == 0) GTEST_SKIP() << "nothing is forbidden to the superuser";
  const std::string file = write("secret", "x");
  std::filesystem::permissions(file, std::filesystem::perms::none);
  EXPECT_EQ(failure(file), "cannot read '" + file + "': Permission denied");
}

TEST_F(DiskTest, a_loop_of_links_cannot_be_read) {
  std::filesystem::create_symlink(folder_ / "b", folder_ / "a");
  std::filesystem::create_symlink(folder_ / "a", folder_ / "b");
  EXPECT_TRUE(failure(folder_ / "a").ends_with("Too many levels of symbolic links"));
}

TEST_F(DiskTest, a_file_over_64_mib_is_refused) {
  const std::string file = write("huge", "");
  std::filesystem::resize_file(file, (std::uintmax_t{64} << 20) + 1);
  EXPECT_EQ(failure(file), "cannot read '" + file + "': it has more than 67108864 bytes");
  std::filesystem::resize_file(file, std::uintmax_t{64} << 20);
  EXPECT_EQ(failure(file), "a text");
}

TEST_F(DiskTest, names_beside_are_files_in_order) {
  const std::string file = write("b.toml", "");
  write("a.toml", "");
  std::filesystem::create_directory(folder_ / "inner");
  EXPECT_EQ(Disk().beside(file), (std::vector<std::string>{"a.toml", "b.toml"}));
  EXPECT_TRUE(Disk().beside(folder_ / "absent" / "x").empty());
}

TEST(memory, gives_what_it_holds) {
  const Memory memory({{"d/a", "1"}, {"d/b", "2"}, {"c", "3"}});
  EXPECT_EQ(memory.text("d/a"), "1");
  EXPECT_FALSE(memory.text("./d/a"));  // names are compared as given
  EXPECT_EQ(memory.beside("d/x"), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(memory.beside("x"), (std::vector<std::string>{"c"}));
}

}  // namespace
}  // namespace prospect::read
