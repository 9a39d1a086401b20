#include "store/fit_folder.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "sample_record.hpp"

namespace prospect::store {
namespace {

namespace fs = std::filesystem;
using calibrate::BlockPosterior;
using calibrate::FamilyRows;

std::shared_ptr<const BlockPosterior> posterior(const std::string& key, std::size_t draws = 3) {
  BlockPosterior made;
  made.block = "growth";
  made.key = key;
  made.scores = 5;
  made.figures = 7;
  made.names = {"trend", "xu thế"};
  for (std::size_t k = 0; k < 2; ++k) {
    made.draws.emplace_back();
    for (std::size_t i = 0; i < draws; ++i) made.draws[k].push_back(1.0 / (1.0 + double(i)) - double(k));
  }
  made.prior = {{0.1, 1, -1.6, 0, 1.7}, {}};
  made.effective = 457.25;
  made.log_evidence = -31.5;
  return std::make_shared<const BlockPosterior>(made);
}

/// Every number another one.
FamilyRows family(const std::string& key, std::size_t states = 2) {
  FamilyRows made;
  made.key = key;
  double next = 0.1;
  const auto row = [&next] {
    calibrate::Learned learned;
    for (double* number : {&learned.prior_mean, &learned.prior_sd, &learned.prior_q05, &learned.prior_q95,
                           &learned.posterior_mean, &learned.posterior_sd, &learned.q05, &learned.median,
                           &learned.q95, &learned.effective, &learned.doubt_left}) {
      *number = next;
      next = next * 1.7 + 1;
    }
    learned.observations = static_cast<int>(std::fmod(next, 1000));
    learned.not_learned = learned.observations % 2 == 0;
    return learned;
  };
  for (auto& shared : made.shared) shared = row();
  for (std::size_t k = 0; k < states; ++k) made.states.push_back({row(), row(), row()});
  made.shared[1].prior_sd = std::nan("");
  made.fit.sigma = 1, made.fit.damping = 2, made.fit.drift_change = 3, made.fit.estimate_error = 4, made.fit.df = 5;
  return made;
}

/// All numbers of the rows as text, so that NaN equals itself.
std::string numbers_of(const FamilyRows& rows) {
  std::ostringstream text;
  text.precision(17);
  const auto& fit = rows.fit;
  text << fit.sigma << ' ' << fit.damping << ' ' << fit.drift_change << ' ' << fit.estimate_error << ' ' << fit.df;
  const auto row = [&text](const calibrate::Learned& r) {
    text << ' ' << r.prior_mean << ' ' << r.prior_sd << ' ' << r.prior_q05 << ' ' << r.prior_q95 << ' '
         << r.posterior_mean << ' ' << r.posterior_sd << ' ' << r.q05 << ' ' << r.median << ' ' << r.q95 << ' '
         << r.observations << ' ' << r.effective << ' ' << r.doubt_left << ' ' << r.not_learned;
  };
  for (const auto& shared : rows.shared) row(shared);
  for (const auto& state : rows.states) row(state.sigma), row(state.level), row(state.drift);
  return text.str();
}

void expect_same(const BlockPosterior& a, const BlockPosterior& b) {
  EXPECT_EQ(a.block, b.block);
  EXPECT_EQ(a.key, b.key);
  EXPECT_EQ(a.scores, b.scores);
  EXPECT_EQ(a.figures, b.figures);
  EXPECT_EQ(a.names, b.names);
  EXPECT_EQ(a.draws, b.draws);
  EXPECT_EQ(a.prior[0], b.prior[0]);
  EXPECT_TRUE(std::isnan(b.prior[1].mean));
  EXPECT_EQ(a.effective, b.effective);
  EXPECT_EQ(a.log_evidence, b.log_evidence);
}

TEST(FitFolder, GivesBackWhatWasKeptAndNothingElse) {
  const Folder folder;
  FitFolder fits(folder.file("deep/prospect"), "build 1");
  EXPECT_EQ(fits.find("a"), nullptr);
  fits.keep(posterior("a"));
  FitFolder later(folder.file("deep/prospect"), "build 1");
  const auto found = later.find("a");
  ASSERT_NE(found, nullptr);
  expect_same(*posterior("a"), *found);
  EXPECT_EQ(later.find("b"), nullptr);
  EXPECT_EQ(FitFolder(folder.file("deep/prospect"), "build 2").find("a"), nullptr);
}

TEST(FitFolder, GivesBackTheRowsOfFamilies) {
  const Folder folder;
  FitFolder fits(folder.file("fits"), "build 1");
  EXPECT_EQ(fits.find_family("a"), nullptr);
  fits.keep_family(family("a"));
  fits.keep_family(family("none", 0));
  const auto found = FitFolder(folder.file("fits"), "build 1").find_family("a");
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->key, "a");
  EXPECT_EQ(numbers_of(*found), numbers_of(family("a")));
  ASSERT_NE(fits.find_family("none"), nullptr);
  EXPECT_TRUE(fits.find_family("none")->states.empty());
  EXPECT_EQ(fits.find_family("b"), nullptr);
  EXPECT_EQ(FitFolder(folder.file("fits"), "build 2").find_family("a"), nullptr);
  // A family is no block, and the other way round.
  EXPECT_EQ(fits.find("a"), nullptr);
  fits.keep(posterior("block"));
  EXPECT_EQ(fits.find_family("block"), nullptr);
}

/// Whether what is kept under "a" is found only while its file is whole; `found` says whether it is.
template <class Found>
void expect_trust_in_the_whole_alone(const FitFolder& fits, Found found) {
  const std::string whole = bytes_of(fits.file_of("a"));
  const auto with = [&](const std::string& bytes) {
    std::ofstream(fits.file_of("a"), std::ios::binary) << bytes;
    return found();
  };
  EXPECT_TRUE(with(whole));
  for (std::size_t at = 0; at < whole.size(); at += 7) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 4);
    EXPECT_FALSE(with(damaged)) << at;
  }
  for (const std::size_t size : {std::size_t{0}, std::size_t{10}, whole.size() / 2, whole.size() - 1}) {
    EXPECT_FALSE(with(whole.substr(0, size))) << size;
  }
  EXPECT_FALSE(with(whole + " "));
}

TEST(FitFolder, TrustsNoFamilyThatIsNotWhole) {
  const Folder folder;
  FitFolder fits(folder.file("fits"), "build 1");
  fits.keep_family(family("a"));
  expect_trust_in_the_whole_alone(fits, [&] { return fits.find_family("a") != nullptr; });
}

TEST(FitFolder, TrustsNoFileThatIsNotWholeAndItsOwn) {
  const Folder folder;
  FitFolder fits(folder.file("fits"), "build 1");
  fits.keep(posterior("a"));
  expect_trust_in_the_whole_alone(fits, [&] { return fits.find("a") != nullptr; });
  fits.keep(posterior("a"));
  const std::string whole = bytes_of(fits.file_of("a"));
  const auto with = [&](const std::string& bytes) {
    std::ofstream(fits.file_of("a"), std::ios::binary) << bytes;
    return fits.find("a") != nullptr;
  };
  // Whole files under a name that is not theirs: of another key, of another build.
  fits.keep(posterior("b"));
  EXPECT_FALSE(with(bytes_of(fits.file_of("b"))));
  FitFolder other(folder.file("fits"), "build 2");
  other.keep(posterior("a"));
  EXPECT_FALSE(with(bytes_of(other.file_of("a"))));
  // It is written anew.
  fits.keep(posterior("a"));
  EXPECT_EQ(bytes_of(fits.file_of("a")), whole);
}

TEST(FitFolder, IsSilentWhereNothingCanBeKept) {
  const Folder folder;
  std::ofstream(folder.file("file")) << "x";
  for (const std::string& place : {std::string(), folder.file("file"), folder.file("file") + "/under"}) {
    FitFolder fits(place, "build 1");
    fits.keep(posterior("a"));
    EXPECT_EQ(fits.find("a"), nullptr) << place;
  }
  FitFolder nameless(folder.file("fits"), "");
  nameless.keep(posterior("a"));
  EXPECT_EQ(nameless.find("a"), nullptr);
  EXPECT_FALSE(fs::exists(folder.file("fits")));
}

TEST(FitFolder, KeepsTheLatelyUsedWithinItsSize) {
  const Folder folder;
  FitFolder probe(folder.file("probe"), "build 1");
  probe.keep(posterior("a", 1000));
  const auto size = fs::file_size(probe.file_of("a"));
  FitFolder fits(folder.file("fits"), "build 1", 3 * size);
  const auto aged = [&](const std::string& key, int hours) {
    fits.keep(posterior(key, 1000));
    fs::last_write_time(fits.file_of(key), fs::file_time_type::clock::now() - std::chrono::hours(hours));
  };
  aged("a", 3);
  aged("b", 2);
  aged("c", 1);
  std::ofstream(folder.file("fits/note.txt")) << "not ours";
  ASSERT_NE(fits.find("a"), nullptr);  // now the one used last
  fits.keep(posterior("d", 1000));
  EXPECT_EQ(fits.find("b"), nullptr);
  EXPECT_NE(fits.find("a"), nullptr);
  EXPECT_NE(fits.find("c"), nullptr);
  EXPECT_NE(fits.find("d"), nullptr);
  EXPECT_TRUE(fs::exists(folder.file("fits/note.txt")));
}

// Processes, as runs are: another's whole file may stand there, never a part of one.
TEST(FitFolder, ServesRunsSideBySide) {
  const Folder folder;
  const auto work = [&folder] {
    FitFolder fits(folder.file("fits"), "build 1");
    int wrong = 0;
    for (int k = 0; k < 20; ++k) {
      fits.keep(posterior("a", 500));
      const auto found = fits.find("a");
      wrong += found && found->draws == posterior("a", 500)->draws ? 0 : 1;
    }
    return wrong;
  };
  Child beside(work);
  EXPECT_EQ(work(), 0);
  EXPECT_EQ(beside.end(), 0);
}

}  // namespace
}  // namespace prospect::store
