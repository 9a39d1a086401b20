#include "publish/sheet_names.hpp"

#include "base/unicode.hpp"

namespace prospect::publish {
namespace {

constexpr std::size_t longest_name = 31;

std::string folded(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

std::string trimmed(std::string text) {
  const auto outer = [](char c) { return c == ' ' || c == '\''; };
  while (!text.empty() && outer(text.back())) text.pop_back();
  std::size_t begin = 0;
  while (begin < text.size() && outer(text[begin])) ++begin;
  return text.substr(begin);
}

std::string allowed(std::string_view wanted) {
  std::string name = base::printable(wanted);
  for (char& c : name) {
    if (std::string_view("[]:*?/\\").find(c) != std::string_view::npos) c = '-';
  }
  name = trimmed(first_characters(trimmed(name), longest_name));
  // Excel keeps the name History for itself.
  return name.empty() || folded(name) == "history" ? "Sheet" : name;
}

}  // namespace

std::string first_characters(std::string_view text, std::size_t limit) {
  std::size_t end = 0, units = 0;
  while (end < text.size()) {
    const auto character = base::character_at(text, end);
    units += character.code > 0xFFFF ? 2 : 1;
    if (units > limit) break;
    end += character.bytes;
  }
  return std::string(text.substr(0, end));
}

std::string SheetNames::take(std::string_view wanted) {
  const std::string name = allowed(wanted);
  std::string unlike = name;
  for (int n = 2; !taken_.insert(folded(unlike)).second; ++n) {
    const std::string ending = " " + std::to_string(n);
    unlike = trimmed(first_characters(name, longest_name - ending.size())) + ending;
  }
  return unlike;
}

}  // namespace prospect::publish
