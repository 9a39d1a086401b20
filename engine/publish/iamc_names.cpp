#include "publish/iamc_names.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/unicode.hpp"

namespace prospect::publish::iamc_names {
namespace {

bool is_small(std::string_view word) {
  constexpr std::array<std::string_view, 19> small = {"and", "or", "of", "in", "on",   "at",  "to",
                                                      "by",  "as", "a",  "an", "for",  "per", "the",
                                                      "w/",  "w/o", "with", "without", "from"};
  return std::find(small.begin(), small.end(), word) != small.end();
}

std::string with_capital(std::string word) {
  const std::size_t letter = word.find_first_not_of("([");
  if (letter == word.npos) return word;
  char& first = word[letter];
  if (first >= 'a' && first <= 'z') first = static_cast<char>(first - 'a' + 'A');
  return word;
}

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  for (std::size_t at = text.find_first_not_of(' '); at != text.npos; at = text.find_first_not_of(' ', at)) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    words.push_back(text.substr(at, end - at));
    at = end;
  }
  return words;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

}  // namespace

std::string plain(std::string_view text) {
  std::string clean = base::printable(text);
  for (char& c : clean) {
    if (c == '|') c = '/';
    if (c == ':' || c == ';') c = ',';
    if (c == '"') c = '\'';
    if (c == '*') c = ' ';
  }
  for (std::size_t firm = clean.find("\xC2\xA0"); firm != clean.npos; firm = clean.find("\xC2\xA0")) {
    clean.replace(firm, 2, " ");
  }
  clean.erase(0, std::min(clean.find_first_not_of(" =+-@'"), clean.size()));
  return joined(words_of(clean));
}

std::string level(std::string_view text) {
  auto words = words_of(plain(text));
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i == 0 || !is_small(words[i])) words[i] = with_capital(words[i]);
  }
  return joined(words);
}

std::vector<std::string> distinct(const std::vector<Named>& all) {
  std::vector<std::string> names;
  std::map<std::string, int> uses;
  for (const auto& one : all) {
    std::string name = plain(one.label.en);
    if (name.empty()) {
      name = one.code;
      std::replace(name.begin(), name.end(), '_', ' ');
      name = plain(name);
    }
    ++uses[level(name)];
    names.push_back(std::move(name));
  }
  std::set<std::string> taken;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (uses[level(names[i])] > 1) names[i] += " (" + plain(all[i].code) + ")";
    // A label may look like another one with its code: then a number tells them apart.
    const std::string name = names[i];
    for (int n = 2; !taken.insert(level(names[i])).second; ++n) names[i] = name + " " + std::to_string(n);
  }
  return names;
}

}  // namespace prospect::publish::iamc_names
