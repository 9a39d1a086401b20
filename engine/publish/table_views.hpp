#pragma once
/// A document's tables as a kind of format shows them: to be read on a page, or to be reckoned with.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "publish/document.hpp"

namespace prospect::publish {

/// The columns people read, headings kept.
[[nodiscard]] Table for_page(const Table& table);

/// The columns with numbers in their own right. Headings become a first column named `group_head`, so that rows can be
/// sorted and filtered; none without headings.
[[nodiscard]] Table for_data(const Table& table, const std::string& group_head);

/// Which columns of a data table make a picture of it.
struct Picture {
  enum class Kind { bars, lines };
  Kind kind = Kind::bars;
  std::vector<std::size_t> names;    ///< columns beside each other that name a bar or a year
  std::vector<std::size_t> values;   ///< a column each of bars or of one line
  std::size_t rows = 0;              ///< the first ones
};
/// Lines for quantiles over years, of the first indicator; bars for shares by name; else none. `chart` is the kind of
/// the document's chart the table belongs to, empty for none.
[[nodiscard]] std::optional<Picture> picture_of(const Table& table, const std::string& chart);

}  // namespace prospect::publish
