#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/unicode.hpp"
#include "report/layout.hpp"
#include "report/names.hpp"
#include "report/numbers.hpp"
#include "report/section.hpp"
#include "report/sentences.hpp"
#include "report/text.hpp"
#include "report/texts.hpp"

namespace prospect::report {
namespace {

using analyse::Finding;

std::string contradictions_of(Finding::Kind kind, const std::vector<Finding>& findings,
                              const VerdictOptions& options, const model::Program* words) {
  const base::Language language = options.language;
  std::string lines;
  for (const Finding* finding : contradictions(kind, findings)) {
    lines += paragraph("• ", finding_words(*finding, words, language), options.columns()) +
             paragraph("  ", "(" + finding_figures(*finding, words, language) + ")", options.columns());
  }
  return lines;
}

// "The plan's own arithmetic: 3; Figures of the history: 12"
std::string agreements(const std::vector<Finding>& findings, base::Language language) {
  std::string list;
  for (const auto& [kind, name] : finding_kinds()) {
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
  said += paragraph("", audit_counts(findings, language), options.columns());
  if (agreeing == findings.size()) {
    said += paragraph("", text(Text::audit_all_agree, language), options.columns());
  }
  for (const auto& [kind, name] : finding_kinds()) {
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
