#include "model/unit.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace prospect::model {
namespace {

const std::set<std::string> words = {"VND", "person", "ha", "doctor"};

Unit unit(const std::string& text) {
  std::string bad;
  const auto parsed = Unit::parse(text, words, bad);
  EXPECT_TRUE(parsed.has_value()) << text << ": " << bad;
  return parsed.value_or(Unit());
}

double factor(const std::string& from, const std::string& to) {
  const auto f = unit(from).to(unit(to));
  return f.mantissa * std::pow(10.0, f.exponent);
}

// A million dong a head is a thousand of a thousand.
TEST(unit, turns_figures_by_hand) {
  EXPECT_EQ(factor("million VND", "thousand VND"), 1000);
  EXPECT_EQ(factor("billion VND/thousand person", "million VND/person"), 1);
  EXPECT_EQ(factor("doctor/10000 person", "doctor/person"), 1e-4);
  EXPECT_EQ(factor("%", "1"), 0.01);
  EXPECT_EQ(factor("1", "%"), 100);
  EXPECT_EQ(factor("5 ha", "ha"), 5);
  EXPECT_EQ(factor("ha", "2500 ha"), 1 / 2500.0);
  EXPECT_EQ(factor("trillion VND", "hundred VND"), 1e10);
}

TEST(unit, keeps_powers_of_ten_apart_so_that_they_divide_exactly) {
  const auto f = unit("%").to(unit("1"));
  EXPECT_EQ(f.mantissa, 1);
  EXPECT_EQ(f.exponent, -2);
  EXPECT_FALSE(f.is_one());
  EXPECT_TRUE(unit("thousand VND").to(unit("1000 VND")).is_one());
}

TEST(unit, counts_a_year_as_one) {
  EXPECT_EQ(unit("%/year"), unit("%"));
  EXPECT_EQ(unit("pp/year"), unit("pp"));
  EXPECT_EQ(unit("year"), Unit());
}

TEST(unit, does_not_mix_shares_and_points) {
  EXPECT_TRUE(unit("%").is_number());
  EXPECT_FALSE(unit("pp").is_number());
  EXPECT_FALSE(unit("%").fits(unit("pp")));
  EXPECT_EQ(Unit::percent(), unit("%"));
  EXPECT_EQ(Unit::points(), unit("pp"));
}

TEST(unit, fits_by_dimension_alone) {
  EXPECT_TRUE(unit("billion VND").fits(unit("VND")));
  EXPECT_FALSE(unit("billion VND") == unit("VND"));
  EXPECT_FALSE(unit("VND").fits(unit("VND/person")));
  EXPECT_TRUE(unit("person VND").fits(unit("VND person")));
}

TEST(unit, multiplies_and_divides) {
  EXPECT_EQ(unit("VND/person") * unit("thousand person"), unit("thousand VND"));
  EXPECT_EQ(unit("VND") / unit("VND"), Unit());
  EXPECT_EQ(unit("VND") / unit("person"), unit("VND/person"));
  EXPECT_EQ(unit("%") * unit("%"), unit("1/10000"));
  EXPECT_EQ(unit("ha").power(2), unit("ha ha"));
  EXPECT_EQ(unit("thousand ha").power(-1), unit("1/thousand ha"));
  EXPECT_EQ(unit("ha").power(0), Unit());
  EXPECT_EQ(unit("ha/ha"), Unit());
}

// Laws over all pairs: a / b is the other way round of b / a; a * b / b is a.
TEST(unit, obeys_the_laws_of_fractions) {
  const char* texts[] = {"1",
                         "%",
                         "pp",
                         "VND",
                         "million VND/person",
                         "doctor/10000 person",
                         "3 ha/person",
                         "1/thousand ha",
                         "ha ha/VND"};
  for (const auto* x : texts) {
    for (const auto* y : texts) {
      const Unit a = unit(x), b = unit(y);
      EXPECT_EQ(a * b, b * a);
      EXPECT_TRUE((a * b / b).fits(a)) << x << " " << y;
      EXPECT_NEAR((a * b / b).to(a).mantissa, 1, 1e-15);
      EXPECT_EQ((a * b / b).to(a).exponent, 0);
      EXPECT_TRUE((a / b).fits((b / a).power(-1)));
    }
  }
}

TEST(unit, names_the_word_it_does_not_know) {
  struct Row {
    const char *text, *bad;
  };
  for (const Row& row :
       {Row{"dong", "dong"}, Row{"million euro/person", "euro"}, Row{"", ""}, Row{"VND/", ""},
        Row{"/person", ""}, Row{"VND//person", ""}, Row{"0 ha", "0"}, Row{"01 ha", "01"},
        Row{"1.5 ha", "1.5"}, Row{"-1 ha", "-1"}, Row{"vnd", "vnd"},
        Row{"9999999999 ha", "9999999999"}}) {
    std::string bad = "untouched";
    EXPECT_FALSE(Unit::parse(row.text, words, bad).has_value()) << row.text;
    EXPECT_EQ(bad, row.bad) << row.text;
  }
}

TEST(unit, prints_itself_for_messages) {
  struct Row {
    const char *text, *printed;
  };
  for (const Row& row :
       {Row{"1", "1"}, Row{"%", "%"}, Row{"pp/year", "pp"}, Row{"billion VND", "billion VND"},
        Row{"VND/person", "VND/person"}, Row{"1/ha", "1/ha"}, Row{"ha ha", "ha^2"},
        Row{"% ha", "10^-2 ha"}, Row{"million VND/person", "million VND/person"}}) {
    EXPECT_EQ(unit(row.text).text(), row.printed);
  }
}

}  // namespace
}  // namespace prospect::model
