/// Blocks that are learned by simulating the history: the model compiled as of an earlier year.

#include <fmt/format.h>

#include <algorithm>

#include "base/hints.hpp"
#include "model/builder.hpp"
#include "model/model.hpp"

namespace prospect::model {
namespace {

template <class Part>
std::optional<std::size_t> index_named(const std::vector<Part>& parts, const std::string& name) {
  const auto at = std::find_if(parts.begin(), parts.end(), [&](const auto& p) { return p.name == name; });
  if (at == parts.end()) return std::nullopt;
  return static_cast<std::size_t>(at - parts.begin());
}

class BlockMaker {
 public:
  BlockMaker(const read::Inputs& inputs, const Definition& definition, const LearnDefinition& learn,
             Equations& user, base::Problems& problems)
      : d_(definition), learn_(learn), user_(user), problems_(problems) {
    read::Inputs plain = inputs;   // no scenario was at work in the years of history
    plain.scenarios.clear();
    plain.observed = {};
    plain.name = learn.name;
    base::Problems told;           // the program that uses the block has told them already
    Definition past = define(plain, learn.from, told);
    past.end_year = d_.base_year;
    past.past_run = true;
    past.learns.clear();
    for (std::size_t k = 0; k < past.events.size(); ++k) {
      past.events[k].past = d_.events[k].past;   // not only up to `from`: the block meets the later ones
    }
    own_ = Builder(past, told).build();
    order_variables(own_, told);
    mark_available(own_, true, told);
  }

  std::shared_ptr<const LearnBlock> make() {
    auto block = std::make_shared<LearnBlock>();
    block->name = learn_.name;
    block->label = learn_.label;
    block->source = learn_.source;
    for (const auto& figure : learn_.figures) add_figures(figure, *block);
    for (const auto& [parameter, indicator] : learn_.carry) carry(parameter, *indicator, *block);
    for (const auto* parameter : learn_.parameters) teach(*parameter, *block);
    if (block->figures.empty() || block->parts.empty()) return nullptr;
    slice();
    block->program = compile(std::move(own_));
    return block;
  }

 private:
  /// The variable of an indicator in the block's own program, which must be able to simulate it.
  std::optional<VariableId> wanted(const std::string& name, const base::Place& place) {
    const auto at = index_named(own_.program.variables, name);
    if (!at || !own_.program.variables[*at].indicator) {
      problems_.add("unknown-name", place, fmt::format("there is no indicator '{}'", name),
                    base::did_you_mean(name, names()));
      return std::nullopt;
    }
    if (!own_.available[*at]) {
      problems_.add("lag-before-history", place,
                    fmt::format("'{}' cannot be simulated from {}", name, learn_.from),
                    fmt::format("all it is computed from needs a figure or a 'start' in {}, and priors set "
                                "without later figures", learn_.from));
      return std::nullopt;
    }
    wanted_.push_back(*at);
    return VariableId(*at);
  }

  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const auto& v : own_.program.variables) {
      if (v.indicator) names.push_back(v.name);
    }
    return names;
  }

  void add_figures(const LearnDefinition::Figure& figure, LearnBlock& block) {
    const std::string& name = figure.of->text;
    const auto variable = wanted(name, figure.of->place);
    if (!variable) return;
    if (figure.value) {
      if (*figure.year <= learn_.from || *figure.year > d_.model_base_year) {
        problems_.add("bad-year", figure.of->place,
                      fmt::format("learn '{}' has a figure of {}", learn_.name, *figure.year),
                      fmt::format("years run from {} to {}", learn_.from + 1, d_.model_base_year));
      }
      if (*figure.year > learn_.from && *figure.year <= d_.base_year) {
        block.figures.push_back({name, *variable, *figure.year, *figure.year, *figure.value, figure.error});
      }
      return;
    }
    const auto mine = *index_named(user_.program.variables, name);
    const std::string& series = user_.program.variables[mine].series;
    if (series.empty()) {
      problems_.add("bad-series", figure.of->place, fmt::format("'{}' has no history to learn from", name),
                    "give it a 'history'");
      return;
    }
    const auto add = [&](int from, int year, double value) {
      if (from <= learn_.from || year > d_.base_year) return;
      block.figures.push_back({series, *variable, from, year, value, figure.error});
    };
    for (const auto& [year, value] : user_.history[mine]) {
      // What was computed from a sum or a mean is no figure of its year.
      if (d_.series.at(series).years.at(year).status != "derived") add(year, year, value);
    }
    const double scale = scale_of(series, user_.program.variables[mine].unit);
    for (const auto& [years, printed] : d_.series.at(series).periods) {
      if (printed.status != "derived") add(years.first, years.second, printed.value * scale);
    }
  }

  [[nodiscard]] double scale_of(const std::string& series, const std::string& unit) const {
    std::string bad;
    const auto from = Unit::parse(d_.series.at(series).unit, d_.unit_words, bad);
    const auto to = Unit::parse(unit, d_.unit_words, bad);
    return from->to(*to).value();
  }

  /// The parameter of the program that uses the block; nothing if a scenario sets it.
  std::optional<ParameterId> taught(const std::string& name, const base::Place& place) {
    const auto at = index_named(user_.program.parameters, name);
    const auto written = index_named(d_.parameters, name);
    if (!at || !written) {
      std::vector<std::string> names;
      for (const auto& parameter : d_.parameters) names.push_back(parameter.name);
      problems_.add("unknown-name", place, fmt::format("there is no parameter '{}'", name),
                    base::did_you_mean(name, names));
      return std::nullopt;
    }
    Parameter& parameter = user_.program.parameters[*at];
    if (parameter.role == Parameter::Role::block) {
      problems_.add("duplicate-name", place, fmt::format("'{}' is learned twice", name));
      return std::nullopt;
    }
    if (d_.parameters[*written].overridden) return std::nullopt;
    parameter.role = Parameter::Role::block;
    return ParameterId(*at);
  }

  void teach(const read::Value& name, LearnBlock& block) {
    const auto id = taught(name.text, name.place);
    if (!id) return;
    const ParameterId own(*index_named(own_.program.parameters, name.text));
    block.parts.push_back({*id, own, std::nullopt});
  }

  void carry(const std::string& parameter, const read::Value& indicator, LearnBlock& block) {
    const auto variable = wanted(indicator.text, indicator.place);
    const auto id = taught(parameter, indicator.place);
    if (!variable || !id) return;
    const Unit unit = unit_in(user_.program.parameters[id->value].unit);
    if (!(unit == unit_in(own_.program.variables[variable->value].unit))) {
      problems_.add("unit-mismatch", indicator.place,
                    fmt::format("'{}' and '{}' are not in the same unit", parameter, indicator.text));
    }
    block.parts.push_back({*id, std::nullopt, *variable});
  }

  [[nodiscard]] Unit unit_in(const std::string& text) const {
    std::string bad;
    return Unit::parse(text, d_.unit_words, bad).value_or(Unit());
  }

  /// Leaves only what the figures and the carried values need.
  void slice() {
    std::vector<bool> needed(own_.available.size(), false);
    std::vector<std::size_t> open = wanted_;
    while (!open.empty()) {
      const std::size_t v = open.back();
      open.pop_back();
      if (needed[v]) continue;
      needed[v] = true;
      for (const Expression* law : {&own_.yearly[v], &own_.start[v]}) {
        for (const Term& term : law->terms) {
          if (term.kind == Term::Kind::variable) open.push_back(term.index);
          if (term.kind == Term::Kind::parameter) check_given(own_.program.parameters[term.index]);
        }
      }
    }
    for (std::size_t v = 0; v < needed.size(); ++v) {
      own_.available[v] = own_.available[v] && needed[v];
      own_.program.variables[v].indicator =
          std::find(wanted_.begin(), wanted_.end(), v) != wanted_.end();
    }
  }

  void check_given(const Parameter& parameter) {
    using Role = Parameter::Role;
    if (parameter.role == Role::given || parameter.role == Role::lever) return;
    problems_.add("bad-value", learn_.place,
                  fmt::format("learn '{}' depends on '{}', which a family fits", learn_.name, parameter.name),
                  "what a block learns may not depend on fitted states");
  }

  const Definition& d_;
  const LearnDefinition& learn_;
  Equations& user_;
  base::Problems& problems_;
  Equations own_;
  std::vector<std::size_t> wanted_;
};

}  // namespace

void add_blocks(const read::Inputs& inputs, const Definition& definition, Equations& equations,
                base::Problems& problems) {
  for (const auto& learn : definition.learns) {
    if (learn.from < definition.model_base_year - longest_past ||
        learn.from >= definition.model_base_year) {
      problems.add("bad-year", learn.from_place,
                   fmt::format("learn '{}' starts in {}, the history ends in {}", learn.name, learn.from,
                               definition.model_base_year));
      continue;
    }
    // As of its own first year or before, a block has seen nothing: its priors stand.
    if (learn.from >= definition.base_year) continue;
    auto block = BlockMaker(inputs, definition, learn, equations, problems).make();
    if (block) equations.program.blocks.push_back(std::move(block));
  }
}

}  // namespace prospect::model
