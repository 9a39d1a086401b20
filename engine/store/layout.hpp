#pragma once
/// The layout of a result file: one table of its groups, datasets and attributes.
///
/// Contract  writing goes through the table row by row, loading checks every row, and a test holds
///           LAYOUT.md and a finished file against it. What is not in the table is not written.
/// Empty     a dimension of length 0 is left out of the file, and with it all that stands on it.
/// netCDF    the file is also valid netCDF-4: a dimension is a dataset of its own name, a "scale".

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace prospect::store {

/// Written to root attribute `format`; loading refuses anything else.
inline constexpr std::string_view format_name = "prospect-result";
/// Grows when a reader of the version before would misread the file.
inline constexpr int format_version = 2;

/// The sorts of group that hold something, and what every dataset may carry.
enum class Section { root, inputs, audit, answers, fits, scenario, sweep, any_dataset };

/// Value of `kept_checked` where the checksums of chunks stand for kept paths; the group's digest then leaves them out.
inline constexpr std::string_view checked_by_chunk = "fletcher32";

enum class Form {
  group,
  attribute,   ///< scalar; text is fixed-length UTF-8
  coordinate,  ///< one-dimensional dataset of the name of its dimension
  dataset,
};

/// How values lie in the file; all little-endian.
enum class Type {
  none,           ///< of groups
  text,           ///< UTF-8; variable length in datasets, fixed in attributes
  float64,        ///< NaN where there is no value
  float32,
  int64,
  int64_or_none,  ///< -1 where there is no value
  int32,
  boolean,        ///< int8, 0 or 1
  any,            ///< that of the dataset the attribute stands at
};

/// What the numbers are measured in. Mixed units are named row by row in a text dataset, which the
/// attribute `units_variable` points to; the attribute `units` is only ever "1".
enum class Units { none, one, indicator, target, tested, parameter, finding, cell, past, lever, lever_value };

struct Row {
  Form form = Form::dataset;
  std::string_view name;        ///< empty for the section's own group
  Type type = Type::none;
  std::string_view dimensions;  ///< names in order, separated by blanks; empty for a scalar
  Units units = Units::none;
  std::string_view meaning;     ///< one phrase, also the attribute `long_name`
};

/// Rows of a section, in the order in which they are written.
[[nodiscard]] std::span<const Row> layout(Section section);

/// The row of that name, nullptr if there is none.
[[nodiscard]] const Row* find_row(Section section, std::string_view name);

/// Where it stands, such as "/scenario/*/mean" or "/scenario/*@title".
[[nodiscard]] std::string path_of(Section section, const Row& row);

/// The dimensions as a list.
[[nodiscard]] std::vector<std::string> dimensions_of(const Row& row);

/// Name of a type as LAYOUT.md prints it.
[[nodiscard]] std::string_view type_name(Type type);

/// The text dataset that names the unit of each row; empty where units are not mixed.
[[nodiscard]] std::string_view units_variable(Units units);

/// True for per-path data: stored in chunks with a checksum each, so that one indicator, or a range
/// of paths, is read alone.
[[nodiscard]] bool is_chunked(const Row& row);

/// The row as a line of LAYOUT.md.
[[nodiscard]] std::string markdown(Section section, const Row& row);

}  // namespace prospect::store
