#pragma once
/// Indices of different things are different types, so that they cannot be mixed up.

#include <compare>
#include <cstddef>
#include <cstdint>

namespace prospect::base {

template <class Tag>
struct Index {
  std::uint32_t value = 0;

  Index() = default;
  constexpr explicit Index(std::size_t v) : value(static_cast<std::uint32_t>(v)) {}
  auto operator<=>(const Index&) const = default;
};

}  // namespace prospect::base
