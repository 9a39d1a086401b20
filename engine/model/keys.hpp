#pragma once
/// Every table and key of model and scenario files: the one list that reading, hints and the
/// reference page are held against.

#include <string_view>
#include <vector>

namespace prospect::model {

struct KeyInfo {
  std::string_view key;
  std::string_view kind;      ///< what stands there, in words
  bool required = false;
  std::string_view meaning;
};

struct TableInfoKeys {
  std::string_view table;     ///< "" is the top of the file; "indicator.NAME" stands for any name
  bool scenario = false;      ///< belongs to scenario files
  std::vector<KeyInfo> keys;
};

[[nodiscard]] const std::vector<TableInfoKeys>& language_keys();

/// The list of one table. Expects it to exist.
[[nodiscard]] const TableInfoKeys& keys_of(std::string_view table, bool scenario = false);

/// Functions of the expression language.
struct FunctionInfo {
  std::string_view name;
  int least, most;            ///< arguments; most = -1: any number
  std::string_view meaning;
};
[[nodiscard]] const std::vector<FunctionInfo>& language_functions();

/// Distributions: of parameters (all arguments numbers) and, where `count` or the like says so, of
/// shocks with expressions as arguments.
struct DistributionInfo {
  std::string_view name;
  int least, most;
  bool shocks_only;
  std::string_view meaning;
};
[[nodiscard]] const std::vector<DistributionInfo>& language_distributions();

}  // namespace prospect::model
