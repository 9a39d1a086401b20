#include "analyse/track_record.hpp"

#include "base/check.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace prospect::analyse {
namespace {

using model::Family;

constexpr std::array<std::pair<const char*, std::vector<double> Family::*>, 5> lists = {
    {{"damping", &Family::damping},
     {"drift_change", &Family::drift_change},
     {"drift_sd", &Family::drift_sd},
     {"estimate_error", &Family::estimate_error},
     {"df", &Family::df}}};

constexpr std::array<std::pair<const char*, double Family::*>, 3> numbers = {
    {{"break_probability", &Family::break_probability},
     {"break_size", &Family::break_size},
     {"sigma_spread", &Family::sigma_spread}}};

}  // namespace

const std::vector<std::string>& rule_keys() {
  static const std::vector<std::string> keys = [] {
    std::vector<std::string> names;
    for (const auto& [name, member] : lists) names.emplace_back(name);
    for (const auto& [name, member] : numbers) names.emplace_back(name);
    return names;
  }();
  return keys;
}

bool takes_list(const std::string& rule_key) {
  return std::any_of(lists.begin(), lists.end(), [&](const auto& l) { return l.first == rule_key; });
}

void lay_on(const Rule& rule, model::Family& family) {
  PROSPECT_EXPECT(!rule.values.empty());
  for (const auto& [name, member] : lists) {
    if (name == rule.key) family.*member = rule.values;
  }
  for (const auto& [name, member] : numbers) {
    if (name == rule.key) family.*member = rule.values.front();
  }
}

}  // namespace prospect::analyse
