#include "publish/html.hpp"

#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "publish/content_policy.hpp"
#include "publish/html_blocks.hpp"
#include "publish/html_text.hpp"
#include "sample_document.hpp"

namespace prospect::publish {
namespace {

using base::Language;

const std::string& page() {
  static const std::string made = html(sample::document(Language::vietnamese), sample::document(Language::english));
  return made;
}

/// What stands in the document of a language.
std::string part(Language language) {
  const std::string begin = "<div class=\"document\" id=\"" + std::string(code_of(language)) + "\"";
  const std::size_t from = page().find(begin), to = page().find("</main>", from);
  return page().substr(from, to - from);
}

std::size_t times(const std::string& text, const std::string& what) {
  std::size_t found = 0;
  for (std::size_t at = text.find(what); at != text.npos; at = text.find(what, at + what.size())) ++found;
  return found;
}

/// The text between the tags of each element of that name that begins with `open`.
std::vector<std::string> insides(const std::string& text, const std::string& open, const std::string& close) {
  std::vector<std::string> found;
  for (std::size_t at = text.find(open); at != text.npos; at = text.find(open, at + 1)) {
    const std::size_t begin = text.find('>', at) + 1;
    found.push_back(text.substr(begin, text.find(close, begin) - begin));
  }
  return found;
}

TEST(HtmlText, EscapesWhatHtmlReads) {
  EXPECT_EQ(escaped("a<b>&\"c'"), "a&lt;b&gt;&amp;&quot;c&#39;");
  EXPECT_EQ(escaped("Tỷ lệ – 3 %"), "Tỷ lệ – 3 %");
  EXPECT_EQ(escaped_lines("a\n<b>\nc"), "a<br>&lt;b&gt;<br>c");
  EXPECT_EQ(json_in_script("{\"a\":\"</script><!--\"}"), "{\"a\":\"\\u003c/script>\\u003c!--\"}");
}

TEST(HtmlText, SignalsHaveAShapeAndTheirWords) {
  EXPECT_EQ(with_signal(Signal::none, "x"), "x");
  const std::string good = with_signal(Signal::good, "x"), doubtful = with_signal(Signal::doubtful, "x"),
                    bad = with_signal(Signal::bad, "x");
  EXPECT_NE(good.find("●</span> x"), good.npos);
  EXPECT_NE(doubtful.find("▲</span> x"), doubtful.npos);
  EXPECT_NE(bad.find("■</span> x"), bad.npos);
}

TEST(HtmlTable, LeavesOutColumnsForDataAndGroupsRowsUnderHeadings) {
  Table table;
  table.id = "t";
  table.caption = "C & D";
  table.columns.resize(3);
  table.columns[0].head = "name";
  table.columns[1].head = "gone";
  table.columns[1].where = Column::Where::data;
  table.columns[2].head = "number";
  table.columns[2].kind = Column::Kind::share;
  table.rows = {{{"a"}, {"unseen"}, {"1 %"}}, {{"b"}, {"unseen"}, {"2 %", 0.02, Signal::bad}}};
  table.headings = {{0, "first"}, {1, "second"}};
  const std::string html = table_html(table, Language::english);
  EXPECT_NE(html.find("<caption id=\"en-table-t-caption\"><span>C &amp; D</span>"), html.npos);
  EXPECT_EQ(html.find("gone"), html.npos);
  EXPECT_EQ(html.find("unseen"), html.npos);
  EXPECT_EQ(times(html, "<tbody>"), 2U);
  EXPECT_EQ(times(html, "colspan=\"2\""), 2U);
  EXPECT_NE(html.find("<tr><th scope=\"row\">a</th><td class=\"number\">1 %</td></tr>"), html.npos);
  EXPECT_NE(html.find("<th scope=\"col\" class=\"number\">number</th>"), html.npos);
}

TEST(HtmlTable, RowsAreNamedByTheirNameNotByTheirMark) {
  Table table;
  table.columns.resize(2);
  table.columns[0].where = Column::Where::page;
  table.rows = {{{"(1)"}, {"growth"}}};
  EXPECT_NE(table_html(table, Language::english).find("<td class=\"figure\">(1)</td><th scope=\"row\">growth</th>"),
            std::string::npos);
  table.columns[1].where = Column::Where::page;
  EXPECT_NE(table_html(table, Language::english).find("<th scope=\"row\" class=\"figure\">(1)</th>"),
            std::string::npos);
}

TEST(HtmlPage, PolicyNamesEveryProgramAndStyleOfThePage) {
  const std::string policy = std::regex_replace(page().substr(0, page().find("<style>")), std::regex("&#39;"), "'");
  const auto scripts = insides(page(), "<script>", "</script>");
  ASSERT_EQ(scripts.size(), 2U);
  for (const auto& script : scripts) EXPECT_NE(policy.find(source_hash(script)), policy.npos);
  const auto styles = insides(page(), "<style", "</style>");
  ASSERT_EQ(styles.size(), 3U);
  for (const auto& style : styles) EXPECT_NE(policy.find(source_hash(style)), policy.npos);
}

TEST(HtmlPage, HasBothLanguagesWithTheSameParts) {
  const std::string vi = part(Language::vietnamese), en = part(Language::english);
  EXPECT_NE(page().find("<html lang=\"vi\">"), std::string::npos);
  EXPECT_EQ(vi.substr(0, vi.find('>')).find("hidden"), vi.npos);
  EXPECT_NE(en.substr(0, en.find('>')).find("hidden"), en.npos);
  for (const auto* what : {"<table", "<figure", "<section", "<tr", "<th", "<td", "<li", "<h2", "<h3"}) {
    EXPECT_EQ(times(vi, what), times(en, what)) << what;
    EXPECT_GT(times(vi, what), 0U) << what;
  }
}

TEST(HtmlPage, ShowsEveryTextOfTheDocument) {
  for (const auto language : {Language::vietnamese, Language::english}) {
    const std::string html = part(language);
    const auto expect_table = [&](const Table& table) {
      for (const auto& row : table.rows) {
        for (std::size_t c = 0; c < row.size(); ++c) {
          if (table.columns[c].where == Column::Where::data) continue;
          EXPECT_NE(html.find(escaped_lines(row[c].text)), html.npos) << row[c].text;
        }
      }
    };
    for (const auto& section : sample::document(language).sections) {
      EXPECT_NE(html.find(escaped(section.title)), html.npos);
      for (const auto& block : section.blocks) {
        if (const auto* table = std::get_if<Table>(&block)) expect_table(*table);
        if (const auto* chart = std::get_if<Chart>(&block)) {
          expect_table(chart->table);
          EXPECT_NE(html.find("aria-label=\"" + escaped(chart->description)), html.npos);
        }
        if (const auto* printed = std::get_if<Printed>(&block)) {
          EXPECT_NE(html.find("<pre>" + escaped(printed->text)), html.npos);
        }
      }
    }
    for (const auto& fact : sample::document(language).facts) EXPECT_NE(html.find(escaped(fact.value)), html.npos);
    EXPECT_EQ(html.find("HIDDEN"), html.npos);
  }
}

TEST(HtmlPage, HostileTextStaysText) {
  EXPECT_EQ(page().find("alert(1)</script>"), std::string::npos);
  EXPECT_NE(page().find("&lt;script&gt;alert(1)&lt;/script&gt;"), std::string::npos);
  // A title that ends its element and an id of a fact that ends a style.
  Document vi = sample::document(Language::vietnamese), en = sample::document(Language::english);
  vi.title = "</title><script>x</script>";
  vi.facts.front().value = "\"} </style><script>x</script>\n\\";
  auto& chart = std::get<Chart>(vi.sections.front().blocks[2]);
  chart.title = chart.description = chart.dataset = "\" onload=\"x\"></script><script>x</script>";
  chart.words.front().second = chart.title;
  const std::string hostile = html(vi, en);
  EXPECT_EQ(times(hostile, "<script>x"), 0U);
  // Inside JSON the quotes have backslashes.
  EXPECT_EQ(times(hostile, "\" onload"), times(hostile, "\\\" onload"));
}

TEST(HtmlPage, SectionsWithoutANameInTheContentsAreForOtherFormats) {
  Document vi = sample::document(Language::vietnamese), en = sample::document(Language::english);
  vi.sections.back().navigation = en.sections.back().navigation = "";
  const std::string made = html(vi, en);
  EXPECT_EQ(made.find("vi-" + vi.sections.back().id + "-title"), made.npos);
  EXPECT_EQ(made.find("#vi-" + vi.sections.back().id + "\""), made.npos);
}

TEST(HtmlPage, IdsAreThereOnce) {
  std::set<std::string> seen;
  const std::regex id(" id=\"([^\"]*)\"");
  const std::string both = part(Language::vietnamese) + part(Language::english);
  for (std::sregex_iterator at(both.begin(), both.end(), id), end; at != end; ++at) {
    EXPECT_TRUE(seen.insert((*at)[1]).second) << (*at)[1];
  }
  const std::regex link("href=\"#([^\"]*)\"");
  for (std::sregex_iterator at(both.begin(), both.end(), link), end; at != end; ++at) {
    EXPECT_EQ(seen.count((*at)[1]), 1U) << (*at)[1];
  }
}

TEST(HtmlPage, FetchesNothing) {
  const std::string both = part(Language::vietnamese) + part(Language::english);
  EXPECT_EQ(both.find(" src="), both.npos);
  EXPECT_EQ(both.find("<link"), both.npos);
  EXPECT_EQ(both.find("http"), both.npos);
}

}  // namespace
}  // namespace prospect::publish
