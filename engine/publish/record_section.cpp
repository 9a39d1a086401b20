#include <cmath>
#include <limits>

#include "publish/sections.hpp"
#include "report/answer.hpp"
#include "report/names.hpp"
#include "report/numbers.hpp"

namespace prospect::publish {
namespace {

using report::Text;

/// The tables of a kept track record, seen in one language.
class KeptRecord {
 public:
  KeptRecord(const View& view, const analyse::Answer& answer) : view_(view), answer_(answer) {}

  [[nodiscard]] Points sentences(std::string_view of) const {
    const auto* table = table_in(answer_, of);
    return {table == nullptr ? std::vector<std::string>{} : texts_in(*table, is_vietnamese() ? "vi" : "en")};
  }

  void add(Section& section, std::size_t number) const {
    section.blocks.push_back(sentences("sentences"));
    const std::string of = number == 0 ? "" : "-" + std::to_string(number + 1);
    if (const auto* found = table_in(answer_, "coverage")) add_filled(section, coverage(*found, "coverage" + of));
    if (const auto* found = table_in(answer_, "pooled")) add_filled(section, methods(*found, "methods" + of));
    Points of_targets = sentences("target_sentences");
    if (!of_targets.items.empty()) {
      section.blocks.push_back(Subheading{view_.words(Phrase::record_scores_caption)});
      section.blocks.push_back(std::move(of_targets));
    }
    if (const auto* found = table_in(answer_, "target_scores")) {
      add_filled(section, scores(*found, "past-scores" + of));
    }
    if (const auto* found = table_in(answer_, "targets")) add_filled(section, targets(*found, "past-targets" + of));
  }

 private:
  static void add_filled(Section& section, Table table) {
    if (!table.rows.empty()) section.blocks.push_back(std::move(table));
  }
  static void add_filled(Section& section, Chart chart) {
    if (!chart.table.rows.empty()) section.blocks.push_back(std::move(chart));
  }
  [[nodiscard]] bool is_vietnamese() const { return view_.language() == base::Language::vietnamese; }
  [[nodiscard]] std::string in_language(const char* column) const {
    return std::string(column) + (is_vietnamese() ? "_vi" : "_en");
  }
  [[nodiscard]] Cell rounded(double value, int decimals) const {
    if (std::isnan(value)) return cell("-");
    return cell(report::number(value, decimals, view_.language()), value);
  }

  [[nodiscard]] Chart coverage(const analyse::AnswerTable& table_of, const std::string& id) const {
    Chart chart;
    chart.id = id;
    chart.kind = "coverage";
    chart.title = view_.words(Phrase::record_coverage_title);
    chart.description = view_.words(Phrase::record_coverage_description);
    chart.dataset = dataset_of(view_, answer_, "coverage");
    chart.words = {{"wanted", view_.words(Phrase::axis_wanted)},
                   {"reached", view_.words(Phrase::axis_reached)},
                   {"ours", view_.words(Text::method_ours)}};
    chart.table = table(id + "-table", chart.title,
                        {words("method", view_.words(Text::column_method)),
                         shares("level", view_.words(Phrase::column_level), chart.dataset),
                         shares("share", view_.words(Phrase::column_reached), chart.dataset),
                         shares("low", view_.words(Phrase::column_low), chart.dataset),
                         shares("high", view_.words(Phrase::column_high), chart.dataset)});
    std::vector<std::string> method;
    std::vector<double> level, reached, low, high;
    for (std::size_t i = 0; i < texts_in(table_of, "by").size(); ++i) {
      if (texts_in(table_of, "by")[i] != "all") continue;
      method.push_back(texts_in(table_of, in_language("method"))[i]);
      level.push_back(numbers_in(table_of, "level")[i]);
      reached.push_back(numbers_in(table_of, "hits")[i] / numbers_in(table_of, "cases")[i]);
      low.push_back(numbers_in(table_of, "low")[i]);
      high.push_back(numbers_in(table_of, "high")[i]);
      const auto whole = [&](double value) { return share(value, 0, view_.language()); };
      chart.table.rows.push_back(
          {cell(method.back()), whole(level.back()), whole(reached.back()), whole(low.back()), whole(high.back())});
    }
    chart.data = {{"coverage",
                   {report::texts("method", method), report::numbers("level", "1", level),
                    report::numbers("share", "1", reached), report::numbers("low", "1", low),
                    report::numbers("high", "1", high)}}};
    return chart;
  }

  [[nodiscard]] Table methods(const analyse::AnswerTable& pooled, const std::string& id) const {
    const std::string at = dataset_of(view_, answer_, "pooled");
    Table made = table(
        id, view_.words(Phrase::record_methods_caption),
        {words("method", view_.words(Text::column_method)), counts("cases", view_.words(Text::column_figures), at),
         numbers("log_score", view_.words(Text::column_log_score), "1", at),
         numbers("to_ours", view_.words(Text::column_to_ours), "1", at),
         numbers("low", view_.words(Phrase::column_low), "1", at),
         numbers("high", view_.words(Phrase::column_high), "1", at),
         numbers("crps", view_.words(Text::column_crps), "1", at)});
    for (auto& column : made.columns) column.decimals = column.kind == Column::Kind::count ? 0 : 2;
    for (std::size_t i = 0; i < texts_in(pooled, "by").size(); ++i) {
      if (texts_in(pooled, "by")[i] != "all") continue;
      const bool ours = texts_in(pooled, "method")[i] == "ours";
      const auto against = [&](const char* column) {
        return ours ? cell("-") : rounded(numbers_in(pooled, column)[i], 2);
      };
      made.rows.push_back({cell(texts_in(pooled, in_language("method"))[i]),
                           rounded(numbers_in(pooled, "cases")[i], 0), rounded(numbers_in(pooled, "log_score")[i], 2),
                           against("to_ours"), against("to_ours_low"), against("to_ours_high"),
                           rounded(numbers_in(pooled, "crps")[i], 2)});
    }
    return made;
  }

  [[nodiscard]] Table scores(const analyse::AnswerTable& found, const std::string& id) const {
    const std::string at = dataset_of(view_, answer_, "target_scores");
    Table made = table(
        id, view_.words(Phrase::record_scores_caption),
        {counts("origin", view_.words(Phrase::column_origin), at), words("method", view_.words(Text::column_method)),
         counts("targets", view_.words(Text::column_targets), at),
         numbers("brier", view_.words(Phrase::column_brier_score), "1", at),
         shares("skill", view_.words(Phrase::column_skill_over), at)});
    made.columns[3].decimals = 3;
    for (std::size_t i = 0; i < numbers_in(found, "origin").size(); ++i) {
      const double origin = numbers_in(found, "origin")[i];
      const bool ours = texts_in(found, "method")[i] == "ours";
      made.rows.push_back({cell(std::to_string(std::lround(origin)), origin),
                           cell(texts_in(found, in_language("method"))[i]),
                           rounded(numbers_in(found, "targets")[i], 0), rounded(numbers_in(found, "brier")[i], 3),
                           ours ? cell("-") : share(numbers_in(found, "skill")[i], 0, view_.language())});
    }
    return made;
  }

  [[nodiscard]] Table targets(const analyse::AnswerTable& found, const std::string& id) const {
    const std::string at = dataset_of(view_, answer_, "targets");
    Table made = table(
        id, view_.words(Phrase::record_targets_caption),
        {counts("origin", view_.words(Phrase::column_origin), at), words("target", view_.words(Text::column_target)),
         shares("probability", view_.words(Phrase::column_probability), at),
         numbers("figure", view_.words(Phrase::column_figure_of_target), "", at),
         words("unit", view_.words(Text::column_unit)), words("met", view_.words(Phrase::column_met_or_not))});
    for (std::size_t i = 0; i < numbers_in(found, "origin").size(); ++i) {
      const double origin = numbers_in(found, "origin")[i], figure = numbers_in(found, "figure")[i];
      made.rows.push_back(
          {cell(std::to_string(std::lround(origin)), origin), cell(texts_in(found, in_language("label"))[i]),
           share(numbers_in(found, "probability")[i], 0, view_.language()),
           cell(report::plain(figure, view_.language()), figure),
           cell(report::unit_name(view_.program(), texts_in(found, "unit")[i], view_.language())),
           cell(view_.words(numbers_in(found, "met")[i] > 0 ? Text::story_met : Text::story_missed))});
    }
    return made;
  }

  const View& view_;
  const analyse::Answer& answer_;
};

}  // namespace

Section record_section(const View& view) {
  Section section{"record", view.words(Phrase::record_title), view.words(Phrase::record_navigation), {}};
  const auto answers = answers_to(view.record, "score");
  if (answers.empty()) section.blocks.push_back(Paragraph{view.words(Phrase::not_asked, {{"command", "score"}})});
  for (std::size_t k = 0; k < answers.size(); ++k) KeptRecord(view, *answers[k]).add(section, k);
  return section;
}

}  // namespace prospect::publish
