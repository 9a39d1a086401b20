#pragma once
/// One sheet of a workbook: a section's words, tables and pictures from the top down.
///
/// Order     words that take few lines, then the section's first table that is no chart's, whose head stays in sight
///           and bears the filter; after it all else in the order of the document.

#include <cstdint>
#include <string>
#include <vector>

#include "publish/document.hpp"
#include "publish/sheet_formats.hpp"

struct lxw_workbook;
struct lxw_worksheet;

namespace prospect::publish {

class Sheet {
 public:
  /// Adds a sheet of that name, which the workbook must accept. Throws base::Failure otherwise.
  Sheet(lxw_workbook* book, SheetFormats& formats, std::string name, base::Language language);

  void write(const std::string& title, const std::vector<Block>& blocks);

  /// The tables as written, for a list of where their numbers come from.
  [[nodiscard]] const std::vector<Table>& tables() const { return tables_; }
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  /// A block as a sheet has it: words in a style, or a table with the kind of its chart.
  struct Item;

  [[nodiscard]] std::vector<Item> items(const std::vector<Block>& blocks) const;
  void set_widths(const std::vector<Item>& items);
  void put(const Item& item);
  void words(const Item& item);
  void table(const Item& item);
  void rows(const Table& table);
  void cell(std::uint32_t row, std::uint16_t column, const Column& of, const Cell& cell);
  /// Draws it beside the table whose head is in `head`; returns the row below it.
  std::uint32_t picture(const Item& item, std::uint32_t head);
  [[nodiscard]] std::uint32_t lines_of(const std::string& text) const;
  void print_setup(std::uint32_t head_row);

  lxw_workbook* book_;
  lxw_worksheet* sheet_ = nullptr;
  SheetFormats& formats_;
  std::string name_;
  base::Language language_;
  std::vector<Table> tables_;
  std::vector<double> widths_;     ///< of columns, in characters
  std::uint32_t row_ = 0;          ///< next free one
  std::uint16_t spanned_ = 1;      ///< columns that a line of words stands across
  double span_width_ = 0;          ///< in characters
  bool head_placed_ = false;
};

}  // namespace prospect::publish
