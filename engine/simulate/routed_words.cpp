#include "simulate/routed_words.hpp"

#include <Eigen/Dense>

#include <algorithm>

#include "base/check.hpp"
#include "lanes/functions.hpp"

namespace prospect::simulate {

using lanes::lane_count;

/// The greatest word there is.
constexpr double last_word = 1 - 0x1p-53;

RoutedWords::RoutedWords(const model::Program& program, const std::vector<Input>& inputs,
                         std::uint64_t seed, std::uint64_t replicates, std::unique_ptr<lanes::WordSource> words)
    : words_(std::move(words)), replicates_(replicates), routes_(inputs.size(), Route::own) {
  for (std::size_t k = 0; k < inputs.size(); ++k) {
    for (const auto& name : inputs[k].streams) {
      // An event begins, or goes on, where its word lies below a probability.
      input_of_[lanes::name_key(name)] = {k, name.starts_with("active.") ? last_word : 0.5};
    }
  }
  for (const auto& correlation : program.correlations) {
    Correlated group{{}, correlation.factor, {}, {}};
    for (const auto& name : correlation.streams) {
      const auto key = lanes::name_key(name);
      const auto input = input_of_.find(key);
      member_of_[key] = {correlated_.size(), group.streams.size()};
      group.streams.emplace_back(seed, name);
      group.inputs.push_back(input == input_of_.end() ? no_input : input->second.input);
    }
    correlated_.push_back(std::move(group));
  }
}

void RoutedWords::route(const std::vector<Route>& routes) {
  PROSPECT_EXPECT(routes.size() == routes_.size());
  routes_ = routes;
  for (auto& group : correlated_) condition(group);
}

void RoutedWords::condition(Correlated& group) {
  group.kept.clear();
  const auto n = static_cast<Eigen::Index>(group.inputs.size());
  std::vector<Eigen::Index> kept, redrawn;
  for (Eigen::Index k = 0; k < n; ++k) {
    const auto input = group.inputs[static_cast<std::size_t>(k)];
    // A noise that nothing reads may go with those that are redrawn.
    const bool stays = input != no_input && routes_[input] != Route::redrawn;
    (stays ? kept : redrawn).push_back(k);
  }
  if (kept.empty() || redrawn.empty()) return;
  using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const Matrix factor = Eigen::Map<const Matrix>(group.factor.data(), n, n);
  const Matrix law = factor * factor.transpose();
  Matrix moved = Matrix::Zero(n, n);   // of correlated scores: what a difference in those kept moves
  for (const auto k : kept) moved(k, k) = 1;
  moved(redrawn, kept) = law(redrawn, kept) * Matrix(law(kept, kept)).inverse();
  const Matrix own = factor.triangularView<Eigen::Lower>().solve(moved * factor);
  group.kept.assign(own.data(), own.data() + n * n);
}

void RoutedWords::uniforms(const lanes::Stream& stream, std::uint64_t first_path, std::int64_t step,
                           double* out) {
  const auto key = stream.key().second;
  if (const auto member = member_of_.find(key); member != member_of_.end()) {
    const auto& group = correlated_[member->second.correlation];
    if (!group.kept.empty()) return conditional(group, member->second.place, first_path, step, out);
  }
  const auto input = input_of_.find(key);
  switch (input == input_of_.end() ? Route::own : routes_[input->second.input]) {
    case Route::own: words_->uniforms(stream, first_path, step, out); break;
    case Route::redrawn: words_->uniforms(stream, first_path + other_world, step, out); break;
    case Route::shared: share(stream, first_path, step, out); break;
    case Route::middle: std::fill_n(out, lane_count, input->second.middle); break;
  }
}

void RoutedWords::conditional(const Correlated& group, std::size_t place, std::uint64_t first_path,
                              std::int64_t step, double* out) {
  const std::size_t n = group.streams.size();
  double* own = own_.row(0);
  double* other = other_.row(0);
  double* score = whole_.row(0);
  words_->uniforms(group.streams[place], first_path + other_world, step, other);
  lanes::normal_quantile_row(other, score);
  for (std::size_t j = 0; j < n; ++j) {
    const double weight = group.kept[place * n + j];
    if (weight == 0) continue;
    words_->uniforms(group.streams[j], first_path, step, own);
    words_->uniforms(group.streams[j], first_path + other_world, step, other);
    lanes::normal_quantile_row(own, own);
    lanes::normal_quantile_row(other, other);
    for (std::size_t l = 0; l < lane_count; ++l) score[l] += weight * (own[l] - other[l]);
  }
  for (std::size_t l = 0; l < lane_count; ++l) {
    // A word lies inside (0, 1), whatever the tail of the score.
    out[l] = std::clamp(lanes::normal_cdf_lane(score[l]), 0x1p-53, last_word);
  }
}

void RoutedWords::share(const lanes::Stream& stream, std::uint64_t first_path, std::int64_t step,
                        double* out) {
  double* words = own_.row(0);
  std::uint64_t at = first_path / replicates_;
  words_->uniforms(stream, at, step, words);
  for (std::size_t l = 0; l < lane_count; ++l) {
    out[l] = words[(first_path + l) / replicates_ - at];
  }
}

}  // namespace prospect::simulate
