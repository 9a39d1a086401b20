#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "app/discover.hpp"
#include "app/explain.hpp"
#include "app/mixture.hpp"
#include "app/observe_world.hpp"
#include "base/problem.hpp"

namespace prospect::app {
namespace {

/// A folder with a small model and two scenarios of it, gone with the object.
class Folder {
 public:
  Folder() : path_(std::filesystem::temp_directory_path() / ("prospect_questions_" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(path_);
    const ObserveWorld world{
        {.body = "[lever.effort]\ndefault = 0\nbounds = [-5, 5]\nsource = 's'\n"
                 "[event.dry]\nprobability = 0.2\n[parameter.a]\nprior = \"normal(0, 1)\"\n"
                 "[indicator.y]\nstart = 0\nnext = \"y[-1] + a + effort - 2 * dry\"\n",
         .scenario = "[parameter]\na = \"normal(0.5, 1)\"\n", .series = "z,1", .history = "z,2019,1\nz,2020,1"},
        "t,y,2023,0"};
    for (const auto& [name, text] : world.texts()) put(name, text);
    put("other.toml",
        "format = 1\nlabel = 'o'\ndescription = 'd'\nextends = 's'\n[lever.effort]\n2021 = -1\n2022 = -1.5\n"
        "[event.dry]\nforce = { 2021 = 1.0 }\n");
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).generic_string(); }

 private:
  void put(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
  }
  std::filesystem::path path_;
};

template <class Ask>
std::string printed(const Ask& ask) {
  testing::internal::CaptureStdout();
  const int code = ask();
  const std::string text = testing::internal::GetCapturedStdout();
  EXPECT_EQ(code, done);
  return text;
}

ExplainRequest asked(const Folder& folder) {
  ExplainRequest request;
  request.files = {folder.file("s.toml")};
  request.paths = 20'000;
  request.threads = 1;
  return request;
}

TEST(questions, explain_and_discover_answer_for_a_scenario_file) {
  const Folder folder;
  auto request = asked(folder);
  const auto text = printed([&] { return explain_command(request); });
  EXPECT_NE(text.find("missed in"), std::string::npos) << text;
  EXPECT_NE(text.find("in some year"), std::string::npos) << text;   // the event's table cell
  request.threads = 2;
  EXPECT_EQ(printed([&] { return explain_command(request); }), text);
  request.json = true;
  EXPECT_NE(printed([&] { return explain_command(request); }).find("\"drivers\": "), std::string::npos);
  request.json = false;
  const auto found = printed([&] { return discover_command(request); });
  EXPECT_NE(found.find("of the misses"), std::string::npos) << found;
}

TEST(questions, explain_splits_the_gap_to_another_scenario) {
  const Folder folder;
  auto request = asked(folder);
  request.against = folder.file("other.toml");
  const auto text = printed([&] { return explain_command(request); });
  EXPECT_NE(text.find("Every mixture of the 2 differing settings"), std::string::npos) << text;
  EXPECT_NE(text.find("(event)"), std::string::npos) << text;
  EXPECT_EQ(text.find("Other settings"), std::string::npos) << text;   // mixtures end at the scenarios themselves
  request.against = folder.file("s.toml");
  EXPECT_THROW((void)explain_command(request), base::Rejected);   // two scenarios of one name
  request.targets = {"nothing"};
  request.against.clear();
  EXPECT_THROW((void)explain_command(request), base::Rejected);
  request.targets.clear();
  request.paths = most_kept_worlds + 1;
  EXPECT_THROW((void)discover_command(request), base::Rejected);
  EXPECT_THROW((void)explain_command(request), base::Rejected);
}

// All of the first is the first, all of the second the second; and both can be read again.
TEST(questions, mixtures_reach_both_ends) {
  const Folder folder;
  const read::Disk disk;
  const auto first = read::load(folder.file("s.toml"), disk), second = read::load(folder.file("other.toml"), disk);
  const auto program = model::compile(second);
  const auto differing = differing_settings(first, second, program);
  ASSERT_EQ(differing.size(), 2U);
  EXPECT_EQ(differing[0].table, "lever");
  EXPECT_EQ(differing[0].first, "");
  EXPECT_EQ(differing[0].second, "{ 2021 = -1, 2022 = -1.5 }");
  EXPECT_EQ(differing[1].second, "{ force = { 2021 = 1.0 } }");
  // The stages without their head line, which has the scenario's name.
  const auto stages = [](const model::Program& of) {
    const auto text = model::listing(of);
    return text.substr(text.find('\n'));
  };
  const auto compiled = [&](const std::vector<bool>& mask) {
    const auto file = folder.file("mixture of scenarios.toml");
    const read::Added files(disk, file, mixture(first, differing, mask));
    return stages(model::compile(read::load(file, files)));
  };
  EXPECT_EQ(compiled({false, false}), stages(model::compile(first)));
  EXPECT_EQ(compiled({true, true}), stages(program));
}

}  // namespace
}  // namespace prospect::app
