#include "store/columns.hpp"

#include <numeric>

namespace prospect::store {
namespace {

template <class Value>
const Value& attribute_of(const Group& group, std::string_view name) {
  const auto found = group.attributes.find(name);
  if (found == group.attributes.end()) refuse_column(name);
  const auto* value = std::get_if<Value>(&found->second);
  if (value == nullptr) refuse_column(name);
  return *value;
}

}  // namespace

void Packing::attribute(std::string_view name, const std::string& value) {
  group_->attributes.insert_or_assign(std::string(name), value);
}

void Packing::attribute(std::string_view name, const base::Label& value) {
  attribute(name, value.en);
  attribute(std::string(name) + "_vi", value.vi);
}

void Packing::attribute(std::string_view name, double value) {
  group_->attributes.insert_or_assign(std::string(name), value);
}

void Packing::attribute(std::string_view name, int value) {
  group_->attributes.insert_or_assign(std::string(name), std::int32_t{value});
}

void Packing::attribute(std::string_view name, std::uint64_t value) {
  group_->attributes.insert_or_assign(std::string(name), static_cast<std::int64_t>(value));
}

void Packing::positions(std::string_view dimension) {
  std::vector<std::int32_t> numbers(extent(*group_, dimension));
  if (numbers.empty()) return;
  std::iota(numbers.begin(), numbers.end(), 0);
  group_->columns.insert_or_assign(std::string(dimension), std::move(numbers));
}

void Unpacking::attribute(std::string_view name, std::string& value) const {
  value = attribute_of<std::string>(*group_, name);
}

void Unpacking::attribute(std::string_view name, base::Label& value) const {
  attribute(name, value.en);
  attribute(std::string(name) + "_vi", value.vi);
}

void Unpacking::attribute(std::string_view name, double& value) const {
  value = attribute_of<double>(*group_, name);
}

void Unpacking::attribute(std::string_view name, int& value) const {
  value = small_from(name, attribute_of<std::int32_t>(*group_, name));
}

void Unpacking::attribute(std::string_view name, std::uint64_t& value) const {
  value = count_from(name, attribute_of<std::int64_t>(*group_, name));
}

std::pair<const Values*, std::size_t> Unpacking::next(std::string_view name) {
  const auto found = group_->columns.find(name);
  if (found == group_->columns.end()) refuse_column(name);
  return {&found->second, taken_[std::string(name)]++};
}

std::size_t extent(const Group& group, std::string_view dimension) {
  const auto found = group.extents.find(dimension);
  return found == group.extents.end() ? 0 : found->second;
}

std::uint64_t count_from(std::string_view name, std::int64_t value) {
  if (value < 0) {
    throw Unfit("'" + std::string(name) + "' holds " + std::to_string(value) +
                ", which is below 0");
  }
  return static_cast<std::uint64_t>(value);
}

int small_from(std::string_view name, std::int32_t value) {
  constexpr std::int32_t most = 1'000'000'000;
  if (value < -most || value > most) {
    throw Unfit("'" + std::string(name) + "' holds " + std::to_string(value) + ", which is no year and no row");
  }
  return value;
}

void refuse_word(std::string_view name, const std::string& value) {
  throw Unfit("'" + std::string(name) + "' holds '" + value + "', which has no meaning there");
}

void refuse_column(std::string_view name) {
  throw Unfit("'" + std::string(name) + "' is absent or of the wrong shape");
}

}  // namespace prospect::store
