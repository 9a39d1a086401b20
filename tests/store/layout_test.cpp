#include "store/layout.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <sstream>

#include "sample_record.hpp"
#include "store/contents.hpp"

namespace prospect::store {
namespace {

constexpr Section sections[] = {Section::root, Section::inputs, Section::audit, Section::answers, Section::fits,
                                Section::scenario, Section::sweep, Section::any_dataset};

std::vector<std::string> lines_of_table() {
  std::vector<std::string> lines;
  for (const Section section : sections) {
    for (const Row& row : layout(section)) lines.push_back(markdown(section, row));
  }
  return lines;
}

std::vector<std::string> lines_of_document() {
  const auto file = std::filesystem::path(__FILE__).parent_path() / "../../engine/store/LAYOUT.md";
  std::istringstream text(bytes_of(file.string()));
  std::vector<std::string> lines;
  for (std::string line; std::getline(text, line);) {
    if (line.starts_with("| `/") || line.starts_with("| `*")) lines.push_back(line);
  }
  return lines;
}

TEST(Layout, PrintsARow) {
  EXPECT_EQ(markdown(Section::scenario, *find_row(Section::scenario, "quantiles")),
            "| `/scenario/*/quantiles` | dataset | float64 | indicator, year, quantile | "
            "indicator_unit | quantiles: the fan |");
  EXPECT_EQ(path_of(Section::root, *find_row(Section::root, "seed")), "/@seed");
  EXPECT_EQ(path_of(Section::root, *find_row(Section::root, "scenario")), "/scenario");
  EXPECT_EQ(path_of(Section::inputs, layout(Section::inputs)[0]), "/inputs");
}

TEST(Layout, IsWhatTheDocumentSays) { EXPECT_EQ(lines_of_table(), lines_of_document()); }

TEST(Layout, GivesEveryDimensionOneCoordinate) {
  for (const Section section : sections) {
    for (const Row& row : layout(section)) {
      const auto dimensions = dimensions_of(row);
      for (const std::string& name : dimensions) {
        const Row* coordinate = find_row(section, name);
        ASSERT_NE(coordinate, nullptr) << row.name;
        EXPECT_EQ(coordinate->form, Form::coordinate) << row.name;
      }
      if (row.form == Form::coordinate) {
        EXPECT_EQ(dimensions, std::vector<std::string>{std::string(row.name)});
      }
      EXPECT_EQ(std::set(dimensions.begin(), dimensions.end()).size(), dimensions.size());
    }
  }
}

TEST(Layout, NamesNothingTwiceAndInAsciiOnly) {
  for (const Section section : sections) {
    std::set<std::string_view> names;
    for (const Row& row : layout(section)) {
      const bool is_attribute = row.form == Form::attribute;
      if (!is_attribute) {
        EXPECT_TRUE(names.insert(row.name).second) << row.name;
      }
      EXPECT_TRUE(std::all_of(row.name.begin(), row.name.end(), [](char c) {
        return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
               (c >= 'A' && c <= 'Z');
      })) << row.name;
    }
  }
}

// Where units are mixed, the dataset that names them is there and has a row for each.
TEST(Layout, NamesUnitsThatAreThere) {
  for (const Section section : sections) {
    for (const Row& row : layout(section)) {
      const auto name = units_variable(row.units);
      if (name.empty()) continue;
      const Row* units = find_row(section, name);
      ASSERT_NE(units, nullptr) << row.name;
      EXPECT_EQ(units->type, Type::text);
      const auto dimensions = dimensions_of(row);
      EXPECT_NE(std::find(dimensions.begin(), dimensions.end(), units->dimensions),
                dimensions.end())
          << row.name;
    }
  }
}

// The full scenario of the sample fills every row of the table, and nothing else.
TEST(Layout, IsFilledByTheSample) {
  const Contents contents = pack(sample_record());
  const Group& group = contents.scenarios[0].second;
  std::size_t rows = 0;
  for (const Row& row : layout(Section::scenario)) {
    if (row.form == Form::group) continue;
    ++rows;
    const bool found = row.form == Form::attribute ? group.attributes.contains(row.name)
                                                   : group.columns.contains(row.name);
    EXPECT_TRUE(found) << row.name;
  }
  EXPECT_EQ(group.attributes.size() + group.columns.size(), rows);
  EXPECT_EQ(contents.root.attributes.size(), layout(Section::root).size() - 4);
  EXPECT_EQ(contents.inputs.columns.size(), layout(Section::inputs).size() - 2);
  EXPECT_EQ(contents.audit.columns.size(), layout(Section::audit).size() - 2);
  EXPECT_EQ(contents.answers.columns.size(), layout(Section::answers).size() - 2);
  EXPECT_EQ(contents.fits.columns.size(), layout(Section::fits).size() - 2);
  for (const auto& [name, sweep] : contents.sweeps) {
    EXPECT_EQ(sweep.attributes.size() + sweep.columns.size(), layout(Section::sweep).size() - 1) << name;
    for (const Row& row : layout(Section::sweep)) {
      EXPECT_TRUE(row.form == Form::group || sweep.attributes.contains(row.name) || sweep.columns.contains(row.name))
          << row.name;
    }
  }
}

}  // namespace
}  // namespace prospect::store
