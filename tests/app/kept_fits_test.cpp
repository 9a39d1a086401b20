#include "app/kept_fits.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#include "app/question.hpp"
#include "calibrate/fit.hpp"
#include "observe_world.hpp"
#include "store/store.hpp"

namespace prospect::app {
namespace {

namespace fs = std::filesystem;

/// A model with a learned block, a folder for its results, and a cache folder of their own.
class KeptFitsTest : public testing::Test {
 protected:
  KeptFitsTest() {
    const char* before = std::getenv("XDG_CACHE_HOME");
    if (before != nullptr) before_ = before;
    folder_ = fs::temp_directory_path() / ("prospect_kept_fits_" + std::to_string(::getpid()));
    fs::create_directories(folder_);
    use_cache(folder_ / "cache");
  }
  ~KeptFitsTest() override {
    before_ ? ::setenv("XDG_CACHE_HOME", before_->c_str(), 1) : ::unsetenv("XDG_CACHE_HOME");
    fs::remove_all(folder_);
  }

  static void use_cache(const fs::path& folder) { ::setenv("XDG_CACHE_HOME", folder.c_str(), 1); }
  [[nodiscard]] std::string file(const std::string& name) const { return (folder_ / name).string(); }

  [[nodiscard]] store::RunRecord run(bool refit = false, int threads = 1) const {
    auto request = world_.request(2000);
    request.refit = refit;
    request.threads = threads;
    Split split;
    return app::run(request, read::Memory(world_.texts()), split);
  }

  [[nodiscard]] std::string bytes(const store::RunRecord& record) const {
    store::write(record, file("a.h5"));
    std::ostringstream text;
    text << std::ifstream(file("a.h5"), std::ios::binary).rdbuf();
    return text.str();
  }

  /// The same posterior with its draws in another order: whoever takes it can be told.
  static std::shared_ptr<const calibrate::BlockPosterior> turned(const calibrate::BlockPosterior& posterior) {
    auto other = std::make_shared<calibrate::BlockPosterior>(posterior);
    for (auto& draws : other->draws) std::reverse(draws.begin(), draws.end());
    return other;
  }

  [[nodiscard]] std::ptrdiff_t kept_files() const {
    std::error_code none;
    return std::distance(fs::directory_iterator(cache_folder(), none), fs::directory_iterator());
  }

  const ObserveWorld world_{{.body = "[family.f]\nlink = 'identity'\nsigma = 1\n"
                                     "[indicator.y]\nhistory = 'y'\nfamily = 'f'\n"
                                     "[parameter.trend]\nprior = 'normal(2, 1)'\n"
                                     "[shock.e]\ndistribution = 'normal(0, 0.5)'\n"
                                     "[indicator.x]\nhistory = 'x'\nnext = 'x[-1] + trend + e'\n"
                                     "[learn.b]\nfrom = 2015\nparameters = ['trend']\n"
                                     "figures = [{ of = 'x', error = 0.5 }]",
                             .scenario = "",
                             .series = "x,1\ny,1",
                             .history = "x,2015,10\nx,2017,13\nx,2018,16\nx,2020,21\n"
                                        "y,2017,5\ny,2018,6\ny,2019,6.5\ny,2020,8"},
                            "most,x,2021,22\n"};

 private:
  fs::path folder_;
  std::optional<std::string> before_;
};

TEST_F(KeptFitsTest, ChangeNoByteOfTheResult) {
  use_cache("/dev/null");
  const std::string without = bytes(run());
  EXPECT_EQ(bytes(run(true)), without);
  use_cache(file("cache"));
  EXPECT_EQ(bytes(run()), without);
  EXPECT_EQ(kept_files(), 2);  // the block and the family
  EXPECT_EQ(bytes(run()), without);
  EXPECT_EQ(bytes(run(false, 2)), without);
  EXPECT_EQ(bytes(run(true, 2)), without);
  EXPECT_EQ(kept_files(), 2);
  // Files that were damaged change nothing either, and are written anew.
  for (const auto& entry : fs::directory_iterator(cache_folder())) {
    std::ofstream(entry.path(), std::ios::binary | std::ios::app) << "more";
  }
  EXPECT_EQ(bytes(run()), without);
  EXPECT_EQ(kept_files(), 2);
}

TEST_F(KeptFitsTest, RowsOfFamiliesAreUsedToo) {
  struct Changed final : calibrate::KeptPosteriors {
    std::shared_ptr<const calibrate::BlockPosterior> find(const std::string&) override { return nullptr; }
    void keep(const std::shared_ptr<const calibrate::BlockPosterior>&) override {}
    std::shared_ptr<const calibrate::FamilyRows> find_family(const std::string& key) override {
      return rows != nullptr && rows->key == key ? rows : nullptr;
    }
    void keep_family(const calibrate::FamilyRows& fresh) override {
      ++worked_out;
      rows = std::make_shared<const calibrate::FamilyRows>(fresh);
    }
    std::shared_ptr<const calibrate::FamilyRows> rows;
    int worked_out = 0;
  } kept;
  const auto program = run().scenarios.at(0).program;
  const auto fresh = calibrate::fit(program, {.kept = &kept});
  EXPECT_EQ(kept.worked_out, 1);
  auto other = std::make_shared<calibrate::FamilyRows>(*kept.rows);
  other->fit.sigma = 17;
  other->states.at(0).drift.median = 23;
  kept.rows = other;
  const auto again = calibrate::fit(program, {.kept = &kept});
  EXPECT_EQ(kept.worked_out, 1);
  EXPECT_EQ(again.families.at(0).sigma, 17);
  EXPECT_EQ(again.learned.at(program.fitted.at(0).drift.value).median, 23);
  EXPECT_EQ(again.families.at(0).log_evidence, fresh.families.at(0).log_evidence);
  // Rows with another number of states are no rows of this family.
  other = std::make_shared<calibrate::FamilyRows>(*other);
  other->states.clear();
  kept.rows = other;
  EXPECT_EQ(calibrate::fit(program, {.kept = &kept}).families.at(0).sigma, fresh.families.at(0).sigma);
}

TEST_F(KeptFitsTest, AreUsedUnlessAFitAnewIsAskedFor) {
  const auto drawn = run().fits.at(0);
  store::FitFolder folder(cache_folder(), maker_of_fits());
  const auto other = turned(*drawn);
  ASSERT_NE(other->draws, drawn->draws);
  folder.keep(other);
  EXPECT_EQ(run().fits.at(0)->draws, other->draws);
  EXPECT_EQ(run(true).fits.at(0)->draws, drawn->draws);
}

TEST_F(KeptFitsTest, ARefitKeepsNothing) {
  (void)run(true);
  EXPECT_EQ(kept_files(), 0);
}

TEST_F(KeptFitsTest, OfAResultFileServeItsQuestions) {
  auto record = run();
  const auto other = turned(*record.fits.at(0));
  record.fits.at(0) = other;
  store::write(record, file("a.h5"));
  QuestionRequest request;
  request.files = {file("a.h5")};
  request.threads = 1;
  EXPECT_EQ(questioned(request, 1).cases.at(0).estimate.blocks.at(0).posterior->draws, other->draws);
  request.refit = true;
  EXPECT_NE(questioned(request, 1).cases.at(0).estimate.blocks.at(0).posterior->draws, other->draws);
  // A file without fits is fitted anew.
  request.refit = false;
  record.fits.clear();
  store::write(record, file("a.h5"));
  use_cache("/dev/null");
  EXPECT_EQ(questioned(request, 1).cases.at(0).estimate.blocks.at(0).posterior->draws, turned(*other)->draws);
}

TEST_F(KeptFitsTest, StandWhereTheSystemKeepsCaches) {
  use_cache("/somewhere");
  EXPECT_EQ(cache_folder(), "/somewhere/prospect");
  use_cache("not/absolute");
  const char* home = std::getenv("HOME");
  if (home != nullptr) EXPECT_EQ(cache_folder(), std::string(home) + "/.cache/prospect");
}

TEST_F(KeptFitsTest, AreOfOneBuildAndClassOfMachine) {
  EXPECT_GT(maker_of_fits().size(), 40U);
  EXPECT_NE(maker_of_fits().find(" libc "), std::string::npos);
}

}  // namespace
}  // namespace prospect::app
