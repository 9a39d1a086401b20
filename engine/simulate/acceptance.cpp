#include "simulate/acceptance.hpp"

#include <algorithm>

#include "simulate/agreement.hpp"

namespace prospect::simulate {

using lanes::lane_count;

Acceptance::Acceptance(const std::vector<Condition>& conditions, std::uint64_t seed)
    : conditions_(&conditions), accepted_(lane_count) {
  for (const Condition& condition : conditions) {
    streams_.emplace_back(seed, "observe." + condition.series);
    agrees_.emplace_back(lane_count);
  }
}

void Acceptance::judge(lanes::WordSource& words, PathBlock& block) {
  if (conditions_->empty()) return;
  std::fill(accepted_.begin(), accepted_.end(), std::uint8_t{1});
  double* word = word_.row(0);
  for (std::size_t k = 0; k < conditions_->size(); ++k) {
    const Condition& condition = (*conditions_)[k];
    words.uniforms(streams_[k], block.first_path(), condition.year, word);
    const double* row = block.row(condition.variable, condition.year);
    for (std::size_t l = 0; l < lane_count; ++l) {
      agrees_[k][l] = agrees(row[l], word[l], condition.figure, condition.error) ? 1 : 0;
      accepted_[l] = static_cast<std::uint8_t>(accepted_[l] & agrees_[k][l]);
    }
  }
  block.accepted_ = accepted_.data();
  block.agrees_.clear();
  for (const auto& lanes_that_agree : agrees_) block.agrees_.push_back(lanes_that_agree.data());
}

}  // namespace prospect::simulate
