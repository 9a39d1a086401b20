#pragma once
/// How rows of the layout are written down: for the tables of layout*.cpp alone.

#include "store/layout.hpp"

namespace prospect::store {

namespace layout_row {

constexpr Row group(std::string_view name, std::string_view meaning) {
  return {Form::group, name, Type::none, "", Units::none, meaning};
}

constexpr Row about(std::string_view name, Type type, std::string_view meaning) {
  return {Form::attribute, name, type, "", Units::none, meaning};
}

constexpr Row axis(std::string_view name, Type type, std::string_view meaning,
                   Units units = Units::none) {
  return {Form::coordinate, name, type, name, units, meaning};
}

constexpr Row words(std::string_view name, std::string_view dimension, std::string_view meaning) {
  return {Form::dataset, name, Type::text, dimension, Units::none, meaning};
}

constexpr Row data(std::string_view name, Type type, std::string_view dimensions, Units units,
                   std::string_view meaning) {
  return {Form::dataset, name, type, dimensions, units, meaning};
}

inline constexpr Row digest_row = about("sha256", Type::text, "SHA-256 of what the group holds (digest.hpp)");

}  // namespace layout_row

/// The table of a sweep (layout_sweep.cpp).
[[nodiscard]] std::span<const Row> sweep_rows();

}  // namespace prospect::store
