#include "base/hints.hpp"

#include <gtest/gtest.h>

namespace prospect::base {
namespace {

using Names = std::vector<std::string>;

TEST(edit_distance, by_hand) {
  EXPECT_EQ(edit_distance("", ""), 0);
  EXPECT_EQ(edit_distance("abc", "abc"), 0);
  EXPECT_EQ(edit_distance("abc", ""), 3);
  EXPECT_EQ(edit_distance("", "abc"), 3);
  EXPECT_EQ(edit_distance("abc", "abd"), 1);   // replaced
  EXPECT_EQ(edit_distance("abc", "abxc"), 1);  // added
  EXPECT_EQ(edit_distance("abc", "ac"), 1);    // left out
  EXPECT_EQ(edit_distance("abc", "acb"), 1);   // swapped
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3);
  // A swapped pair may not be edited again; the unrestricted distance would be 2.
  EXPECT_EQ(edit_distance("ca", "abc"), 3);
}

TEST(edit_distance, is_symmetric) {
  const Names words = {"", "a", "ab", "ba", "grdp", "grpd", "population", "populaton"};
  for (const auto& a : words) {
    for (const auto& b : words) EXPECT_EQ(edit_distance(a, b), edit_distance(b, a)) << a << b;
  }
}

TEST(near_names, nearest_first_then_alphabetical) {
  const Names names = {"rice", "price", "prize", "pride", "unemployment"};
  EXPECT_EQ(near_names("prise", names), (Names{"price", "pride", "prize"}));
  EXPECT_EQ(near_names("prise", names, 1), (Names{"price"}));
  EXPECT_EQ(near_names("ricee", names, 9), (Names{"rice", "price"}));
}

TEST(near_names, gives_each_name_once_and_never_the_name_itself) {
  EXPECT_EQ(near_names("price", {"prize", "prize", "price"}), (Names{"prize"}));
}

TEST(near_names, short_names_that_share_nothing_are_not_near) {
  EXPECT_TRUE(near_names("x", {"y", "z", "ab"}).empty());
  EXPECT_TRUE(near_names("ab", {"cd"}).empty());
  EXPECT_EQ(near_names("ab", {"ac"}), (Names{"ac"}));
  EXPECT_TRUE(near_names("", {"", "a"}).empty());
}

TEST(near_names, long_names_may_differ_by_a_third) {
  EXPECT_EQ(near_names("forest_cover", {"forestcovr"}), (Names{"forestcovr"}));
  EXPECT_TRUE(near_names("forest_cover", {"frst_cvr_x_y"}).empty());
}

TEST(near_names, letter_case_is_one_mistake) {
  EXPECT_EQ(near_names("GRDP", {"grdp", "gap"}), (Names{"grdp"}));
}

TEST(did_you_mean, words) {
  EXPECT_EQ(did_you_mean("prise", {"price"}), "did you mean 'price'?");
  EXPECT_EQ(did_you_mean("prise", {"price", "pride"}), "did you mean 'price' or 'pride'?");
  EXPECT_EQ(did_you_mean("prise", {"price", "pride", "prize"}),
            "did you mean 'price', 'pride' or 'prize'?");
  EXPECT_EQ(did_you_mean("prise", {"unemployment"}), "");
  EXPECT_EQ(did_you_mean("prise", {}, "see the list"), "see the list");
}

TEST(character_count, counts_code_points) {
  EXPECT_EQ(character_count(""), 0);
  EXPECT_EQ(character_count("rừng"), 4);
  EXPECT_EQ(character_count("ru\u031B\u0300ng"), 6);  // the same in NFD
  EXPECT_EQ(character_count("a\xFF\xFE"), 3);
}

}  // namespace
}  // namespace prospect::base
