#include <algorithm>
#include <cmath>

#include "publish/sections.hpp"
#include "report/answer.hpp"
#include "report/drivers.hpp"
#include "report/numbers.hpp"

namespace prospect::publish {
namespace {

using report::Text;

/// Shares of one goal of a kept explanation.
class GoalDrivers {
 public:
  GoalDrivers(const View& view, const analyse::Answer& answer, const analyse::AnswerTable& drivers, std::string goal)
      : view_(view), drivers_(drivers), goal_(std::move(goal)), at_(dataset_of(view, answer, "drivers")) {}

  [[nodiscard]] Chart chart() const {
    const auto& of = texts_in(drivers_, "goal");
    const auto& names = texts_in(drivers_, view_.language() == base::Language::vietnamese ? "driver_vi" : "driver_en");
    std::vector<std::string> driver;
    std::vector<double> share, low, high;
    Chart chart = started();
    for (std::size_t i = 0; i < of.size(); ++i) {
      if (of[i] != goal_) continue;
      driver.push_back(names[i]);
      share.push_back(numbers_in(drivers_, "share")[i]);
      low.push_back(numbers_in(drivers_, "share_low")[i]);
      high.push_back(numbers_in(drivers_, "share_high")[i]);
      chart.table.rows.push_back({cell(names[i]), whole(share.back()), whole(low.back()), whole(high.back()),
                                  whole(numbers_in(drivers_, "missed_lowest")[i]),
                                  whole(numbers_in(drivers_, "missed_highest")[i])});
    }
    chart.data = {{"drivers",
                   {report::texts("driver", driver), report::numbers("share", "1", share),
                    report::numbers("low", "1", low), report::numbers("high", "1", high)}}};
    return chart;
  }

 private:
  [[nodiscard]] Chart started() const {
    Chart chart;
    chart.id = "drivers-" + goal_;
    chart.kind = "drivers";
    chart.title = goal_label(view_, goal_);
    chart.description = view_.words(Phrase::drivers_description, {{"goal", chart.title}});
    chart.words = {{"share", view_.words(Text::column_driver_share)}};
    chart.dataset = at_;
    chart.table = table("drivers-" + goal_ + "-table", chart.title,
                        {words("driver", view_.words(Text::column_driver)),
                         shares("share", view_.words(Text::column_driver_share), at_),
                         shares("low", view_.words(Phrase::column_low), at_),
                         shares("high", view_.words(Phrase::column_high), at_),
                         shares("missed_lowest", view_.words(Phrase::column_missed_lowest), at_),
                         shares("missed_highest", view_.words(Phrase::column_missed_highest), at_)});
    return chart;
  }

  [[nodiscard]] Cell whole(double value) const { return share(value, 0, view_.language()); }

  const View& view_;
  const analyse::AnswerTable& drivers_;
  std::string goal_, at_;
};

/// Answers shown as they were printed, each under the command that asked.
void add_printed(const View& view, std::string_view question, Phrase heading, Section& section) {
  const auto answers = answers_to(view.record, question);
  if (answers.empty()) return;
  section.blocks.push_back(Subheading{view.words(heading)});
  for (const auto* answer : answers) section.blocks.push_back(Printed{answer->text.in(view.language())});
}

}  // namespace

Section drivers_section(const View& view) {
  Section section{"drivers", view.words(Phrase::drivers_title), view.words(Phrase::drivers_navigation), {}};
  if (view.scenario().summary.targets.empty()) return section;
  bool any = false;
  for (const auto* answer : answers_to(view.record, "explain")) {
    const auto *goals = table_in(*answer, "goals"), *drivers = table_in(*answer, "drivers");
    if (goals == nullptr || drivers == nullptr) continue;
    if (!any) section.blocks.push_back(Paragraph{view.words(Phrase::drivers_note)});
    any = true;
    for (const auto& goal : texts_in(*goals, "goal")) {
      section.blocks.push_back(GoalDrivers(view, *answer, *drivers, goal).chart());
    }
  }
  if (!any) section.blocks.push_back(Paragraph{view.words(Phrase::not_asked, {{"command", "explain"}})});
  add_printed(view, "discover", Phrase::discover_heading, section);
  add_printed(view, "distance", Phrase::distance_heading, section);
  add_printed(view, "rank", Phrase::rank_heading, section);
  return section;
}

}  // namespace prospect::publish
