/// Rankings: rows of the table of other regions against the indicators of the model.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/hints.hpp"
#include "model/builder.hpp"
#include "model/ranking.hpp"

namespace prospect::model {
namespace {

/// Columns of the table that are no region.
constexpr std::array<std::string_view, 8> notes = {"row", "indicator", "label_en", "label_vi", "unit",
                                                   "printed_rank", "computed_rank", "rank_note"};

class RankingReader {
 public:
  RankingReader(const read::Table& table, const Definition& d, Equations& e, base::Problems& problems)
      : table_(table), d_(d), e_(e), all_(problems) {}

  void read(const RankingDefinition& definition) {
    problems_ = {};
    one(definition);
    all_.add(problems_);
  }

 private:
  void one(const RankingDefinition& definition) {
    ranking_ = {};
    ranking_.name = definition.name;
    ranking_.label = definition.label;
    ranking_.source = definition.source;
    ranking_.drift = definition.drift;
    ranking_.common = definition.common;
    ranking_.spread = definition.spread;
    const bool in_run = years(definition);
    spreads(definition);
    sense(definition);
    const auto* row = row_of(definition);
    const auto variable = variable_of(definition);
    if (row == nullptr || !variable) return;
    ranking_.variable = *variable;
    units(definition, *row);
    figures(definition, *row);
    if (problems_.has_errors() || !in_run || !e_.available[variable->value]) return;
    e_.program.rankings.push_back(std::move(ranking_));
  }

  void wrong(const char* kind, const base::Place& place, std::string message, std::string hint = "") {
    problems_.add(kind, place, std::move(message), std::move(hint));
  }

  /// Whether the figures are known in this run.
  bool years(const RankingDefinition& definition) {
    ranking_.year = definition.year;
    if (definition.year >= 1000 && definition.year <= d_.model_base_year) return definition.year <= d_.base_year;
    wrong("bad-year", definition.place,
          fmt::format("the year {} of ranking '{}' is not one up to the base year {}", definition.year, definition.name,
                      d_.model_base_year));
    return false;
  }

  void spreads(const RankingDefinition& definition) {
    for (const auto& [key, value] : {std::pair{"common", definition.common}, std::pair{"spread", definition.spread}}) {
      if (value >= 0) continue;
      wrong("bad-value", definition.place, fmt::format("'{}' of ranking '{}' is below 0", key, definition.name),
            "it is a standard deviation, on the scale of the link");
    }
  }

  void sense(const RankingDefinition& definition) {
    ranking_.high_is_better = definition.better == "high";
    if (definition.better != "high" && definition.better != "low") {
      wrong("bad-value", definition.place,
            fmt::format("'better' of ranking '{}' should be high or low, found '{}'", definition.name,
                        definition.better));
    }
    static const std::map<std::string, Link> links = {
        {"identity", Link::identity}, {"log", Link::log}, {"logit", Link::logit}};
    const auto link = links.find(definition.link);
    if (link == links.end()) {
      return wrong("bad-link", definition.place,
            fmt::format("'{}' is not a link of a ranking", definition.link), "links are identity, log and logit");
    }
    ranking_.link = link->second;
  }

  const std::vector<read::Cell>* row_of(const RankingDefinition& definition) {
    if (table_.columns.empty()) {
      wrong("missing-key", definition.place, fmt::format("ranking '{}' has no table of regions", definition.name),
            "name it in the model: [data] regions = \"regions.csv\"");
      return nullptr;
    }
    if (!read::require_columns(table_, {"indicator", "unit"}, problems_)) return nullptr;
    const std::size_t name = *table_.column("indicator");
    std::vector<std::string> names;
    const std::vector<read::Cell>* found = nullptr;
    for (const auto& row : table_.rows) {
      names.push_back(row[name].text);
      if (row[name].text != definition.row) continue;
      if (found != nullptr) {
        wrong("duplicate-row", row[name].place, fmt::format("'{}' has a row already", definition.row));
      }
      found = &row;
    }
    if (found == nullptr) {
      wrong("unknown-name", definition.place,
            fmt::format("ranking '{}' is about '{}', of which the table of regions has no row", definition.name,
                        definition.row),
            base::did_you_mean(definition.row, names, "name the row with 'row'"));
    }
    return found;
  }

  std::optional<VariableId> variable_of(const RankingDefinition& definition) {
    std::vector<std::string> names;
    for (std::size_t v = 0; v < e_.program.variables.size(); ++v) {
      const auto& variable = e_.program.variables[v];
      if (!variable.indicator && !d_.earlier) continue;
      if (variable.name == definition.indicator) return VariableId(v);
      names.push_back(variable.name);
    }
    wrong("unknown-name", definition.place,
          fmt::format("ranking '{}' is of '{}', which is no indicator", definition.name, definition.indicator),
          base::did_you_mean(definition.indicator, names));
    return std::nullopt;
  }

  void units(const RankingDefinition& definition, const std::vector<read::Cell>& row) {
    const auto& cell = row[*table_.column("unit")];
    const auto& variable = e_.program.variables[ranking_.variable.value];
    std::string bad;
    const auto unit = Unit::parse(cell.text, d_.unit_words, bad);
    const auto own = Unit::parse(variable.unit, d_.unit_words, bad);
    if (!unit) return wrong("bad-unit", cell.place, fmt::format("'{}' is not a word of a unit", bad));
    if (!own) return;
    if (!unit->fits(*own)) {
      return wrong("unit-mismatch", cell.place,
                   fmt::format("'{}' does not go with '{}' of indicator '{}'", cell.text, variable.unit,
                             variable.name));
    }
    ranking_.unit = cell.text;
    ranking_.scale = unit->to(*own).value();
    if (ranking_.link != Link::logit) return;
    ranking_.top = unit->to(Unit()).value() == 0.01 ? 100 : 1;
    if (!unit->fits(Unit())) {
      wrong("bad-link", definition.place, fmt::format("link logit is for shares, '{}' is none", cell.text));
    }
  }

  void figures(const RankingDefinition& definition, const std::vector<read::Cell>& row) {
    bool own = false;
    std::vector<std::string> names;
    for (std::size_t c = 0; c < table_.columns.size(); ++c) {
      const auto& name = table_.columns[c].text;
      if (std::find(notes.begin(), notes.end(), name) != notes.end()) continue;
      names.push_back(name);
      own = own || name == definition.own;
      if (row[c].text.empty() && name != definition.own) continue;  // the source prints none
      const auto figure = read::number_in(row[c], problems_);
      if (!figure) continue;
      check_figure(row[c], *figure);
      if (name == definition.own) {
        ranking_.own_figure = *figure;
      } else {
        ranking_.regions.push_back(name);
        ranking_.figures.push_back(*figure);
      }
    }
    if (!own) {
      wrong("unknown-name", definition.place,
            fmt::format("the table of regions has no column '{}'", definition.own),
            base::did_you_mean(definition.own, names));
    }
  }

  void check_figure(const read::Cell& cell, double figure) {
    const bool bad = (ranking_.link == Link::log && figure <= 0) ||
                     (ranking_.link == Link::logit && (figure <= 0 || figure >= ranking_.top));
    if (!bad) return;
    wrong("out-of-bounds", cell.place, fmt::format("the figure {} has no place on the scale of its ranking", figure),
          "take another link");
  }

  const read::Table& table_;
  const Definition& d_;
  Equations& e_;
  base::Problems& all_;
  base::Problems problems_;            ///< of the ranking being read
  Ranking ranking_;
};

}  // namespace

void read_rankings(const read::Table& table, const Definition& definition, Equations& equations,
                   base::Problems& problems) {
  RankingReader reader(table, definition, equations, problems);
  for (const auto& ranking : definition.rankings) reader.read(ranking);
}

}  // namespace prospect::model
