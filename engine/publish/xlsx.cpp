#include "publish/xlsx.hpp"

#include <unistd.h>
#include <xlsxwriter.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "base/problem.hpp"
#include "publish/parts.hpp"
#include "publish/phrases.hpp"
#include "publish/sheet.hpp"
#include "publish/sheet_names.hpp"

namespace prospect::publish {
namespace {

namespace fs = std::filesystem;

/// The library writes files only: a folder of our own for one, gone at the end.
class ShortLived {
 public:
  ShortLived() {
    std::error_code unknown;
    std::string folder = (fs::temp_directory_path(unknown) / "prospect-XXXXXX").string();
    if (unknown || mkdtemp(folder.data()) == nullptr) throw base::Failure("no temporary folder can be made");
    folder_ = folder;
  }
  ~ShortLived() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  ShortLived(const ShortLived&) = delete;
  ShortLived& operator=(const ShortLived&) = delete;
  [[nodiscard]] std::string folder() const { return folder_.string(); }
  [[nodiscard]] std::string file() const { return (folder_ / "report.xlsx").string(); }
  [[nodiscard]] std::string bytes() const {
    std::ifstream stream(folder_ / "report.xlsx", std::ios::binary);
    std::string all{std::istreambuf_iterator<char>(stream), {}};
    if (!stream || all.empty()) throw base::Failure("the workbook cannot be read back from the temporary folder");
    return all;
  }

 private:
  fs::path folder_;
};

/// The library's workbook. It is freed by closing, which writes it: also when something was thrown.
class Workbook {
 public:
  explicit Workbook(const ShortLived& place) : folder_(place.folder()) {
    lxw_workbook_options options{};
    options.tmpdir = folder_.data();
    book_ = workbook_new_opt(place.file().c_str(), &options);
    if (book_ == nullptr) throw base::Failure("the workbook cannot be made: out of memory");
  }
  ~Workbook() {
    if (book_ != nullptr) (void)workbook_close(book_);
  }
  Workbook(const Workbook&) = delete;
  Workbook& operator=(const Workbook&) = delete;
  [[nodiscard]] lxw_workbook* get() const { return book_; }
  void close() {
    const lxw_error error = workbook_close(std::exchange(book_, nullptr));
    if (error == LXW_NO_ERROR) return;
    throw base::Failure(std::string("the workbook cannot be written: ") + lxw_strerror(error));
  }

 private:
  std::string folder_;
  lxw_workbook* book_ = nullptr;
};

/// Not the time of writing: the same record gives the same bytes.
void set_properties(lxw_workbook* book, const Document& document) {
  constexpr time_t first_of_2020 = 1'577'836'800;
  std::string title = first_characters(document.title, 250), subject = first_characters(document.subtitle, 250);
  lxw_doc_properties properties{};
  properties.title = title.data();
  properties.subject = subject.data();
  properties.created = first_of_2020;
  if (workbook_set_properties(book, &properties) != LXW_NO_ERROR) throw base::Failure("the workbook takes no title");
}

Table facts_of(const Document& document) {
  const auto words = [&](Phrase key) { return say(key, document.language); };
  Table table{"facts",
              document.subtitle,
              {publish::words("name", words(Phrase::files_name)), publish::words("value", words(Phrase::files_value))},
              {},
              {}};
  for (const auto& fact : document.facts) table.rows.push_back({{fact.head}, {fact.value}});
  return table;
}

/// Which dataset of the result file the numbers of a column are, for all sheets.
class Origins {
 public:
  explicit Origins(base::Language language) {
    const auto words = [&](Phrase key) { return say(key, language); };
    table_ = {"origins",
              words(Phrase::files_origins),
              {publish::words("sheet", words(Phrase::files_sheet)), publish::words("table", words(Phrase::files_table)),
               publish::words("column", words(Phrase::files_column)),
               code("dataset", words(Phrase::files_dataset))},
              {},
              {}};
  }
  void add(const Sheet& sheet) {
    for (const auto& table : sheet.tables()) {
      for (const auto& column : table.columns) {
        if (column.dataset.empty()) continue;
        table_.rows.push_back({{sheet.name()}, {table.caption}, {column.head}, {column.dataset}});
      }
    }
  }
  [[nodiscard]] const Table& table() const { return table_; }

 private:
  Table table_;
};

}  // namespace

std::string xlsx(const Document& document) {
  const ShortLived place;
  Workbook book(place);
  SheetFormats formats(book.get());
  SheetNames names;
  set_properties(book.get(), document);
  Origins origins(document.language);
  for (const auto& section : document.sections) {
    const std::string& name = section.navigation.empty() ? section.title : section.navigation;
    Sheet sheet(book.get(), formats, names.take(name), document.language);
    sheet.write(section.title, section.blocks);
    origins.add(sheet);
  }
  Sheet last(book.get(), formats, names.take(say(Phrase::files_metadata, document.language)), document.language);
  last.write(document.title, {facts_of(document), origins.table()});
  book.close();
  return place.bytes();
}

}  // namespace prospect::publish
