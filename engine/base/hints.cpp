#include "base/hints.hpp"

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <utility>

#include "base/unicode.hpp"

namespace prospect::base {
namespace {

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

// Writing a name in other letter case is one mistake, however many letters it has.
int distance_between_names(std::string_view a, std::string_view b) {
  const int exact = edit_distance(a, b);
  return exact <= 1 ? exact : std::min(exact, edit_distance(lower_case(a), lower_case(b)) + 1);
}

}  // namespace

int edit_distance(std::string_view a, std::string_view b) {
  // Three rows suffice: a swap of neighbours looks two rows back.
  std::vector<int> before(b.size() + 1);
  std::vector<int> above(b.size() + 1);
  std::vector<int> row(b.size() + 1);
  std::iota(above.begin(), above.end(), 0);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = static_cast<int>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const int replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, replaced});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
    }
    before.swap(above);
    above.swap(row);
  }
  return above[b.size()];
}

std::vector<std::string> near_names(std::string_view name,
                                    const std::vector<std::string>& candidates,
                                    std::size_t most) {
  const int limit = std::max(2, static_cast<int>(name.size() / 3));
  std::vector<std::pair<int, std::string>> near;
  for (const std::string& candidate : candidates) {
    const auto gap = static_cast<int>(candidate.size()) - static_cast<int>(name.size());
    if (std::abs(gap) > limit) continue;
    const int distance = distance_between_names(name, candidate);
    // Names that share nothing are no hint, however short they are.
    const auto longer = static_cast<int>(std::max(name.size(), candidate.size()));
    if (distance > 0 && distance <= limit && distance < longer) {
      near.emplace_back(distance, candidate);
    }
  }
  std::sort(near.begin(), near.end());
  near.erase(std::unique(near.begin(), near.end()), near.end());

  std::vector<std::string> names;
  for (std::size_t i = 0; i < std::min(most, near.size()); ++i) names.push_back(near[i].second);
  return names;
}

std::string did_you_mean(std::string_view name, const std::vector<std::string>& candidates,
                         std::string_view otherwise) {
  const std::vector<std::string> names = near_names(name, candidates);
  if (names.empty()) return std::string(otherwise);
  std::string hint = "did you mean '" + names.front() + "'";
  for (std::size_t i = 1; i < names.size(); ++i) {
    hint += (i + 1 == names.size() ? " or '" : ", '") + names[i] + "'";
  }
  return hint + "?";
}

int character_count(std::string_view utf8) {
  int count = 0;
  for (std::size_t offset = 0; offset < utf8.size(); ++count) {
    offset += character_at(utf8, offset).bytes;
  }
  return count;
}

}  // namespace prospect::base
