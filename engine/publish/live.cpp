#include "publish/live.hpp"

#include <algorithm>
#include <numeric>

#include "publish/chart_json.hpp"
#include "publish/html_text.hpp"
#include "publish/sections.hpp"
#include "report/fate.hpp"
#include "report/json.hpp"
#include "report/names.hpp"
#include "report/numbers.hpp"

namespace prospect::publish {
namespace {

namespace json = report::json;
using Fields = std::vector<std::pair<std::string, std::string>>;

std::string tone_of(Signal signal) {
  switch (signal) {
    case Signal::good: return "good";
    case Signal::doubtful: return "doubtful";
    case Signal::bad: return "bad";
    case Signal::none: break;
  }
  return "none";
}

std::string difference_json(const LiveDifference& difference) {
  const bool better = difference.text.tone == report::Tone::good, worse = difference.text.tone == report::Tone::bad;
  return json::object({{"value", json::quoted(difference.text.value)},
                       {"range", json::quoted(difference.text.range)},
                       {"tone", json::quoted(better ? "good" : worse ? "bad" : "plain")},
                       {"pinned", json::real(difference.pinned)},
                       {"same", difference.same ? "true" : "false"}});
}

/// Of the k-th of some differences, if there are any.
std::string difference_of(const LiveAnswer& answer, const std::vector<LiveDifference> LiveDifferences::*of,
                          std::size_t k) {
  return answer.differences ? difference_json(((*answer.differences).*of)[k]) : "null";
}

Fields fate_fields(const View& view, const summarise::Counted& of) {
  const auto fate = report::fate(of, view.options);
  const auto interval = view.options.intervals(of);
  const double share = of.paths == 0 ? 0 : static_cast<double>(of.hits) / static_cast<double>(of.paths);
  return {{"p", json::real(share)},
          {"low", json::real(interval.low)},
          {"high", json::real(interval.high)},
          {"text", json::quoted(fate.probability)},
          {"range", json::quoted(fate.range)},
          {"word", json::quoted(fate.word)},
          {"tone", json::quoted(tone_of(of.paths == 0 ? Signal::none : signal_of(fate.likelihood)))}};
}

/// Median, range and unit of the tested figure; figure_text puts each into a line of its own.
Fields figure_fields(const View& view, const summarise::TargetCount& count) {
  const auto& target = view.program().targets[count.target];
  std::string text = report::figure_text(count.figure, "", view.language());
  const auto end = text.find('\n');
  return {{"figure", json::quoted(text.substr(0, end))},
          {"spread", json::quoted(end == std::string::npos ? "" : text.substr(end + 1))},
          {"unit", json::quoted(report::figure_unit(view.program(), target, view.language()))}};
}

void append(Fields& fields, Fields more) {
  fields.insert(fields.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

std::string targets_json(const View& view, const LiveAnswer& answer) {
  std::vector<std::string> rows;
  const auto& summary = view.scenario().summary;
  for (std::size_t k = 0; k < summary.targets.size(); ++k) {
    const auto& count = summary.targets[k];
    Fields fields = {{"code", json::quoted(view.program().targets[count.target].code)}};
    append(fields, fate_fields(view, counted(summary, count)));
    append(fields, figure_fields(view, count));
    fields.emplace_back("difference", difference_of(answer, &LiveDifferences::targets, k));
    rows.push_back(json::object(fields));
  }
  return json::array(rows);
}

std::string groups_json(const View& view, const LiveAnswer& answer) {
  const auto& summary = view.scenario().summary;
  Fields all = {{"name", json::quoted("all")},
                {"label", json::quoted(report::text(report::Text::update_all, view.language()))},
                {"targets", "[]"}};
  append(all, fate_fields(view, counted_all(summary)));
  all.emplace_back("difference", answer.differences ? difference_json(answer.differences->all) : "null");
  std::vector<std::string> rows = {json::object(all)};
  // What the model names together is what is asked first; themes follow.
  std::vector<std::size_t> order(summary.groups.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_partition(order.begin(), order.end(), [&](std::size_t g) {
    const auto& joints = view.program().joints;
    return std::any_of(joints.begin(), joints.end(),
                       [&](const auto& joint) { return joint.name == summary.groups[g].name; });
  });
  for (const std::size_t g : order) {
    const auto& group = summary.groups[g];
    std::vector<std::string> codes;
    for (const auto& code : report::codes_of(view.scenario(), group.targets)) codes.push_back(json::quoted(code));
    Fields fields = {{"name", json::quoted(group.name)},
                     {"label", json::quoted(report::shown(group.label, view.language(), group.name))},
                     {"targets", json::array(codes)}};
    append(fields, fate_fields(view, counted(summary, group)));
    fields.emplace_back("difference", difference_of(answer, &LiveDifferences::groups, g));
    rows.push_back(json::object(fields));
  }
  return json::array(rows);
}

}  // namespace

std::string live_answer(const View& view, const LiveAnswer& answer) {
  const auto language = view.language();
  const auto& summary = view.scenario().summary;
  std::vector<std::string> sentences, fans;
  for (const auto& sentence : report::verdict_sentences(view.scenario(), view.options)) {
    sentences.push_back(json::quoted(sentence));
  }
  for (const auto& chart : headline_fans(view)) fans.push_back(chart_json(chart, language));
  const std::string expected =
      report::number(report::met_range(summary).mean, 1, language) + "/" + std::to_string(summary.targets.size());
  const std::string of_expected = answer.differences ? difference_json(answer.differences->expected) : "null";
  return json::object(
      {{"kind", json::quoted("answer")},
       {"ask", std::to_string(answer.ask)},
       {"worlds", std::to_string(summary.simulated)},
       {"final", answer.final ? "true" : "false"},
       {"language", json::quoted(code_of(language))},
       {"sentences", json::array(sentences)},
       {"targets", targets_json(view, answer)},
       {"groups", groups_json(view, answer)},
       {"expected",
        json::object({{"text", json::quoted(expected)}, {"difference", of_expected}})},
       {"fans", json::array(fans)},
       {"note", json::quoted(report::failed_sentence(view.scenario(), view.options))}});
}

}  // namespace prospect::publish
