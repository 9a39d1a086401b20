#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <filesystem>

#include "sample_record.hpp"
#include "store/store.hpp"

namespace prospect::store {
namespace {

/// What a command prints, both channels.
std::string output_of(const std::string& command) {
  FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  std::string text;
  std::array<char, 4096> part{};
  while (const std::size_t size = fread(part.data(), 1, part.size(), pipe)) {
    text.append(part.data(), size);
  }
  pclose(pipe);
  return text;
}

// h5py, netCDF4, xarray, ncdump and h5dump; the script says what they must agree on.
TEST(Readers, OpenTheFileAndAgree) {
  const std::string python = "/usr/bin/python3 ";
  if (!output_of(python + "-c 'import h5py, netCDF4, xarray'").empty()) {
    GTEST_SKIP() << "h5py, netCDF4 or xarray is not installed";
  }
  const Folder folder;
  write(sample_record(), folder.file("a.h5"));
  const auto script = std::filesystem::path(__FILE__).parent_path() / "readers.py";
  const std::string words = output_of(python + script.string() + " " + folder.file("a.h5"));
  EXPECT_TRUE(words.ends_with(" passed, 0 failed\n")) << words;
  EXPECT_GT(std::stoi(words), 1000) << words;
}

}  // namespace
}  // namespace prospect::store
