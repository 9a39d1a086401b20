#include "publish/compose.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "publish/parts.hpp"
#include "report/sample.hpp"

namespace prospect::publish {
namespace {

using base::Language;

const Section* section_of(const Document& document, const std::string& id) {
  const auto found = std::find_if(document.sections.begin(), document.sections.end(),
                                  [&](const Section& section) { return section.id == id; });
  return found == document.sections.end() ? nullptr : &*found;
}

/// Tables of a section, those of its charts included.
std::vector<const Table*> tables_of(const Section& section) {
  std::vector<const Table*> tables;
  for (const auto& block : section.blocks) {
    if (const auto* table = std::get_if<Table>(&block)) tables.push_back(table);
    if (const auto* chart = std::get_if<Chart>(&block)) tables.push_back(&chart->table);
  }
  return tables;
}

const Table& table_of(const Document& document, const std::string& section, const std::string& id) {
  for (const auto* table : tables_of(*section_of(document, section))) {
    if (table->id == id) return *table;
  }
  throw std::runtime_error("no table " + id);
}

std::size_t column_of(const Table& table, const std::string& name) {
  const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                  [&](const Column& column) { return column.name == name; });
  return static_cast<std::size_t>(found - table.columns.begin());
}

TEST(Compose, TheTableOfTargetsHasTheRecordsNumbers) {
  const auto record = report::plan_record();
  const auto document = compose(record, "r.h5", Language::english);
  const auto& targets = table_of(document, "verdict", "targets");
  const auto& summary = record.scenarios.front().summary;
  ASSERT_EQ(targets.rows.size(), summary.targets.size());
  const auto code = column_of(targets, "target"), p = column_of(targets, "probability"), q = column_of(targets, "median");
  for (const auto& row : targets.rows) {
    const auto count = std::find_if(summary.targets.begin(), summary.targets.end(), [&](const auto& one) {
      return record.scenarios.front().program.targets[one.target].code == row[code].text;
    });
    ASSERT_NE(count, summary.targets.end());
    EXPECT_EQ(row[p].value, static_cast<double>(count->hits) / static_cast<double>(summary.paths));
    EXPECT_EQ(row[q].value, count->figure.quantiles[3]);
  }
  EXPECT_EQ(targets.columns[p].dataset, "/scenario/" + record.scenarios.front().program.scenario + "/probability");
}

TEST(Compose, BothLanguagesHaveTheSameSectionsBlocksAndRows) {
  const auto record = report::plan_record(3);
  const auto en = compose(record, "r.h5", Language::english), vi = compose(record, "r.h5", Language::vietnamese);
  ASSERT_EQ(en.sections.size(), vi.sections.size());
  for (std::size_t s = 0; s < en.sections.size(); ++s) {
    EXPECT_EQ(en.sections[s].id, vi.sections[s].id);
    EXPECT_NE(en.sections[s].title, vi.sections[s].title);
    ASSERT_EQ(en.sections[s].blocks.size(), vi.sections[s].blocks.size()) << en.sections[s].id;
    const auto in_en = tables_of(en.sections[s]), in_vi = tables_of(vi.sections[s]);
    for (std::size_t t = 0; t < in_en.size(); ++t) {
      ASSERT_EQ(in_en[t]->rows.size(), in_vi[t]->rows.size()) << in_en[t]->id;
      for (std::size_t r = 0; r < in_en[t]->rows.size(); ++r) {
        for (std::size_t c = 0; c < in_en[t]->columns.size(); ++c) {
          const double a = in_en[t]->rows[r][c].value, b = in_vi[t]->rows[r][c].value;
          EXPECT_TRUE(a == b || (a != a && b != b)) << in_en[t]->id << ' ' << in_en[t]->columns[c].name;
        }
      }
    }
  }
}

TEST(Compose, IdsAreUniqueAndRowsAsLongAsTheirTables) {
  const auto document = compose(report::plan_record(3), "r.h5", Language::english);
  std::set<std::string> ids;
  for (const auto& section : document.sections) {
    EXPECT_TRUE(ids.insert("section " + section.id).second) << section.id;
    EXPECT_FALSE(section.blocks.empty()) << section.id;
    for (const auto& block : section.blocks) {
      if (const auto* chart = std::get_if<Chart>(&block)) {
        EXPECT_TRUE(ids.insert("chart " + chart->id).second) << chart->id;
        EXPECT_FALSE(chart->description.empty()) << chart->id;
        EXPECT_FALSE(chart->dataset.empty()) << chart->id;
      }
    }
    for (const auto* table : tables_of(section)) {
      if (table->id.empty()) continue;
      EXPECT_TRUE(ids.insert("table " + table->id).second) << table->id;
      for (const auto& row : table->rows) EXPECT_EQ(row.size(), table->columns.size()) << table->id;
    }
  }
}

TEST(Compose, TheFirstScreenSaysTheVerdictInThreeSentences) {
  const auto document = compose(report::plan_record(), "r.h5", Language::english);
  const Section& first = document.sections.front();
  EXPECT_EQ(first.id, "verdict");
  std::size_t sentences = 0;
  for (const auto& block : first.blocks) {
    if (const auto* points = std::get_if<Points>(&block); points != nullptr && sentences == 0) {
      sentences = points->items.size();
    }
  }
  EXPECT_EQ(sentences, 3u);
}

TEST(Compose, FailuresAboveTheLimitComeFirst) {
  auto record = report::plan_record();
  auto& summary = record.scenarios.front().summary;
  summary.failed = summary.paths / 10;
  const auto document = compose(record, "r.h5", Language::english);
  const auto* warning = std::get_if<Paragraph>(&document.sections.front().blocks[1]);
  const auto* third = std::get_if<Paragraph>(&document.sections.front().blocks[2]);
  const bool is_told = (warning != nullptr && warning->signal == Signal::bad) ||
                       (third != nullptr && third->signal == Signal::bad);
  EXPECT_TRUE(is_told);
}

TEST(Compose, SaysWhichCommandPutsWhatIsMissingIntoTheFile) {
  const auto document = compose(report::plan_record(2), "r.h5", Language::english);
  for (const char* section : {"scenarios", "drivers", "rates", "record"}) {
    const auto& blocks = section_of(document, section)->blocks;
    EXPECT_TRUE(std::any_of(blocks.begin(), blocks.end(), [](const Block& block) {
      const auto* words = std::get_if<Paragraph>(&block);
      return words != nullptr && words->text.find("--store") != std::string::npos;
    })) << section;
  }
}

TEST(Compose, ALightSaysAboveTwoThirdsBelowATenthAndBetween) {
  EXPECT_EQ(signal_of(report::Likelihood::likely), Signal::good);
  EXPECT_EQ(signal_of(report::Likelihood::about_even), Signal::doubtful);
  EXPECT_EQ(signal_of(report::Likelihood::unlikely), Signal::doubtful);
  EXPECT_EQ(signal_of(report::Likelihood::very_unlikely), Signal::bad);
}

TEST(Compose, WithoutTargetsItStillStands) {
  auto record = report::plan_record();
  record.scenarios = {report::empty_scenario("baseline", 100)};
  const auto document = compose(record, "r.h5", Language::vietnamese);
  EXPECT_EQ(document.sections.front().id, "verdict");
  EXPECT_EQ(section_of(document, "together"), nullptr);
}

}  // namespace
}  // namespace prospect::publish
