#pragma once
/// How cells of a workbook look; each format is made once.

#include <map>
#include <tuple>

#include "publish/document.hpp"

struct lxw_workbook;
struct lxw_format;

namespace prospect::publish {

class SheetFormats {
 public:
  enum class Style { title, subheading, caption, head, paragraph, printed };

  explicit SheetFormats(lxw_workbook* book) : book_(book) {}

  [[nodiscard]] lxw_format* of(Style style, Signal signal = Signal::none);
  /// Of a cell in a table. Numbers of a column without one unit show four digits of `value`, others the column's
  /// decimals; years no mark between thousands.
  [[nodiscard]] lxw_format* cell(const Column& column, Signal signal, double value);

 private:
  enum class Number { words, code, plain, share, year };
  using Key = std::tuple<Number, int, Signal>;
  [[nodiscard]] lxw_format* made(const Key& key) const;

  lxw_workbook* book_;
  std::map<std::pair<Style, Signal>, lxw_format*> styles_;
  std::map<Key, lxw_format*> cells_;
};

}  // namespace prospect::publish
