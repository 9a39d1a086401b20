#pragma once
/// Typed access to the keys of one TOML table: what is missing, of the wrong kind or unknown becomes
/// a problem with its place.

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/label.hpp"
#include "base/problem.hpp"
#include "model/keys.hpp"
#include "read/document.hpp"

namespace prospect::model {

class Fields {
 public:
  /// `what` names the table in messages, such as "indicator 'forest_cover'".
  Fields(const read::Value& table, std::string what, base::Problems& problems)
      : table_(&table), what_(std::move(what)), problems_(&problems) {}

  /// Reports keys that `known` does not list, and required ones that are missing.
  void check_keys(const TableInfoKeys& known) const;

  [[nodiscard]] const read::Value* find(std::string_view key) const;
  [[nodiscard]] std::optional<std::string> text(std::string_view key) const;
  [[nodiscard]] std::optional<double> number(std::string_view key) const;
  /// A number, or the numbers of an array of at least one.
  [[nodiscard]] std::optional<std::vector<double>> numbers(std::string_view key) const;
  [[nodiscard]] std::optional<int> whole(std::string_view key) const;
  [[nodiscard]] std::optional<bool> truth(std::string_view key) const;
  [[nodiscard]] std::optional<std::array<double, 2>> pair(std::string_view key) const;
  /// A table of years from `first` to `last` with numbers of at least 0, as in { 2022 = 1.0 }.
  [[nodiscard]] std::map<int, double> years(std::string_view key, int first, int last) const;
  [[nodiscard]] base::Label label(std::string_view key) const;
  /// The strings of an array; other items are reported and left out.
  [[nodiscard]] std::vector<const read::Value*> strings(std::string_view key) const;

 private:
  void wrong_kind(const read::Value& value, std::string_view key, std::string_view wanted) const;

  const read::Value* table_;
  std::string what_;
  base::Problems* problems_;
};

struct Family;

/// Reads the numbers of a family's rule where a key is there, each within its bounds.
void read_rule(const Fields& fields, Family& family, base::Problems& problems);

}  // namespace prospect::model
