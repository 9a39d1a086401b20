#include "publish/xlsx.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "publish/sheet_names.hpp"

namespace prospect::publish {
namespace {

Column column(const std::string& name, Column::Kind kind) {
  Column made;
  made.name = made.head = name;
  made.kind = kind;
  return made;
}

Document sample() {
  Document document;
  document.language = base::Language::vietnamese;
  document.title = "Báo cáo";
  document.facts = {{"seed", "Hạt giống", "42"}};
  Table table{"t", "Chỉ tiêu", {column("name", Column::Kind::words), column("p", Column::Kind::share)}, {}, {}};
  table.rows = {{{"=1+1"}, {"", 0.25, Signal::bad}},
                {{std::string("control \x01, broken \xFF, a\nb")}, {"-"}},
                {{std::string(40'000, 'x')}, {"∞", std::numeric_limits<double>::infinity()}}};
  document.sections = {{"a", "A: [title]", "", {Paragraph{"words"}, table}},
                       {"b", "a- -title-", "", {Chart{"c", "probabilities", "t", "d", {}, {}, "", table}}},
                       {"c", "", "", {}}};
  return document;
}

TEST(Xlsx, WritesAZipAndTheSameBytesTwice) {
  const std::string bytes = xlsx(sample());
  EXPECT_EQ(bytes.substr(0, 4), "PK\x03\x04");
  EXPECT_GT(bytes.size(), 4000u);
  EXPECT_EQ(bytes, xlsx(sample()));
}

TEST(Xlsx, ADocumentWithoutSectionsHasItsFacts) { EXPECT_FALSE(xlsx(Document{}).empty()); }

TEST(SheetNames, AreWhatSpreadsheetsAccept) {
  SheetNames names;
  EXPECT_EQ(names.take("a/b [c]: d?*\\"), "a-b -c-- d---");
  EXPECT_EQ(names.take("A/B -c-: d?*\\"), "A-B -c-- d--- 2");
  EXPECT_EQ(names.take("'quoted' "), "quoted");
  EXPECT_EQ(names.take(""), "Sheet");
  EXPECT_EQ(names.take("History"), "Sheet 2");
  EXPECT_EQ(names.take("Tỷ lệ lao động nông nghiệp trong tổng lao động"), "Tỷ lệ lao động nông nghiệp tron");
  EXPECT_EQ(names.take("Tỷ lệ lao động nông nghiệp trong tổng"), "Tỷ lệ lao động nông nghiệp tr 2");
}

TEST(FirstCharacters, CountsAsSpreadsheetsDo) {
  EXPECT_EQ(first_characters("ệệệ", 2), "ệệ");
  EXPECT_EQ(first_characters("\xF0\x9F\x8C\xBE" "x", 2), "\xF0\x9F\x8C\xBE");
  EXPECT_EQ(first_characters("\xF0\x9F\x8C\xBE" "x", 1), "");
}

}  // namespace
}  // namespace prospect::publish
