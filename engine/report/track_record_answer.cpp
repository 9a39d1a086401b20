#include <limits>

#include "base/unicode.hpp"
#include "report/answer.hpp"
#include "report/names.hpp"
#include "report/past_targets.hpp"
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

/// Which method over which part of the cases a row is about.
struct Rows {
  std::vector<std::string> by, part, method;
  Labels parts, methods;

  void add(const analyse::Pool& pool, analyse::Method of) {
    by.emplace_back(code_of(pool.by));
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

analyse::AnswerTable target_sentences_table(const analyse::TrackRecord& record) {
  return {"target_sentences",
          {texts("en", past_target_sentences(record.targets, Language::english)),
           texts("vi", past_target_sentences(record.targets, Language::vietnamese))}};
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

/// Where the figures of all cases fell in their laws: a row a method and fifth.
analyse::AnswerTable pit_table(const analyse::TrackRecord& record) {
  std::vector<std::string> method;
  Labels methods;
  std::vector<double> fifth, count, share;
  for (const auto& pool : record.pools) {
    if (pool.by != analyse::Pool::By::all) continue;
    for (const auto& score : pool.methods) {
      for (std::size_t k = 0; k < score.pit.counts.size(); ++k) {
        method.emplace_back(code_of(score.method));
        methods.add(method_name(score.method, Language::english), method_name(score.method, Language::vietnamese));
        fifth.push_back(static_cast<double>(k + 1));
        count.push_back(score.pit.counts[k]);
        share.push_back(count.back() / static_cast<double>(score.cases));
      }
    }
  }
  return {"pit",
          {texts("method", method), texts("method_en", methods.en), texts("method_vi", methods.vi),
           numbers("fifth", "1", fifth), numbers("count", "1", count), numbers("share", "1", share)}};
}

/// Calls `use` with every round of forecasts of targets, and each target forecast in it.
template <class Use>
void for_each_forecast(const analyse::PastTargets& targets, const Use& use) {
  for (const auto& round : targets.rounds) {
    for (const auto& forecast : round.forecasts) use(round, targets.resolved[forecast.target], forecast);
  }
}

/// A column for each method; "probability" is ours.
std::vector<analyse::AnswerColumn> probability_columns(const analyse::PastTargets& targets) {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  std::vector<analyse::AnswerColumn> columns;
  for (std::size_t m = 0; m < analyse::target_method_count; ++m) {
    const auto method = static_cast<analyse::TargetMethod>(m);
    std::vector<double> values;
    for_each_forecast(targets, [&](const auto&, const auto&, const auto& forecast) {
      values.push_back(forecast.probability[m].value_or(none));
    });
    const bool ours = method == analyse::TargetMethod::ours;
    columns.push_back(numbers(ours ? "probability" : "probability_" + std::string(code_of(method)), "1", values));
  }
  return columns;
}

analyse::AnswerTable targets_table(const analyse::TrackRecord& record, const model::Program& program) {
  std::vector<std::string> code, unit;
  Labels labels;
  std::vector<double> origin, year, low, high, figure, met;
  for_each_forecast(record.targets, [&](const auto& round, const auto& target, const auto&) {
    const auto& in_program = program.targets[target.in_program];
    origin.push_back(round.origin);
    code.push_back(target.code);
    labels.add(target_name(in_program, Language::english), target_name(in_program, Language::vietnamese));
    unit.push_back(target.unit);
    year.push_back(target.year);
    low.push_back(target.low);
    high.push_back(target.high);
    figure.push_back(target.figure);
    met.push_back(target.met ? 1 : 0);
  });
  const std::string in_unit = "of column unit";
  analyse::AnswerTable table{
      "targets",
      {numbers("origin", "1", origin), texts("code", code), texts("label_en", labels.en),
       texts("label_vi", labels.vi), texts("unit", unit), numbers("year", "1", year), numbers("low", in_unit, low),
       numbers("high", in_unit, high), numbers("figure", in_unit, figure), numbers("met", "1", met)}};
  for (auto& column : probability_columns(record.targets)) table.columns.push_back(std::move(column));
  return table;
}

analyse::AnswerTable target_scores_table(const analyse::TrackRecord& record) {
  std::vector<std::string> method;
  Labels methods;
  std::vector<double> origin, targets, brier, log_score, skill, to_ours, low, high;
  for (const auto& round : record.targets.rounds) {
    for (const auto& score : round.scores) {
      origin.push_back(round.origin);
      method.emplace_back(code_of(score.method));
      methods.add(method_name(score.method, Language::english), method_name(score.method, Language::vietnamese));
      targets.push_back(static_cast<double>(score.targets));
      brier.push_back(score.brier);
      log_score.push_back(score.log_score);
      skill.push_back(score.skill);
      to_ours.push_back(score.to_ours.mean);
      low.push_back(score.to_ours.low);
      high.push_back(score.to_ours.high);
    }
  }
  return {"target_scores",
          {numbers("origin", "1", origin), texts("method", method), texts("method_en", methods.en),
           texts("method_vi", methods.vi), numbers("targets", "1", targets), numbers("brier", "1", brier),
           numbers("log_score", "1", log_score), numbers("skill", "1", skill), numbers("to_ours", "1", to_ours),
           numbers("to_ours_low", "1", low), numbers("to_ours_high", "1", high)}};
}

analyse::AnswerTable counts_table(const analyse::TrackRecord& record) {
  std::vector<double> origin, targets, expected, low, high, met;
  for (const auto& round : record.targets.rounds) {
    origin.push_back(round.origin);
    targets.push_back(static_cast<double>(round.forecasts.size()));
    expected.push_back(round.count.expected);
    low.push_back(static_cast<double>(round.count.low));
    high.push_back(static_cast<double>(round.count.high));
    met.push_back(static_cast<double>(round.count.met));
  }
  return {"counts",
          {numbers("origin", "1", origin), numbers("targets", "1", targets), numbers("expected", "1", expected),
           numbers("low", "1", low), numbers("high", "1", high), numbers("met", "1", met)}};
}

}  // namespace

analyse::Answer track_answer(const analyse::TrackRecord& record, const model::Program& program) {
  analyse::Answer answer;
  answer.question = "score";
  answer.name = "score " + program.scenario;
  for (const int origin : record.origins) answer.name += " " + std::to_string(origin);
  const std::string rule = rule_text(record);
  if (!rule.empty()) answer.name += " with " + rule;
  answer.tables = {sentences_table(record), pooled_table(record),           coverage_table(record),
                   pit_table(record),       targets_table(record, program), target_scores_table(record),
                   counts_table(record),    target_sentences_table(record)};
  return answer;
}

}  // namespace prospect::report
