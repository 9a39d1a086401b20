#include "simulate/family_draws.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "lanes/functions.hpp"

namespace prospect::simulate {
namespace {

using lanes::lane_count;

// A parameter is drawn once a path: its words stand at step 0, which is no year of a plan.
constexpr std::int64_t once = 0;

/// The guide of a search through sums: for each b, the first place whose sum reaches b / n. Some entries a place, so
/// that hardly a step is left. Chen and Asau (1974), doi:10.1080/05695557408974949.
std::vector<std::uint32_t> guide_to(const std::vector<double>& reached) {
  const std::size_t n = std::bit_ceil(4 * reached.size());
  std::vector<std::uint32_t> guide(n);
  std::uint32_t place = 0;
  for (std::size_t b = 0; b < n; ++b) {
    const double word = static_cast<double>(b) / static_cast<double>(n);
    while (place + 1 < reached.size() && reached[place] < word) ++place;
    guide[b] = place;
  }
  return guide;
}

/// First place whose sum reaches `word`; the last one where rounding left the sum below 1. By halves and
/// without branches: which way a draw goes cannot be foretold.
std::size_t place_of(double word, const double* reached, std::size_t count) {
  const double* from = reached;
  std::size_t left = count - 1;
  while (left > 1) {
    const std::size_t half = left / 2;
    from += from[half - 1] < word ? half : 0;
    left -= half;
  }
  const std::size_t on = left == 1 && *from < word ? 1 : 0;
  return static_cast<std::size_t>(from - reached) + on;
}

void add_up(double* values, std::size_t count) {
  for (std::size_t k = 1; k < count; ++k) values[k] += values[k - 1];
}

}  // namespace

FamilyDraws::FamilyDraws(const calibrate::FamilyJoint& joint, std::uint64_t seed, lanes::Tables& tables)
    : posterior_(joint.posterior.get()),
      shared_(joint.shared),
      family_(seed, "family." + joint.posterior->family.name),
      dfs_(joint.posterior->family.df) {
  for (const auto& node : posterior_->nodes) {
    const auto df = std::find(dfs_.begin(), dfs_.end(), node.df) - dfs_.begin();
    nodes_.push_back({node.rule, static_cast<std::uint32_t>(df), node.scale});
    reached_.push_back(node.weight);
  }
  add_up(reached_.data(), reached_.size());
  guide_ = guide_to(reached_);
  for (const auto& ids : joint.states) add_state(ids, seed, tables);
}

void FamilyDraws::add_state(const calibrate::FamilyJoint::State& ids, std::uint64_t seed, lanes::Tables& tables) {
  const auto& member = posterior_->members[ids.member];
  State state{lanes::Stream(seed, "breaks." + ids.name), lanes::Stream(seed, "parameter.sigma." + ids.name),
              lanes::Stream(seed, "parameter.level." + ids.name),
              lanes::Stream(seed, "parameter.drift." + ids.name), ids,
              static_cast<double>(member.innovations), member.sets, true, {}, {}, {}};
  state.trends.reserve(member.trends.size());
  for (const auto& trend : member.trends) {
    const auto& at = trend.filtered.state;
    const bool known = !(at.level_variance > 0);
    const double level_sd = std::sqrt(at.level_variance);
    const double by_level = known ? 0 : at.covariance / level_sd;
    state.trends.push_back({trend.filtered.sum_of_squares, at.level, level_sd, at.drift, by_level,
                            std::sqrt(std::max(at.drift_variance - by_level * by_level, 0.0))});
    state.level_known = state.level_known && known;
  }
  for (const double df : dfs_) {
    const double total = df + state.innovations;
    const auto at = std::find_if(tables_.begin(), tables_.end(),
                                 [total](const auto& table) { return table.first == total; });
    state.tables.push_back(static_cast<std::size_t>(at - tables_.begin()));
    if (at == tables_.end()) {
      tables_.emplace_back(total, tables.make(lanes::Distribution::inverse_chi(total, 1)));
    }
  }
  const double* weights = member.weights.data();
  state.laws.reserve(nodes_.size() * 2 * state.sets);
  for (const Node& node : nodes_) {
    const double df = dfs_[node.df];
    state.laws.insert(state.laws.end(), weights, weights + state.sets);
    add_up(&state.laws[state.laws.size() - state.sets], state.sets);
    weights += state.sets;
    for (std::size_t set = 0; set < state.sets; ++set) {
      const auto& trend = state.trends[node.rule * state.sets + set];
      const double squares = df * node.scale * node.scale + trend.sum_of_squares;
      state.laws.push_back(std::sqrt(squares / (df + state.innovations)));
    }
  }
  states_.push_back(std::move(state));
}

void FamilyDraws::draw(lanes::WordSource& words, std::uint64_t first_path,
                       const std::vector<bool>& wanted, Work& work, const RowOf& row) const {
  const auto is_wanted = [&](const State& state) {
    return wanted[state.ids.level.value] || wanted[state.ids.drift.value] || wanted[state.ids.sigma.value];
  };
  const auto is_read = [&](const std::optional<model::ParameterId>& id) { return id && wanted[id->value]; };
  const bool rule = is_read(shared_.scale) || is_read(shared_.damping) || is_read(shared_.drift_change) ||
                    is_read(shared_.drift_sd) || is_read(shared_.estimate_error) || is_read(shared_.df);
  if (!rule && std::none_of(states_.begin(), states_.end(), is_wanted)) return;
  draw_nodes(words, first_path, work);
  fill_shared(work, row);
  for (const State& state : states_) {
    if (is_wanted(state)) draw_state(state, words, first_path, work, row);
  }
}

void FamilyDraws::draw_nodes(lanes::WordSource& words, std::uint64_t first_path, Work& work) const {
  if (nodes_.size() == 1) {
    std::fill(work.nodes.begin(), work.nodes.end(), 0);
    return;
  }
  double* word = work.rows.row(0);
  words.uniforms(family_, first_path, once, word);
  for (std::size_t l = 0; l < lane_count; ++l) {
    std::uint32_t place = guide_[static_cast<std::size_t>(word[l] * static_cast<double>(guide_.size()))];
    while (place + 1 < reached_.size() && reached_[place] < word[l]) ++place;
    work.nodes[l] = place;
  }
}

void FamilyDraws::fill_shared(const Work& work, const RowOf& row) const {
  const auto fill = [&](const std::optional<model::ParameterId>& id, auto of) {
    if (!id) return;
    double* out = row(*id);
    for (std::size_t l = 0; l < lane_count; ++l) out[l] = of(nodes_[work.nodes[l]]);
  };
  const auto& rules = posterior_->rules;
  fill(shared_.scale, [](const Node& node) { return node.scale; });
  fill(shared_.df, [&](const Node& node) { return dfs_[node.df]; });
  fill(shared_.damping, [&](const Node& node) { return rules[node.rule].damping; });
  fill(shared_.drift_change, [&](const Node& node) { return rules[node.rule].drift_change; });
  fill(shared_.drift_sd, [&](const Node& node) { return rules[node.rule].drift_sd; });
  fill(shared_.estimate_error, [&](const Node& node) { return rules[node.rule].estimate_error; });
}

void FamilyDraws::draw_state(const State& state, lanes::WordSource& words, std::uint64_t first_path,
                             Work& work, const RowOf& row) const {
  double* set_word = work.rows.row(0);
  double* level_score = work.rows.row(1);
  double* drift_score = work.rows.row(2);
  double* sigma_score = work.rows.row(3);
  const auto score = [&](const lanes::Stream& stream, double* out) {
    words.scores(stream, first_path, once, false, out);
  };
  // The laws of all nodes do not fit the near caches: they are on their way while scores are made.
  constexpr std::size_t line = lanes::row_alignment / sizeof(double);
  for (std::size_t l = 0; l < lane_count; ++l) {
    const double* law = &state.laws[work.nodes[l] * 2 * state.sets];
    for (std::size_t k = 0; k < 2 * state.sets; k += line) __builtin_prefetch(law + k);
  }
  score(state.sigma, sigma_score);
  score(state.drift, drift_score);
  if (state.sets > 1) words.uniforms(state.breaks, first_path, once, set_word);
  if (!state.level_known) score(state.level, level_score);
  double* sigma = row(state.ids.sigma);
  double* level = row(state.ids.level);
  double* drift = row(state.ids.drift);
  for (std::size_t l = 0; l < lane_count; ++l) {
    work.tables[l] = &tables_[state.tables[nodes_[work.nodes[l]].df]].second;
  }
  lanes::QuantileTable::evaluate_each(work.tables.data(), sigma_score, sigma_score);
  for (std::size_t l = 0; l < lane_count; ++l) {
    const std::size_t k = work.nodes[l];
    const double* law = &state.laws[k * 2 * state.sets];
    const std::size_t set = state.sets == 1 ? 0 : place_of(set_word[l], law, state.sets);
    const Trend& trend = state.trends[nodes_[k].rule * state.sets + set];
    const double drawn = law[state.sets + set] * sigma_score[l];
    const double z = state.level_known ? 0 : level_score[l];
    sigma[l] = drawn;
    level[l] = trend.level + drawn * (trend.level_sd * z);
    drift[l] = trend.drift + drawn * (trend.drift_by_level * z + trend.drift_sd * drift_score[l]);
  }
}

}  // namespace prospect::simulate
