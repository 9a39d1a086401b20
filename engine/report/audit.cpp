#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/unicode.hpp"
#include "report/layout.hpp"
#include "report/names.hpp"
#include "report/numbers.hpp"
#include "report/section.hpp"
#include "report/text.hpp"
#include "report/texts.hpp"

namespace prospect::report {
namespace {

using analyse::Finding;

constexpr std::array<std::pair<Finding::Kind, Text>, 4> kinds = {
    {{Finding::Kind::plan_arithmetic, Text::kind_arithmetic},
     {Finding::Kind::identity_on_targets, Text::kind_targets},
     {Finding::Kind::two_figures, Text::kind_two_figures},
     {Finding::Kind::identity_on_history, Text::kind_history}}};

double gap_of(const Finding& finding) { return std::abs(finding.printed - finding.expected); }

// How many times the gap exceeds what rounding allows; the measure that findings are ordered by.
double excess_of(const Finding& finding) {
  constexpr double no_allowance = 1e-12;
  const double excess = gap_of(finding) / std::max(finding.allowance, no_allowance);
  return std::isnan(excess) ? 0 : excess;
}

std::string unit_words(const Finding& finding, const model::Program* words,
                       base::Language language) {
  if (words != nullptr) return unit_name(*words, finding.unit, language);
  return finding.unit == "1" ? "" : base::printable(finding.unit);
}

// "printed 7.5 %, implied 6.98 %, ...": with a digit more than the gap needs to be seen.
std::string figures_of(const Finding& finding, const std::string& unit, base::Language language) {
  constexpr int most = 6;
  const double gap = gap_of(finding);
  const int decimals =
      gap > 0 && std::isfinite(gap)
          ? std::clamp(1 - static_cast<int>(std::floor(std::log10(gap))), 0, most)
          : 0;
  const auto rounded = [&](double value) { return trimmed(value, decimals, language); };
  const bool are_two = finding.kind == Finding::Kind::two_figures;
  return say(are_two ? Text::audit_two_figures : Text::audit_figures, language,
             {{"printed", with_unit(rounded(finding.printed), unit)},
              {"expected", rounded(finding.expected)},
              {"gap", rounded(gap)},
              {"allowance", rounded(finding.allowance)}});
}

std::string contradiction(const Finding& finding, const VerdictOptions& options,
                          const model::Program* words) {
  const base::Language language = options.language;
  const std::string sentence =
      say(Text::finding_without_words, language,
          {{"subject", words != nullptr ? variable_name(*words, finding.subject, language)
                                        : base::printable(finding.subject)},
           {"year", std::to_string(finding.year)}});
  const std::string figures = figures_of(finding, unit_words(finding, words, language), language);
  return paragraph("• ", shown(finding.words, language, sentence), options.columns()) +
         paragraph("  ", "(" + figures + ")", options.columns());
}

std::string contradictions_of(Finding::Kind kind, const std::vector<Finding>& findings,
                              const VerdictOptions& options, const model::Program* words) {
  std::vector<const Finding*> chosen;
  for (const Finding& finding : findings) {
    if (finding.kind == kind && !finding.agrees) chosen.push_back(&finding);
  }
  std::stable_sort(chosen.begin(), chosen.end(), [](const Finding* a, const Finding* b) {
    return excess_of(*a) > excess_of(*b);
  });
  std::string lines;
  for (const Finding* finding : chosen) lines += contradiction(*finding, options, words);
  return lines;
}

// "The plan's own arithmetic: 3; Figures of the history: 12"
std::string agreements(const std::vector<Finding>& findings, base::Language language) {
  std::string list;
  for (const auto& [kind, name] : kinds) {
    const auto agreeing =
        std::count_if(findings.begin(), findings.end(),
                      [kind = kind](const auto& f) { return f.kind == kind && f.agrees; });
    if (agreeing == 0) continue;
    list += (list.empty() ? "" : "; ") + std::string(text(name, language)) + ": " +
            std::to_string(agreeing);
  }
  return list;
}

}  // namespace

std::string audit(const std::vector<Finding>& findings, const VerdictOptions& options,
                  const model::Program* words) {
  const base::Language language = options.language;
  std::string said =
      headline(std::string(text(Text::audit_heading, language)), options).substr(1);
  if (findings.empty()) {
    return finished(said + paragraph("", text(Text::audit_nothing, language), options.columns()));
  }
  const auto agreeing = static_cast<std::size_t>(
      std::count_if(findings.begin(), findings.end(), [](const Finding& f) { return f.agrees; }));
  said += paragraph("",
                    say(Text::audit_counts, language,
                        {{"checks", std::to_string(findings.size())},
                         {"contradictions", std::to_string(findings.size() - agreeing)},
                         {"agreements", std::to_string(agreeing)}}),
                    options.columns());
  if (agreeing == findings.size()) {
    said += paragraph("", text(Text::audit_all_agree, language), options.columns());
  }
  for (const auto& [kind, name] : kinds) {
    const std::string lines = contradictions_of(kind, findings, options, words);
    if (!lines.empty()) said += headline(std::string(text(name, language)), options) + lines;
  }
  const std::string list = agreements(findings, language);
  if (!list.empty()) {
    said += "\n" + paragraph("", say(Text::agreements_line, language, {{"list", list}}),
                             options.columns());
  }
  return finished(said);
}

}  // namespace prospect::report
