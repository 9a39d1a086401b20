/// The command `report`: where reports go, and what they do not replace.

#include "app/report.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/problem.hpp"
#include "observe_world.hpp"
#include "store/store.hpp"

namespace prospect::app {
namespace {

namespace fs = std::filesystem;

/// A folder with a small result file, gone with the test.
class ReportCommand : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(::testing::TempDir()) /
              (std::string("report_") + ::testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    const ObserveWorld world{{"[indicator.x]\nhistory = 'x'\nnext = 'x[-1] + 1'\n"
                              "[chart.first]\ntarget = 'most'\n",
                              2021, "", "x,1", "x,2019,3\nx,2020,4\n"},
                             "most,x,2021,0\n"};
    store::write(world.run(1000), file("r.h5"));
  }
  void TearDown() override { fs::remove_all(folder_); }

  [[nodiscard]] std::string file(const std::string& name) const { return (folder_ / name).string(); }
  [[nodiscard]] ReportRequest request(const std::string& format, const std::string& output = "") const {
    ReportRequest made;
    made.file = file("r.h5");
    made.format = format;
    made.output = output.empty() ? "" : file(output);
    return made;
  }
  [[nodiscard]] std::string text(const std::string& name) const {
    std::ifstream in(file(name), std::ios::binary);
    std::ostringstream all;
    all << in.rdbuf();
    return all.str();
  }

 private:
  fs::path folder_;
};

TEST_F(ReportCommand, EachFormatStandsBesideTheResult) {
  for (const auto& format : report_formats()) EXPECT_EQ(report_command(request(format)), done) << format;
  for (const char* name : {"r.html", "r.xlsx", "r.csv", "r.iamc.csv", "r.md"}) {
    EXPECT_GT(fs::file_size(file(name)), 100U) << name;
  }
  EXPECT_TRUE(fs::exists(file("r-charts") + "/fan-most.svg"));
  EXPECT_NE(text("r.html").find("<!DOCTYPE html>"), std::string::npos);
  // Nothing of the writing is left aside.
  for (const auto& one : fs::directory_iterator(fs::path(file("r.h5")).parent_path())) {
    EXPECT_EQ(one.path().string().find(".tmp."), std::string::npos) << one.path();
  }
}

TEST_F(ReportCommand, TheSameResultMakesTheSameBytes) {
  for (const char* format : {"html", "xlsx", "csv", "iamc", "md"}) {
    EXPECT_EQ(report_command(request(format, "a")), done);
    const std::string first = text("a");
    EXPECT_EQ(report_command(request(format, "a")), done);
    EXPECT_EQ(first, text("a")) << format;
  }
}

TEST_F(ReportCommand, AResultFileIsNeverReplaced) {
  EXPECT_THROW(static_cast<void>(report_command(request("html", "r.h5"))), base::Rejected);
  EXPECT_NO_THROW(static_cast<void>(store::load(file("r.h5"))));
}

TEST_F(ReportCommand, AFolderIsNoFileAndAFileNoFolder) {
  fs::create_directories(file("folder"));
  EXPECT_THROW(static_cast<void>(report_command(request("html", "folder"))), base::Rejected);
  std::ofstream(file("text")) << "mine";
  EXPECT_THROW(static_cast<void>(report_command(request("svg", "text"))), base::Rejected);
  EXPECT_EQ(text("text"), "mine");
}

TEST_F(ReportCommand, VietnameseNumbersHaveTheirSeparators) {
  auto asked = request("csv", "vi.csv");
  asked.locale = "vi";
  EXPECT_EQ(report_command(asked), done);
  EXPECT_EQ(text("vi.csv").substr(0, 12), "\xEF\xBB\xBFscenario;");
}

}  // namespace
}  // namespace prospect::app
