#include <limits>

#include "base/unicode.hpp"
#include "report/answer.hpp"
#include "report/names.hpp"
#include "report/track_record.hpp"

namespace prospect::report {
namespace {

using base::Language;

/// A text in both languages, a row at a time.
struct Labels {
  std::vector<std::string> en, vi;
  void add(std::string english, std::string vietnamese) {
    en.push_back(std::move(english));
    vi.push_back(std::move(vietnamese));
  }
};

std::string_view part_code(analyse::Pool::By by) {
  switch (by) {
    case analyse::Pool::By::all:
      return "all";
    case analyse::Pool::By::family:
      return "family";
    case analyse::Pool::By::horizon:
      return "horizon";
    case analyse::Pool::By::origin:
      break;
  }
  return "origin";
}

/// Which method over which part of the cases a row is about.
struct Rows {
  std::vector<std::string> by, part, method;
  Labels parts, methods;

  void add(const analyse::Pool& pool, analyse::Method of) {
    by.emplace_back(part_code(pool.by));
    part.push_back(pool.name);
    method.emplace_back(code_of(of));
    const bool all = pool.by == analyse::Pool::By::all;
    parts.add(all ? "" : part_name(pool, Language::english), all ? "" : part_name(pool, Language::vietnamese));
    methods.add(method_name(of, Language::english), method_name(of, Language::vietnamese));
  }
  [[nodiscard]] std::vector<analyse::AnswerColumn> columns() const {
    return {texts("by", by),
            texts("part", part),
            texts("part_en", parts.en),
            texts("part_vi", parts.vi),
            texts("method", method),
            texts("method_en", methods.en),
            texts("method_vi", methods.vi)};
  }
};

analyse::AnswerTable sentences_table(const analyse::TrackRecord& record) {
  if (record.pools.empty()) return {"sentences", {texts("en", {}), texts("vi", {})}};
  return {"sentences",
          {texts("en", track_sentences(record, Language::english)),
           texts("vi", track_sentences(record, Language::vietnamese))}};
}

analyse::AnswerTable pooled_table(const analyse::TrackRecord& record) {
  Rows rows;
  std::vector<double> cases, series, log_score, to_ours, low, high, crps, pit;
  for (const auto& pool : record.pools) {
    for (const auto& score : pool.methods) {
      rows.add(pool, score.method);
      cases.push_back(static_cast<double>(score.cases));
      series.push_back(static_cast<double>(score.series));
      log_score.push_back(score.log_score);
      to_ours.push_back(score.to_ours.mean);
      low.push_back(score.to_ours.low);
      high.push_back(score.to_ours.high);
      crps.push_back(score.crps);
      pit.push_back(score.pit.p_value);
    }
  }
  analyse::AnswerTable table{"pooled", rows.columns()};
  for (auto& column :
       {numbers("cases", "1", cases), numbers("series", "1", series), numbers("log_score", "1", log_score),
        numbers("to_ours", "1", to_ours), numbers("to_ours_low", "1", low), numbers("to_ours_high", "1", high),
        numbers("crps", "1", crps), numbers("pit_p_value", "1", pit)}) {
    table.columns.push_back(column);
  }
  return table;
}

analyse::AnswerTable coverage_table(const analyse::TrackRecord& record) {
  Rows rows;
  std::vector<double> level, hits, cases, low, high;
  for (const auto& pool : record.pools) {
    for (const auto& score : pool.methods) {
      for (const auto& covers : score.covers) {
        rows.add(pool, score.method);
        level.push_back(covers.level);
        hits.push_back(static_cast<double>(covers.hits));
        cases.push_back(static_cast<double>(covers.cases));
        low.push_back(covers.interval.low);
        high.push_back(covers.interval.high);
      }
    }
  }
  analyse::AnswerTable table{"coverage", rows.columns()};
  for (auto& column : {numbers("level", "1", level), numbers("hits", "1", hits), numbers("cases", "1", cases),
                       numbers("low", "1", low), numbers("high", "1", high)}) {
    table.columns.push_back(column);
  }
  return table;
}

analyse::AnswerTable targets_table(const analyse::TrackRecord& record, const model::Program& program) {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  std::vector<std::string> code, unit;
  Labels labels;
  std::vector<double> origin, figure, met, ours;
  for (const auto& round : record.targets.rounds) {
    for (const auto& forecast : round.forecasts) {
      const auto& target = record.targets.resolved[forecast.target];
      const auto& in_program = program.targets[target.in_program];
      origin.push_back(round.origin);
      code.push_back(target.code);
      labels.add(target_name(in_program, Language::english), target_name(in_program, Language::vietnamese));
      unit.push_back(target.unit);
      figure.push_back(target.figure);
      met.push_back(target.met ? 1 : 0);
      ours.push_back(forecast.probability.front().value_or(none));
    }
  }
  return {"targets",
          {numbers("origin", "1", origin), texts("code", code), texts("label_en", labels.en),
           texts("label_vi", labels.vi), texts("unit", unit), numbers("figure", "of column unit", figure),
           numbers("met", "1", met), numbers("probability", "1", ours)}};
}

analyse::AnswerTable target_scores_table(const analyse::TrackRecord& record) {
  std::vector<std::string> method;
  Labels methods;
  std::vector<double> origin, targets, brier, log_score, skill, low, high, expected, met;
  for (const auto& round : record.targets.rounds) {
    for (const auto& score : round.scores) {
      origin.push_back(round.origin);
      method.emplace_back(code_of(score.method));
      methods.add(method_name(score.method, Language::english), method_name(score.method, Language::vietnamese));
      targets.push_back(static_cast<double>(score.targets));
      brier.push_back(score.brier);
      log_score.push_back(score.log_score);
      skill.push_back(score.skill);
      low.push_back(score.to_ours.low);
      high.push_back(score.to_ours.high);
      expected.push_back(round.count.expected);
      met.push_back(static_cast<double>(round.count.met));
    }
  }
  return {"target_scores",
          {numbers("origin", "1", origin), texts("method", method), texts("method_en", methods.en),
           texts("method_vi", methods.vi), numbers("targets", "1", targets), numbers("brier", "1", brier),
           numbers("log_score", "1", log_score), numbers("skill", "1", skill), numbers("to_ours_low", "1", low),
           numbers("to_ours_high", "1", high), numbers("expected_met", "1", expected), numbers("met", "1", met)}};
}

}  // namespace

analyse::Answer track_answer(const analyse::TrackRecord& record, const model::Program& program) {
  analyse::Answer answer;
  answer.question = "score";
  answer.name = "score " + program.scenario;
  for (const int origin : record.origins) answer.name += " " + std::to_string(origin);
  const std::string rule = rule_text(record);
  if (!rule.empty()) answer.name += " with " + rule;
  answer.tables = {sentences_table(record), pooled_table(record), coverage_table(record),
                   targets_table(record, program), target_scores_table(record)};
  return answer;
}

}  // namespace prospect::report
