/// Distributions as a file writes them: "normal(0, 1)".

#include <fmt/format.h>

#include "base/hints.hpp"
#include "model/check.hpp"
#include "model/keys.hpp"

namespace prospect::model {
namespace {

using Kind = lanes::Distribution::Kind;

std::optional<Kind> kind_of(std::string_view name) {
  static const std::map<std::string_view, Kind> kinds = {
      {"normal", Kind::normal},         {"lognormal", Kind::lognormal},
      {"uniform", Kind::uniform},       {"triangular", Kind::triangular},
      {"student_t", Kind::student_t},   {"beta", Kind::beta},
      {"gamma", Kind::gamma},           {"exponential", Kind::exponential},
      {"logit_normal", Kind::logit_normal}};
  const auto at = kinds.find(name);
  if (at == kinds.end()) return std::nullopt;
  return at->second;
}

/// The number an argument stands for: a literal or its negative.
std::optional<double> literal(const Tree& tree, int index) {
  const Node& node = tree.nodes[static_cast<std::size_t>(index)];
  if (node.kind == Node::Kind::number) return node.number;
  if (node.kind == Node::Kind::call && node.name == "neg") {
    const auto inner = literal(tree, node.children[0]);
    if (inner) return -*inner;
  }
  return std::nullopt;
}

}  // namespace

std::optional<WrittenDistribution> written_distribution(const read::Value& value) {
  if (value.kind != read::Value::Kind::string) return std::nullopt;
  base::Problems quiet;
  Tree tree = parse_expression(value, quiet);
  if (tree.empty()) return std::nullopt;
  const Node& root = tree.nodes[static_cast<std::size_t>(tree.root())];
  if (root.kind != Node::Kind::call) return std::nullopt;
  for (const auto& info : language_distributions()) {
    if (info.name == root.name) return WrittenDistribution{root.name, std::move(tree)};
  }
  return std::nullopt;
}

std::optional<lanes::Distribution> constant_distribution(const read::Value& value,
                                                         const std::string& subject,
                                                         base::Problems& problems) {
  lanes::Distribution distribution;
  if (value.is_number()) {
    distribution.kind = Kind::fixed;
    distribution.a = value.number;
    return distribution;
  }
  const Tree tree = parse_expression(value, problems);
  if (tree.empty()) return std::nullopt;
  const Node& root = tree.nodes[static_cast<std::size_t>(tree.root())];
  std::vector<std::string> names;
  bool of_shocks = false;
  for (const auto& info : language_distributions()) {
    if (!info.shocks_only) names.emplace_back(info.name);
    of_shocks = of_shocks || (info.shocks_only && info.name == root.name);
  }
  const auto place = value.place_at(static_cast<std::size_t>(root.offset), root.length);
  const auto kind = root.kind == Node::Kind::call ? kind_of(root.name) : std::nullopt;
  if (!kind) {
    problems.add("bad-distribution", place,
                 fmt::format("{} should be a number or a distribution, found '{}'", subject,
                             root.kind == Node::Kind::call ? root.name : value.text),
                 of_shocks ? fmt::format("'{}' is for shocks only", root.name)
                           : base::did_you_mean(root.name, names, "as in \"normal(0, 1)\""));
    return std::nullopt;
  }
  std::array<double, 3> arguments{};
  for (const auto& info : language_distributions()) {
    if (info.name != root.name) continue;
    const int count = static_cast<int>(root.children.size());
    if (count < info.least || count > info.most || (*kind == Kind::student_t && count == 2)) {
      const std::string wanted = *kind == Kind::student_t ? "1 or 3" : std::to_string(info.least);
      problems.add("bad-distribution", place,
                   fmt::format("'{}' in {} takes {} argument{}, found {}", root.name, subject, wanted,
                               wanted == "1" ? "" : "s", count),
                   std::string(info.meaning));
      return std::nullopt;
    }
  }
  for (std::size_t k = 0; k < root.children.size(); ++k) {
    const auto number = literal(tree, root.children[k]);
    if (!number) {
      problems.add("bad-distribution", place,
                   fmt::format("the arguments of '{}' in {} should be numbers", root.name, subject),
                   "only counts of shocks may have expressions as arguments");
      return std::nullopt;
    }
    arguments[k] = *number;
  }
  distribution.kind = *kind;
  distribution.a = arguments[0];
  distribution.b = arguments[1];
  distribution.c = arguments[2];
  if (*kind == Kind::student_t && root.children.size() == 1) distribution.c = 1;
  if (const auto wrong = distribution.validate(); !wrong.empty()) {
    problems.add("bad-distribution", place, fmt::format("{}: {}", subject, wrong));
    return std::nullopt;
  }
  return distribution;
}

}  // namespace prospect::model
