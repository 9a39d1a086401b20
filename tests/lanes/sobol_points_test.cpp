#include "lanes/sobol_points.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/random/sobol.hpp>
#include <cmath>
#include <set>
#include <string>

namespace prospect::lanes {
namespace {

constexpr std::uint64_t seed = 7;

/// `count` streams of one word a path.
std::vector<SobolStream> streams_of(std::size_t count) {
  std::vector<SobolStream> streams;
  for (std::size_t k = 0; k < count; ++k) streams.push_back({"stream " + std::to_string(k), 0, 1});
  return streams;
}

std::shared_ptr<const SobolPoints> points_of(const std::vector<SobolStream>& streams) {
  return std::make_shared<const SobolPoints>(seed, streams);
}

std::uint64_t path_of(std::uint64_t scrambling, std::uint64_t point) {
  return point / sobol_segment * sobol_round + scrambling * sobol_segment + point % sobol_segment;
}

/// One word of a path, asked for in the block that a run would take it from.
double word(WordSource& words, const std::string& name, std::uint64_t path, std::int64_t step = 0) {
  Rows row(1);
  const std::uint64_t lane = path % lane_count;
  words.uniforms(Stream(seed, name), path - lane, step, row.row(0));
  return row.row(0)[lane];
}

/// Words of a stream on the first points of a scrambling.
std::vector<double> words_of(WordSource& words, const std::string& name, std::uint64_t scrambling,
                             std::uint64_t points) {
  std::vector<double> all;
  Rows row(1);
  const std::uint64_t piece = std::min<std::uint64_t>(lane_count, sobol_segment);
  for (std::uint64_t point = 0; point < points; point += piece) {
    words.uniforms(Stream(seed, name), path_of(scrambling, point), 0, row.row(0));
    all.insert(all.end(), row.row(0), row.row(0) + piece);
  }
  all.resize(points);
  return all;
}

/// The 52 binary digits a word was made of.
std::uint64_t digits_of(double word) { return static_cast<std::uint64_t>(std::floor(std::ldexp(word, 52))); }

/// Known answers: Boost's engine, which goes through the same points in Gray's order and leaves the first out.
TEST(SobolDirections, AreThoseOfBoostInEveryCoordinate) {
  std::vector<std::vector<std::uint64_t>> directions;
  for (std::size_t c = 0; c < sobol_coordinates; ++c) directions.push_back(sobol_directions(c));
  boost::random::sobol_engine<std::uint64_t, 64> engine(sobol_coordinates);
  // The last numbers reach the digits beyond the free ones of the largest polynomial, of degree 15.
  for (const std::uint64_t number : {1U, 2U, 3U, 255U, 256U, 100'003U, (1U << 20) + 5U}) {
    engine.seed(number - 1);
    const std::uint64_t gray = number ^ (number >> 1);
    for (std::size_t c = 0; c < sobol_coordinates; ++c) {
      std::uint64_t expected = 0;
      for (unsigned digit = 0; digit < sobol_digits; ++digit) {
        if ((gray >> digit & 1U) != 0) expected ^= directions[c][digit];
      }
      ASSERT_EQ(engine(), expected) << "number " << number << " coordinate " << c;
    }
  }
}

TEST(SobolPoints, GivesOutCoordinatesInOrderAndSaysWhatIsLeftOver) {
  const SobolPoints few(seed, {{"a", 0, 1}, {"b", 2021, 5}});
  EXPECT_EQ(few.coordinates(), 6U);
  EXPECT_EQ(few.plain(), 0U);
  EXPECT_NE(few.find(Stream(seed, "b"), 2025), nullptr);
  EXPECT_EQ(few.find(Stream(seed, "b"), 2026), nullptr);
  EXPECT_EQ(few.find(Stream(seed, "b"), 2020), nullptr);
  EXPECT_EQ(few.find(Stream(seed, "c"), 2021), nullptr);
  EXPECT_EQ(few.find(Stream(seed + 1, "b"), 2021), nullptr);
  // The second stream does not fit whole, the third does.
  const SobolPoints many(seed, {{"a", 0, sobol_coordinates - 1}, {"b", 0, 3}, {"c", 0, 1}});
  EXPECT_EQ(many.coordinates(), sobol_coordinates);
  EXPECT_EQ(many.plain(), 3U);
  EXPECT_EQ(many.find(Stream(seed, "b"), 0), nullptr);
  EXPECT_NE(many.find(Stream(seed, "c"), 0), nullptr);
}

TEST(SobolWords, ArePlainWhereNoCoordinateIs) {
  SobolWords words(points_of({{"a", 0, 1}}));
  Threefry plain;
  EXPECT_EQ(word(words, "b", 5), word(plain, "b", 5));
  EXPECT_EQ(word(words, "a", 5, 1), word(plain, "a", 5, 1));
  EXPECT_EQ(word(words, "a", sobol_paths + 5), word(plain, "a", sobol_paths + 5));
  EXPECT_NE(word(words, "a", 5), word(plain, "a", 5));
  EXPECT_NE(word(words, "a", sobol_paths - 5), word(plain, "a", sobol_paths - 5));
}

/// Blocks of any size and place give a path the same word; so does a source that was asked for others before.
TEST(SobolWords, HangOnTheAddressAlone) {
  SobolWords words(points_of(streams_of(5)));
  const std::string name = "stream 3";
  Rows row(1);
  for (const std::uint64_t first : {0U, 1U, 250U, 256U, 4000U, 4095U, 1'000'003U}) {
    words.uniforms(Stream(seed, name), first, 0, row.row(0));
    for (const std::size_t lane : {std::size_t{0}, std::size_t{3}, lane_count / 2, lane_count - 1}) {
      SobolWords fresh(points_of(streams_of(5)));
      ASSERT_EQ(row.row(0)[lane], word(fresh, name, first + lane)) << first << " + " << lane;
    }
  }
}

/// Pinned: guards against change, and holds builds of other block sizes to the same words.
TEST(SobolWords, ArePinned) {
  SobolWords words(points_of({{"a", 0, 1}, {"b", 2021, 5}}));
  EXPECT_EQ(word(words, "a", 0), 0x1.9f7f57906774fp-1);
  EXPECT_EQ(word(words, "b", 4444, 2023), 0x1.7b5451d96e272p-2);
  EXPECT_EQ(word(words, "b", 987'654'321, 2025), 0x1.223cddce9b059p-1);
}

/// One point in each of 2^k intervals, in every scrambling, of low and high coordinates.
TEST(SobolWords, AreStratifiedInEachCoordinate) {
  SobolWords words(points_of(streams_of(600)));
  for (const char* name : {"stream 0", "stream 1", "stream 77", "stream 599"}) {
    for (std::uint64_t r = 0; r < sobol_scramblings; ++r) {
      for (const std::uint64_t count : {8U, 256U, 1024U, 16'384U}) {
        std::set<std::uint64_t> intervals;
        for (const double u : words_of(words, name, r, count)) {
          ASSERT_GT(u, 0);
          ASSERT_LT(u, 1);
          intervals.insert(static_cast<std::uint64_t>(u * static_cast<double>(count)));
        }
        ASSERT_EQ(intervals.size(), count) << name << " scrambling " << r;
      }
    }
  }
}

/// The first two coordinates are a net of quality 0: each of the 2^a by 2^b boxes of any shape has one point. It
/// outlives the scrambling; words that were merely stratified would not show it.
TEST(SobolWords, KeepTheNetInTwoCoordinates) {
  SobolWords words(points_of(streams_of(2)));
  constexpr unsigned digits = 10;
  for (const std::uint64_t r : {0U, 9U}) {
    const auto x = words_of(words, "stream 0", r, 1U << digits), y = words_of(words, "stream 1", r, 1U << digits);
    for (unsigned a = 0; a <= digits; ++a) {
      std::set<std::pair<int, int>> boxes;
      for (std::size_t k = 0; k < x.size(); ++k) {
        boxes.emplace(static_cast<int>(std::ldexp(x[k], static_cast<int>(a))),
                      static_cast<int>(std::ldexp(y[k], static_cast<int>(digits - a))));
      }
      ASSERT_EQ(boxes.size(), x.size()) << a;
    }
  }
}

/// Means of a function over each scrambling of many streams: those of different scramblings, and of different
/// streams, are uncorrelated. The function is curved, since the mean of the words themselves is nearly exact.
TEST(SobolWords, AreIndependentBetweenScramblingsAndStreams) {
  constexpr std::size_t streams = 1500;
  constexpr std::uint64_t points = 8;
  SobolWords words(points_of(streams_of(streams)));
  std::vector<std::vector<double>> means(sobol_scramblings);
  for (std::uint64_t r = 0; r < sobol_scramblings; ++r) {
    for (std::size_t s = 0; s < streams; ++s) {
      double sum = 0;
      for (const double u : words_of(words, "stream " + std::to_string(s), r, points)) sum += u < 0.3 ? 1 : 0;
      means[r].push_back(sum - 0.3 * static_cast<double>(points));
    }
  }
  double squares = 0, scramblings_apart = 0, streams_apart = 0;
  std::size_t pairs = 0, neighbours = 0;
  for (std::uint64_t r = 0; r < sobol_scramblings; ++r) {
    for (std::size_t s = 0; s < streams; ++s) {
      squares += means[r][s] * means[r][s];
      for (std::uint64_t q = 0; q < r; ++q, ++pairs) scramblings_apart += means[r][s] * means[q][s];
      if (s > 0) streams_apart += means[r][s] * means[r][s - 1], ++neighbours;
    }
  }
  const double variance = squares / static_cast<double>(streams * sobol_scramblings);
  EXPECT_GT(variance, 0.05);
  const auto correlation = [&](double sum, std::size_t of) { return sum / static_cast<double>(of) / variance; };
  EXPECT_LT(std::abs(correlation(scramblings_apart, pairs)), 4 / std::sqrt(static_cast<double>(pairs)));
  EXPECT_LT(std::abs(correlation(streams_apart, neighbours)), 4 / std::sqrt(static_cast<double>(neighbours)));
}

/// The number of the point whose word begins with the 26 binary digits given: Gauss's elimination over the words
/// of point 0 and of the points 2^m, of which those of all others are sums.
std::uint64_t point_at(WordSource& words, const std::string& name, std::uint64_t scrambling, std::uint64_t wanted) {
  constexpr unsigned rest = 52 - sobol_digits;
  const std::uint64_t shift = digits_of(word(words, name, path_of(scrambling, 0))) >> rest;
  struct Sum {
    std::uint64_t digits, points;
  };
  std::vector<Sum> sums;
  for (unsigned m = 0; m < sobol_digits; ++m) {
    const std::uint64_t point = std::uint64_t{1} << m;
    sums.push_back({shift ^ (digits_of(word(words, name, path_of(scrambling, point))) >> rest), point});
  }
  Sum left{shift ^ wanted, 0};
  for (unsigned digit = 0; digit < sobol_digits; ++digit) {
    const std::uint64_t mask = std::uint64_t{1} << (sobol_digits - 1 - digit);
    const auto pivot =
        std::find_if(sums.begin() + digit, sums.end(), [=](const Sum& s) { return (s.digits & mask) != 0; });
    EXPECT_NE(pivot, sums.end()) << "two points share an interval";
    std::swap(sums[digit], *pivot);
    const Sum& with = sums[digit];
    const auto clear = [&](Sum& of) {
      if ((of.digits & mask) != 0) of = {of.digits ^ with.digits, of.points ^ with.points};
    };
    std::for_each(sums.begin() + digit + 1, sums.end(), clear);
    clear(left);
  }
  return left.points;
}

/// The point that lies lowest, or highest, of all 2^26 of a scrambling, sought out in 8000 of them: within its
/// interval of 2^-26 its word is uniform, so that words reach as far out as 2^-26 / 8000 = 2e-12, seven standard
/// deviations. Largest distance of two laws (Kolmogorov) against its 0.1 % bound, 1.95 / sqrt n.
TEST(SobolWords, AreUniformDownToTheTails) {
  constexpr std::size_t streams = 500;
  SobolWords words(points_of(streams_of(streams)));
  for (const bool high : {false, true}) {
    std::vector<double> within;
    for (std::size_t s = 0; s < streams; ++s) {
      const std::string name = "stream " + std::to_string(s);
      for (std::uint64_t r = 0; r < sobol_scramblings; ++r) {
        const std::uint64_t wanted = high ? (std::uint64_t{1} << sobol_digits) - 1 : 0;
        const double u = word(words, name, path_of(r, point_at(words, name, r, wanted)));
        within.push_back(std::ldexp(high ? 1 - u : u, static_cast<int>(sobol_digits)));
        ASSERT_LT(within.back(), 1);
      }
    }
    std::sort(within.begin(), within.end());
    const auto n = static_cast<double>(within.size());
    double largest = 0;
    for (std::size_t k = 0; k < within.size(); ++k) {
      const auto below = static_cast<double>(k);
      largest = std::max({largest, within[k] - below / n, (below + 1) / n - within[k]});
    }
    EXPECT_LT(largest, 1.95 / std::sqrt(n));
    EXPECT_LT(std::ldexp(within.front(), -static_cast<int>(sobol_digits)), 9.8e-10) << "not out to six deviations";
  }
}

}  // namespace
}  // namespace prospect::lanes
