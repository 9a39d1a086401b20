#include "app/desk_words.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/what_if_model.hpp"
#include "report/json.hpp"
#include "report/seek.hpp"
#include "report/sentences.hpp"

namespace prospect::app {
namespace {

namespace json = boost::json;
namespace text = report::json;
using Fields = std::vector<std::pair<std::string, std::string>>;

constexpr double largest_number = 9e15;   // whole numbers that a double holds
constexpr std::size_t longest_name = 60, longest_label = 600, most_words = 200;

/// A number within its bounds; `otherwise` if there is none.
double number_in(const json::object& message, std::string_view key, double otherwise, double low, double high) {
  const auto* value = message.if_contains(key);
  if (value == nullptr || value->is_null()) return otherwise;
  const double number = value->is_number() ? value->to_number<double>() : std::nan("");
  if (!(number >= low && number <= high)) {
    throw BadMessage(fmt::format("'{}' is no number from {} to {}", key, low, high));
  }
  return number;
}

/// A text of so many bytes at most; empty if there is none.
std::string text_in(const json::object& message, std::string_view key, std::size_t longest) {
  const auto* value = message.if_contains(key);
  if (value == nullptr || value->is_null()) return {};
  if (!value->is_string() || value->get_string().size() > longest) {
    throw BadMessage(fmt::format("'{}' is no text of at most {} bytes", key, longest));
  }
  return std::string(value->get_string());
}

/// A list of texts, one at least.
std::vector<std::string> words_in(const json::object& message, std::string_view key) {
  const auto* value = message.if_contains(key);
  if (value == nullptr || !value->is_array() || value->get_array().empty() ||
      value->get_array().size() > most_words) {
    throw BadMessage(fmt::format("'{}' is no list of 1 to {} texts", key, most_words));
  }
  std::vector<std::string> words;
  for (const auto& word : value->get_array()) {
    if (!word.is_string()) throw BadMessage(fmt::format("'{}' is no list of texts", key));
    words.emplace_back(word.get_string());
  }
  return words;
}

/// English if it says nothing.
base::Language language_in(const json::object& message) {
  return text_in(message, "language", 2) == "vi" ? base::Language::vietnamese : base::Language::english;
}

}  // namespace

std::pair<std::string, std::uint64_t> kind_of(const json::object& message) {
  constexpr std::array<const char*, 5> kinds = {"ask", "seek", "stop_seek", "save", "write"};
  for (const char* kind : kinds) {
    if (!message.contains(kind)) continue;
    return {kind, static_cast<std::uint64_t>(number_in(message, kind, 0, 0, largest_number))};
  }
  throw BadMessage("this is no message of the page");
}

PageAsk ask_in(const json::object& message, const WhatIf& what_if) {
  PageAsk ask;
  ask.number = kind_of(message).second;
  ask.language = language_in(message);
  const auto usual = static_cast<double>(what_if.request().paths);
  const auto most = static_cast<double>(most_worlds(what_if.request()));
  ask.worlds = static_cast<std::uint64_t>(number_in(message, "worlds", usual, 1, most));
  ask.settings = settings_in(message, what_if.bounds());
  if (const auto* pinned = message.if_contains("pinned"); pinned != nullptr && pinned->is_object()) {
    ask.pinned = settings_in(pinned->get_object(), what_if.bounds());
  }
  return ask;
}

PageSearch search_in(const json::object& message, const WhatIf& what_if) {
  return {kind_of(message).second,          language_in(message),
          settings_in(message, what_if.bounds()), words_in(message, "lever"),
          words_in(message, "targets"),     number_in(message, "probability", 80, 0, 100)};
}

PageFile file_in(const json::object& message, const WhatIf& what_if) {
  const auto [kind, number] = kind_of(message);
  const std::string label = text_in(message, "label", longest_label);
  return {kind, number, file_stem_in(message, longest_name), {label, label}, settings_in(message, what_if.bounds())};
}

std::string file_stem_in(const json::object& message, std::size_t longest) {
  std::string name = text_in(message, "name", longest);
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  };
  if (name.empty() || name.front() == '-' || !std::all_of(name.begin(), name.end(), is_plain)) {
    throw BadMessage("the name of a file is made of letters without accents, digits, '_' and '-'");
  }
  return name;
}

std::string problem_message(const std::string& kind, std::uint64_t number, const std::string& words,
                            const std::string& hint) {
  Fields fields = {{"kind", text::quoted("problem")}};
  if (!kind.empty()) fields.emplace_back(kind, std::to_string(number));
  fields.emplace_back("message", text::quoted(words));
  fields.emplace_back("hint", text::quoted(hint));
  return text::object(fields);
}

std::string problem_message(const std::string& kind, std::uint64_t number, const base::Rejected& rejected) {
  const auto problems = rejected.problems().sorted();
  if (problems.empty()) return problem_message(kind, number, rejected.what(), "");
  return problem_message(kind, number, problems.front().message, problems.front().hint);
}

std::string written_message(std::uint64_t number, const std::string& name, const std::string& file_text) {
  return text::object({{"kind", text::quoted("written")},
                       {"write", std::to_string(number)},
                       {"name", text::quoted(name)},
                       {"text", text::quoted(file_text)}});
}

std::string saved_message(std::uint64_t number, const std::string& file) {
  return text::object({{"kind", text::quoted("saved")},
                       {"save", std::to_string(number)},
                       {"file", text::quoted(file)},
                       {"command", text::quoted("prospect run " + file)}});
}

std::string sought_message(std::uint64_t number, const analyse::SeekAnswer& answer,
                           const std::vector<std::string>& sentences) {
  std::vector<std::string> said;
  for (const auto& sentence : sentences) said.push_back(text::quoted(sentence));
  Fields levers;
  if (answer.outcome == analyse::SeekAnswer::Outcome::found) {
    for (const auto& lever : answer.levers) levers.emplace_back(lever.name, text::real(lever.value));
  }
  return text::object({{"kind", text::quoted("sought")},
                       {"seek", std::to_string(number)},
                       {"outcome", text::quoted(report::outcome_word(answer.outcome))},
                       {"sentences", text::array(said)},
                       {"levers", text::object(levers)}});
}

publish::LiveDifferences differences_of(const store::RunRecord& record, const HeldAgainst& held,
                                        base::Language language) {
  const analyse::WorldDifferences differences(held.own, held.other, held.worlds);
  const auto& scenario = record.scenarios.front();
  const auto points = [&](const std::vector<std::string>& codes) {
    const auto found = differences.difference(codes);
    return publish::LiveDifference{found.share_of_b,
                                   report::difference_text(found.value, found.interval, 100, language),
                                   found.only_a == 0 && found.only_b == 0};
  };
  publish::LiveDifferences texts;
  std::vector<std::string> all;
  for (std::size_t k = 0; k < scenario.summary.targets.size(); ++k) {
    all.push_back(report::target_of(scenario, k).code);
    texts.targets.push_back(points({all.back()}));
  }
  for (const auto& group : scenario.summary.groups) {
    texts.groups.push_back(points(report::codes_of(scenario, group.targets)));
  }
  texts.all = points(all);
  const auto met = differences.met_difference(all);
  double pinned = 0;
  bool same = true;
  for (const auto& target : texts.targets) {
    pinned += target.pinned;
    same = same && target.same;
  }
  texts.expected = {pinned, report::difference_text(met.value, met.interval, 1, language), same};
  return texts;
}

}  // namespace prospect::app
