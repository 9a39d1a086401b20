#include "publish/markdown.hpp"

#include <gtest/gtest.h>

#include "publish/table_views.hpp"

namespace prospect::publish {
namespace {

Column column(const std::string& name, Column::Kind kind, Column::Where where = Column::Where::everywhere) {
  Column made;
  made.name = made.head = name;
  made.kind = kind;
  made.where = where;
  return made;
}

Table sample() {
  Table table{"t", "Targets", {column("name", Column::Kind::words),
                               column("range", Column::Kind::words, Column::Where::page),
                               column("low", Column::Kind::share, Column::Where::data),
                               column("p", Column::Kind::share)}, {}, {}};
  table.rows = {{{"growth"}, {"6–7 %"}, {"", 0.06}, {"6.5 %", 0.065}},
                {{"forest"}, {"1–2 %"}, {"", 0.01}, {"1.5 %", 0.015}}};
  table.headings = {{0, "Economy"}, {1, "Land"}};
  return table;
}

TEST(Markdown, ShowsWhatPeopleReadInShortTables) {
  Document document;
  document.title = "Report";
  document.subtitle = "Sơn La";
  document.sections = {{"verdict", "Verdict", "", {Paragraph{"Few are met."}, sample()}},
                       {"model", "Equations", "", {Paragraph{"long"}}},
                       {"drivers", "Drivers", "", {Points{{"one", "two"}}, Subheading{"Below"}, Printed{"a  b\n"}}}};
  EXPECT_EQ(markdown(document),
            "# Report\n\nSơn La\n\n## Verdict\n\nFew are met.\n\n**Targets**\n\n"
            "| name | range | p |\n| --- | --- | ---: |\n| **Economy** |  |  |\n| growth | 6–7 % | 6.5 % |\n"
            "| **Land** |  |  |\n| forest | 1–2 % | 1.5 % |\n\n"
            "## Drivers\n\n- one\n- two\n\n### Below\n\n```text\na  b\n```\n");
}

TEST(Markdown, NothingInATextIsAMark) {
  Document document;
  document.title = "# *a* <b>";
  Table table{"t", "", {column("x|y", Column::Kind::words)}, {{{"1|2\n`3`"}}}, {}};
  document.sections = {{"verdict", "1. x", "", {Paragraph{"- no list\nof two"}, table}}};
  EXPECT_EQ(markdown(document), "# \\# \\*a\\* \\<b\\>\n\n## 1\\. x\n\n\\- no list of two\n\n"
                                "| x\\|y |\n| --- |\n| 1\\|2; \\`3\\` |\n");
}

TEST(TableViews, HeadingsBecomeAColumnOfData) {
  const Table table = for_data(sample(), "Group");
  ASSERT_EQ(table.columns.size(), 4u);
  EXPECT_EQ(table.columns[0].head, "Group");
  EXPECT_EQ(table.columns[2].name, "low");
  EXPECT_EQ(table.rows[0][0].text, "Economy");
  EXPECT_EQ(table.rows[1][0].text, "Land");
  EXPECT_EQ(table.rows[1][2].value, 0.01);
  EXPECT_TRUE(table.headings.empty());
}

TEST(TableViews, PicturesAreOfSharesByNameAndOfQuantilesOverYears) {
  const Table shares = for_data(sample(), "Group");
  const auto bars = picture_of(shares, "probabilities");
  ASSERT_TRUE(bars);
  EXPECT_EQ(bars->names, (std::vector<std::size_t>{0, 1}));
  EXPECT_EQ(bars->values, std::vector<std::size_t>{2});
  EXPECT_FALSE(picture_of(shares, ""));
  Table fan{"f", "", {column("indicator", Column::Kind::words), column("year", Column::Kind::count),
                      column("q05", Column::Kind::number), column("sd", Column::Kind::number)}, {}, {}};
  for (const char* name : {"a", "b"}) {
    for (const double year : {2021.0, 2022.0}) fan.rows.push_back({{name}, {"", year}, {"", 1}, {"", 2}});
  }
  const auto lines = picture_of(fan, "");
  ASSERT_TRUE(lines);
  EXPECT_EQ(lines->kind, Picture::Kind::lines);
  EXPECT_EQ(lines->rows, 2u);
  EXPECT_EQ(lines->values, std::vector<std::size_t>{2});
}

}  // namespace
}  // namespace prospect::publish
