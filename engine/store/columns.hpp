#pragma once
/// The contents of a group of the file as plain columns, and the two ways to go through them.
///
/// Idea      `fields.hpp` lists the fields of each struct once, under their names in the layout;
///           `Packing` appends each field to its column, `Unpacking` takes it back in turn.
/// Contract  knows nothing of HDF5; names and types are those of layout.hpp.

#include <cstdint>
#include <map>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "base/label.hpp"

namespace prospect::store {

/// A file holds something that cannot be: becomes base::Rejected at the door.
class Unfit : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// All values of a dataset, last dimension fastest.
using Values = std::variant<std::vector<std::string>, std::vector<double>, std::vector<float>,
                            std::vector<std::int64_t>, std::vector<std::int32_t>,
                            std::vector<std::int8_t>>;
/// Value of an attribute.
using Scalar = std::variant<std::string, double, std::int64_t, std::int32_t>;

/// Dimensions with their lengths (0 or absent: none), datasets and attributes by name.
struct Group {
  std::map<std::string, std::size_t, std::less<>> extents;
  std::map<std::string, Values, std::less<>> columns;
  std::map<std::string, Scalar, std::less<>> attributes;
};

/// Groups by their names, in the order of the file.
using NamedGroups = std::vector<std::pair<std::string, Group>>;

/// The whole file; scenarios and sweeps by the names of their groups.
struct Contents {
  Group root, inputs, audit, answers, fits;
  NamedGroups scenarios;
  NamedGroups sweeps{};
};

/// How a C++ type lies in a column: counts and path numbers as int64, flags as int8.
template <class Value>
struct Stored { using type = Value; };
template <>
struct Stored<std::uint64_t> { using type = std::int64_t; };
template <>
struct Stored<bool> { using type = std::int8_t; };

/// Copies fields into a group.
class Packing {
 public:
  explicit Packing(Group& group) : group_(&group) {}

  void attribute(std::string_view name, const std::string& value);
  void attribute(std::string_view name, const base::Label& value);
  void attribute(std::string_view name, double value);
  void attribute(std::string_view name, int value);
  void attribute(std::string_view name, std::uint64_t value);

  /// States how long a dimension is.
  template <class Rows>
  void rows(std::string_view dimension, const Rows& rows);
  /// Fills the coordinate of a dimension with 0, 1, 2, ...
  void positions(std::string_view dimension);

  /// Appends one value to a column; a label takes two, NAME and NAME_vi.
  template <class Value>
  void operator()(std::string_view name, const Value& value);
  /// Appends the word that stands for an enumerator.
  template <class Choice>
  void choice(std::string_view name, Choice value, std::span<const std::string_view> words);

 private:
  Group* group_;
};

/// Copies fields out of a group. Expects every column to be there with as many values as its
/// dimensions say (the loading of the file has checked that); throws Unfit when a value cannot be.
class Unpacking {
 public:
  explicit Unpacking(const Group& group) : group_(&group) {}

  void attribute(std::string_view name, std::string& value) const;
  void attribute(std::string_view name, base::Label& value) const;
  void attribute(std::string_view name, double& value) const;
  void attribute(std::string_view name, int& value) const;
  void attribute(std::string_view name, std::uint64_t& value) const;

  /// Makes as many rows as the dimension is long.
  template <class Rows>
  void rows(std::string_view dimension, Rows& rows) const;
  void positions(std::string_view) const {}

  template <class Value>
  void operator()(std::string_view name, Value& value);
  template <class Choice>
  void choice(std::string_view name, Choice& value, std::span<const std::string_view> words);

 private:
  /// Position of the next value of a column; the values themselves.
  std::pair<const Values*, std::size_t> next(std::string_view name);

  const Group* group_;
  std::map<std::string, std::size_t, std::less<>> taken_;
};

/// The column of that name as values of one type; Unfit if it is of another.
template <class Value>
[[nodiscard]] const std::vector<Value>& column(const Group& group, std::string_view name);

/// Length of a dimension, 0 if absent.
[[nodiscard]] std::size_t extent(const Group& group, std::string_view dimension);

/// A count from the file. Throws Unfit if it is negative.
[[nodiscard]] std::uint64_t count_from(std::string_view name, std::int64_t value);

/// A year, a row or another small number from the file. Throws Unfit beyond a thousand million: sums of two are
/// numbers still.
[[nodiscard]] int small_from(std::string_view name, std::int32_t value);

/// Throws Unfit: the value is not among the words of that column.
[[noreturn]] void refuse_word(std::string_view name, const std::string& value);
/// Throws Unfit: the column is absent, too short or of another type.
[[noreturn]] void refuse_column(std::string_view name);

template <class Rows>
void Packing::rows(std::string_view dimension, const Rows& rows) {
  group_->extents.insert_or_assign(std::string(dimension), rows.size());
}

template <class Value>
void Packing::operator()(std::string_view name, const Value& value) {
  if constexpr (std::is_same_v<Value, base::Label>) {
    (*this)(name, value.en);
    (*this)(std::string(name) + "_vi", value.vi);
  } else {
    using Cell = typename Stored<Value>::type;
    auto& values =
        group_->columns.try_emplace(std::string(name), std::vector<Cell>()).first->second;
    std::get<std::vector<Cell>>(values).push_back(static_cast<const Cell&>(Cell(value)));
  }
}

template <class Choice>
void Packing::choice(std::string_view name, Choice value, std::span<const std::string_view> words) {
  (*this)(name, std::string(words[static_cast<std::size_t>(value)]));
}

template <class Rows>
void Unpacking::rows(std::string_view dimension, Rows& rows) const {
  rows.resize(extent(*group_, dimension));
}

template <class Value>
void Unpacking::operator()(std::string_view name, Value& value) {
  if constexpr (std::is_same_v<Value, base::Label>) {
    (*this)(name, value.en);
    (*this)(std::string(name) + "_vi", value.vi);
  } else {
    const auto [values, row] = next(name);
    const auto* cells = std::get_if<std::vector<typename Stored<Value>::type>>(values);
    if (cells == nullptr || row >= cells->size()) refuse_column(name);
    if constexpr (std::is_same_v<Value, std::uint64_t>) {
      value = count_from(name, (*cells)[row]);
    } else if constexpr (std::is_same_v<Value, int>) {
      value = small_from(name, (*cells)[row]);
    } else if constexpr (std::is_same_v<Value, bool>) {
      value = (*cells)[row] != 0;
    } else {
      value = (*cells)[row];
    }
  }
}

template <class Choice>
void Unpacking::choice(std::string_view name, Choice& value,
                       std::span<const std::string_view> words) {
  std::string word;
  (*this)(name, word);
  std::size_t position = 0;
  while (position < words.size() && words[position] != word) ++position;
  if (position == words.size()) refuse_word(name, word);
  value = static_cast<Choice>(position);
}

template <class Value>
const std::vector<Value>& column(const Group& group, std::string_view name) {
  static const std::vector<Value> nothing;
  const auto found = group.columns.find(name);
  if (found == group.columns.end()) return nothing;
  const auto* values = std::get_if<std::vector<Value>>(&found->second);
  if (values == nullptr) refuse_column(name);
  return *values;
}

}  // namespace prospect::store
