#pragma once
/// Rows of a CSV file by RFC 4180.

#include <cstdint>
#include <string>
#include <string_view>

#include "publish/data_tables.hpp"

namespace prospect::publish {

/// The shortest text that reads back to the same double, with a decimal point. Empty for NaN and infinities.
[[nodiscard]] std::string shortest(double value);

/// A file as it grows, cell by cell.
class CsvText {
 public:
  explicit CsvText(const CsvForm& form);

  /// A text as it is.
  void text(std::string_view words);
  /// A text that must not become a formula: an apostrophe is put before = + - @ ' and before control characters.
  void guarded(std::string_view words);
  void number(double value);
  void whole(std::uint64_t value);
  void end_row();
  [[nodiscard]] const std::string& all() const { return all_; }

 private:
  void part();

  CsvForm form_;
  std::string all_;
  bool first_ = true;
};

}  // namespace prospect::publish
