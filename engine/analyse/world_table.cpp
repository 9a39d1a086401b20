#include "analyse/world_table.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <unordered_map>

#include "lanes/functions.hpp"
#include "lanes/ordered_for.hpp"
#include "simulate/simulate.hpp"

namespace prospect::analyse {

using lanes::lane_count;
using Kind = simulate::Input::Kind;

namespace {

constexpr std::size_t most_bins = 64;

/// Plain words that remember the mean normal score of the streams of yearly chance.
class ScoredWords final : public lanes::WordSource {
 public:
  ScoredWords(const model::Program& program, const std::vector<simulate::Input>& inputs) {
    for (const auto& input : inputs) {
      if (input.kind == Kind::shock || input.kind == Kind::noise) place(input.streams.front());
    }
    for (const auto& correlation : program.correlations) {
      std::vector<std::size_t> group;
      for (const auto& name : correlation.streams) group.push_back(place(name));
      for (std::size_t k = 0; k < group.size(); ++k) mixed_[group[k]] = {&correlation.factor, group, k};
    }
    sums_ = lanes::Rows(count_.size() + 1);
  }

  void begin() {
    for (std::size_t k = 0; k < count_.size(); ++k) {
      count_[k] = 0;
      std::fill_n(sums_.row(k), lane_count, 0.0);
    }
  }

  void uniforms(const lanes::Stream& stream, std::uint64_t first_path, std::int64_t step,
                double* out) override {
    words_.uniforms(stream, first_path, step, out);
    const auto found = places_.find(stream.key().second);
    if (found == places_.end()) return;
    double* score = sums_.row(count_.size());
    double* sum = sums_.row(found->second);
    lanes::normal_quantile_row(out, score);
    for (std::size_t l = 0; l < lane_count; ++l) sum[l] += score[l];
    ++count_[found->second];
  }

  /// Mean score of the noise of a stream over the times it was asked for.
  [[nodiscard]] double mean(const std::string& stream, std::size_t lane) const {
    const std::size_t at = places_.at(lanes::name_key(stream));
    const auto mix = mixed_.find(at);
    if (mix == mixed_.end()) return own(at, lane);
    const auto& [factor, group, place] = mix->second;
    double sum = 0;
    for (std::size_t j = 0; j <= place; ++j) sum += (*factor)[place * group.size() + j] * own(group[j], lane);
    return sum;
  }

 private:
  struct Mixed {
    const std::vector<double>* factor;
    std::vector<std::size_t> group;
    std::size_t place;
  };

  std::size_t place(const std::string& stream) {
    const auto [at, fresh] = places_.emplace(lanes::name_key(stream), count_.size());
    if (fresh) count_.push_back(0);
    return at->second;
  }
  [[nodiscard]] double own(std::size_t at, std::size_t lane) const {
    return count_[at] == 0 ? 0 : sums_.row(at)[lane] / count_[at];
  }

  lanes::Threefry words_;
  std::unordered_map<std::uint64_t, std::size_t> places_;
  std::unordered_map<std::size_t, Mixed> mixed_;
  std::vector<int> count_;
  lanes::Rows sums_{0};
};

std::vector<Feature> features_of(const model::Program& program, const std::vector<simulate::Input>& inputs) {
  std::vector<Feature> features;
  for (std::size_t k = 0; k < inputs.size(); ++k) {
    const auto& input = inputs[k];
    Feature feature;
    feature.input = k;
    feature.name = input.name;
    feature.label = input.label;
    if (input.kind == Kind::event) {
      feature.kind = Feature::Kind::event;
      for (const auto id : events_of(program, {input})) {
        if (!program.variables[id.value].indicator) continue;
        feature.variable = id;
        features.push_back(feature);
      }
    } else if (!input.is_assumption()) {
      feature.kind = Feature::Kind::chance;
      features.push_back(feature);
    } else {
      for (const auto id : input.parameters) {
        const auto& parameter = program.parameters[id.value];
        feature.name = parameter.name;
        feature.label = parameter.label;
        feature.unit = parameter.unit;
        feature.parameter = id;
        features.push_back(feature);
      }
    }
  }
  return features;
}

/// Runs blocks and reads the features of their lanes; one a thread.
class Reader {
 public:
  Reader(const model::Program& program, const calibrate::Estimate& estimate, const model::Draws& draws,
         const simulate::ParameterDraws& parameters, const std::vector<simulate::Input>& inputs,
         const std::vector<Goal>& goals, const simulate::Plan& plan)
      : program_(&program), inputs_(&inputs), test_(program, goals), goals_(goals.size()) {
    auto words = std::make_unique<ScoredWords>(program, inputs);
    words_ = words.get();
    runner_ = std::make_unique<simulate::PathRunner>(program, estimate, draws, parameters, plan.conditions,
                                                     plan.seed, std::move(words));
  }

  const simulate::PathBlock& run(std::uint64_t first_path, std::size_t used) {
    words_->begin();
    return runner_->run(first_path, used);
  }

  [[nodiscard]] double value(const Feature& feature, const simulate::PathBlock& block, std::size_t lane) {
    if (feature.kind == Feature::Kind::parameter) return runner_->parameter(feature.parameter, lane);
    if (feature.kind == Feature::Kind::chance) {
      return words_->mean((*inputs_)[feature.input].streams.front(), lane);
    }
    int years = 0;
    for (int year = program_->base_year + 1; year <= program_->end_year; ++year) {
      years += block.row(feature.variable, year)[lane] != 0;
    }
    return years;
  }

  void fates(const simulate::PathBlock& block, std::vector<std::vector<Fate>>& fates, std::uint64_t at) {
    const auto& met = test_.met(block);
    for (std::size_t l = 0; l < block.lanes_used(); ++l) {
      for (std::size_t g = 0; g < goals_; ++g) {
        const bool is_met = summarise::contains(met[g], l);
        fates[g][at + l] = !block.counts(l) ? Fate::not_counted : is_met ? Fate::met : Fate::missed;
      }
    }
  }

 private:
  const model::Program* program_;
  const std::vector<simulate::Input>* inputs_;
  ScoredWords* words_ = nullptr;
  std::unique_ptr<simulate::PathRunner> runner_;
  GoalTest test_;
  std::size_t goals_;
};

/// The step of a decimal kind (1, 2 or 5 times a power of ten) that is at most `size`, as count and power.
struct Step {
  double count = 1;
  int power = 0;
};

Step step_below(double size) {
  const int power = static_cast<int>(std::floor(std::log10(size)));
  const double left = size / std::pow(10.0, power);
  return {left >= 5 ? 5.0 : left >= 2 ? 2.0 : 1.0, power};
}

double rounded(double value, const Step& step) {
  // Divided by a whole power of ten the result is the nearest double to the decimal figure.
  const double ten = std::pow(10.0, std::abs(step.power));
  const double count = std::round((step.power < 0 ? value * ten : value / ten) / step.count) * step.count;
  return step.power < 0 ? count / ten : count * ten;
}

}  // namespace

std::vector<double> edges_of(std::vector<double> values, int& decimals) {
  decimals = 0;
  std::erase_if(values, [](double v) { return !std::isfinite(v); });
  std::sort(values.begin(), values.end());
  std::vector<double> distinct = values;
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  if (distinct.size() < 2) return {};
  const std::size_t n = values.size();
  std::vector<double> cuts;
  if (distinct.size() <= 20) {
    double least = distinct.back() - distinct.front();
    for (std::size_t k = 1; k < distinct.size(); ++k) {
      cuts.push_back((distinct[k - 1] + distinct[k]) / 2);
      least = std::min(least, distinct[k] - distinct[k - 1]);
    }
    const Step step = step_below(least / 10);   // no cut is moved past a value
    for (double& cut : cuts) cut = rounded(cut, step);
    decimals = std::max(0, -step.power);
    return cuts;
  }
  for (std::size_t k = 1; k < most_bins; ++k) cuts.push_back(values[k * n / most_bins]);
  const double spread = values[n - 1 - n / 20] - values[n / 20];
  constexpr double steps_wanted = 60;
  if (spread > 0) {
    const Step step = step_below(spread / steps_wanted);
    for (double& cut : cuts) cut = rounded(cut, step);
    decimals = std::max(0, -step.power);
  }
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
  return cuts;
}

std::vector<model::VariableId> events_of(const model::Program& program,
                                         const std::vector<simulate::Input>& inputs) {
  std::vector<model::VariableId> events;
  for (const auto& input : inputs) {
    if (input.kind != Kind::event) continue;
    for (std::size_t v = 0; v < program.variables.size(); ++v) {
      const auto& variable = program.variables[v];
      if (variable.kind == model::Variable::Kind::event && variable.name == input.name && variable.kept_row) {
        events.push_back(model::VariableId(v));
      }
    }
  }
  return events;
}

WorldTable world_table(const model::Program& program, const calibrate::Estimate& estimate,
                       const std::vector<simulate::Input>& inputs, const std::vector<Goal>& goals,
                       const simulate::Plan& plan) {
  const model::Draws draws(program, plan.seed);
  const simulate::ParameterDraws parameters(program, estimate, plan.seed);
  const auto reader = [&] {
    return std::make_unique<Reader>(program, estimate, draws, parameters, inputs, goals, plan);
  };
  WorldTable table;
  table.features = features_of(program, inputs);
  const std::size_t pilot = std::min<std::uint64_t>(plan.paths, simulate::chunk_paths);
  std::vector<std::vector<double>> values(table.features.size());
  auto first = reader();
  for (std::size_t at = 0; at < pilot; at += lane_count) {
    const auto& block = first->run(plan.first_path + at, std::min(lane_count, pilot - at));
    for (std::size_t f = 0; f < values.size(); ++f) {
      for (std::size_t l = 0; l < block.lanes_used(); ++l) {
        values[f].push_back(first->value(table.features[f], block, l));
      }
    }
  }
  for (std::size_t f = 0; f < values.size(); ++f) {
    table.features[f].edges = edges_of(std::move(values[f]), table.features[f].decimals);
  }
  // What is the same on every path tells nothing.
  std::erase_if(table.features, [](const Feature& feature) { return feature.edges.empty(); });

  table.bins.assign(table.features.size(), std::vector<std::uint8_t>(plan.paths));
  table.fates.assign(goals.size(), std::vector<Fate>(plan.paths));
  std::vector<std::unique_ptr<Reader>> readers(static_cast<std::size_t>(std::max(1, plan.threads)));
  const auto work = [&](std::uint64_t chunk, int thread) {
    auto& mine = readers[static_cast<std::size_t>(thread)];
    if (!mine) mine = reader();
    const std::uint64_t begin = chunk * simulate::chunk_paths;
    const std::uint64_t end = std::min(begin + simulate::chunk_paths, plan.paths);
    for (std::uint64_t at = begin; at < end; at += lane_count) {
      const auto used = static_cast<std::size_t>(std::min<std::uint64_t>(lane_count, end - at));
      const auto& block = mine->run(plan.first_path + at, used);
      mine->fates(block, table.fates, at);
      for (std::size_t f = 0; f < table.features.size(); ++f) {
        const auto& edges = table.features[f].edges;
        for (std::size_t l = 0; l < used; ++l) {
          const double value = mine->value(table.features[f], block, l);
          table.bins[f][at + l] = static_cast<std::uint8_t>(
              std::upper_bound(edges.begin(), edges.end(), value) - edges.begin());
        }
      }
    }
  };
  lanes::ordered_for(plan.chunks(), plan.threads, work, [](std::uint64_t, int) {});
  return table;
}

}  // namespace prospect::analyse
