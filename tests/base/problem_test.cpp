#include "base/problem.hpp"

#include <gtest/gtest.h>

namespace prospect::base {
namespace {

TEST(problem_kinds, alphabetical_each_once_each_with_a_sentence) {
  const auto& kinds = problem_kinds();
  ASSERT_FALSE(kinds.empty());
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    EXPECT_TRUE(kinds[i].what.ends_with('.')) << kinds[i].code;
    if (i > 0) {
      EXPECT_LT(kinds[i - 1].code, kinds[i].code);
    }
  }
}

TEST(problem, severity_comes_from_the_table) {
  EXPECT_EQ((Problem{"unused-name", {}, "", ""}.severity()), Severity::warning);
  EXPECT_EQ((Problem{"unknown-name", {}, "", ""}.severity()), Severity::error);
}

TEST(problems, are_told_in_file_order) {
  Problems problems;
  problems.add("unknown-name", {"b.toml", 1, 1, 1}, "fourth");
  problems.add("unknown-name", {"a.toml", 10, 1, 1}, "third");
  problems.add("unused-name", {"a.toml", 9, 7, 1}, "second");
  problems.add("unknown-name", {"a.toml", 9, 2, 5}, "first");
  problems.add("missing-file", {}, "of the command line");
  std::vector<std::string> order;
  for (const Problem& problem : problems.sorted()) order.push_back(problem.message);
  EXPECT_EQ(order, (std::vector<std::string>{"of the command line", "first", "second", "third",
                                             "fourth"}));
}

TEST(problems, tell_equal_ones_once_and_keep_the_order_found_at_one_place) {
  Problems problems;
  problems.add("unknown-name", {"a", 1, 1, 1}, "z");
  problems.add("unknown-name", {"a", 1, 1, 1}, "a");
  problems.add("unknown-name", {"a", 1, 1, 1}, "z");
  const auto sorted = problems.sorted();
  ASSERT_EQ(sorted.size(), 2u);
  EXPECT_EQ(sorted[0].message, "z");
  EXPECT_EQ(sorted[1].message, "a");
}

TEST(problems, of_another_list_are_added) {
  Problems list;
  list.add("unknown-name", {"a", 1, 1, 1}, "one");
  Problems other;
  EXPECT_TRUE(other.empty());
  other.add(list);
  other.add(other);
  EXPECT_TRUE(other.has_errors());
  EXPECT_EQ(other.sorted().size(), 1u);
}

TEST(problems, warnings_alone_reject_nothing) {
  Problems problems;
  problems.add("unused-name", {"a", 1, 1, 1}, "'x' is never used");
  EXPECT_FALSE(problems.has_errors());
  EXPECT_NO_THROW(reject_if_errors(problems));
}

TEST(rejected, holds_the_list_and_its_text) {
  Problems problems;
  problems.add("unknown-name", {"a.toml", 3, 4, 1}, "unknown name 'x'", "look");
  try {
    reject_if_errors(problems);
    FAIL() << "not rejected";
  } catch (const Rejected& rejected) {
    EXPECT_STREQ(rejected.what(), "a.toml:3:4: error: unknown name 'x'\n  = hint: look\n");
    EXPECT_EQ(rejected.problems().sorted().size(), 1u);
  }
}

#if defined(PROSPECT_CHECKS) && PROSPECT_CHECKS
TEST(problems_death, a_kind_must_be_in_the_table) {
  Problems problems;
  EXPECT_DEATH(problems.add("no-such-kind", {}, ""), "internal error");
}
#endif

TEST(to_json, all_fields) {
  Problems problems;
  EXPECT_EQ(to_json(problems), "[]");
  problems.add("unknown-name", {"a.toml", 3, 4, 2}, "unknown name 'x'", "look");
  Problem twice;
  twice.kind = "duplicate-name";
  twice.place = {"b.toml", 1, 2, 3};
  twice.message = "twice";
  twice.other = Place{"c.toml", 4, 5, 6};
  twice.other_note = "first here";
  problems.add(twice);
  EXPECT_EQ(to_json(problems),
            R"([{"kind":"unknown-name","severity":"error","file":"a.toml","line":3,"column":4,)"
            R"("length":2,"message":"unknown name 'x'","hint":"look","other":null},)"
            "\n"
            R"( {"kind":"duplicate-name","severity":"error","file":"b.toml","line":1,"column":2,)"
            R"("length":3,"message":"twice","hint":"","other":{"file":"c.toml","line":4,)"
            R"("column":5,"length":6,"note":"first here"}}])");
}

TEST(to_json, escapes) {
  Problems problems;
  problems.add("unused-name", {"a", 1, 1, 1}, "\"q\" \\ \n \x1B rừng \xFF");
  const std::string json = to_json(problems);
  EXPECT_NE(json.find(R"("message":"\"q\" \\ \u000a \u001b rừng )"
                      "\xEF\xBF\xBD\""),
            std::string::npos)
      << json;
  EXPECT_NE(json.find(R"("severity":"warning")"), std::string::npos);
}

}  // namespace
}  // namespace prospect::base
