#include "store/digest.hpp"

#include <bit>

#include "base/sha256.hpp"

namespace prospect::store {
namespace {

static_assert(std::endian::native == std::endian::little, "numbers are hashed as they lie");

void add_count(base::Sha256& sum, std::uint64_t count) { sum.add(&count, sizeof count); }

void add_text(base::Sha256& sum, std::string_view text) {
  add_count(sum, text.size());
  sum.add(text);
}

struct AddValues {
  base::Sha256& sum;
  void operator()(const std::vector<std::string>& texts) const {
    add_count(sum, texts.size());
    for (const std::string& text : texts) add_text(sum, text);
  }
  template <class Number>
  void operator()(const std::vector<Number>& numbers) const {
    add_count(sum, numbers.size());
    sum.add(numbers.data(), numbers.size() * sizeof(Number));
  }
  void operator()(const std::string& text) const { add_text(sum, text); }
  template <class Number>
  void operator()(const Number& number) const { sum.add(&number, sizeof number); }
};

}  // namespace

std::string digest(Section section, const Group& group) {
  base::Sha256 sum;
  const auto checked = group.attributes.find("kept_checked");
  const bool by_chunk = checked != group.attributes.end() && checked->second == Scalar(std::string(checked_by_chunk));
  for (const Row& row : layout(section)) {
    if (row.name == "sha256" || row.name == "_NCProperties") continue;
    if (row.form == Form::attribute) {
      const auto found = group.attributes.find(row.name);
      if (found == group.attributes.end()) continue;
      add_text(sum, row.name);
      std::visit(AddValues{sum}, found->second);
    } else if (by_chunk && is_chunked(row)) {
      continue;
    } else if (const auto found = group.columns.find(row.name); found != group.columns.end()) {
      add_text(sum, row.name);
      std::visit(AddValues{sum}, found->second);
    }
  }
  return sum.hex();
}

}  // namespace prospect::store
