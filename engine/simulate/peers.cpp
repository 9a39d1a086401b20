#include "simulate/peers.hpp"

#include <cmath>

#include "base/check.hpp"
#include "lanes/normal.hpp"

namespace prospect::simulate {
namespace {

double linked(const model::Ranking& ranking, double figure) {
  if (ranking.link == model::Link::log) return std::log(figure);
  if (ranking.link == model::Link::logit) return std::log(figure / (ranking.top - figure));
  return figure;
}

double unlinked(const model::Ranking& ranking, double value) {
  if (ranking.link == model::Link::log) return std::exp(value);
  if (ranking.link == model::Link::logit) return ranking.top / (1 + std::exp(-value));
  return value;
}

}  // namespace

PeerDraws::PeerDraws(const model::Program& program, const model::Ranking& ranking, std::uint64_t seed)
    : ranking_(&ranking),
      end_year_(program.end_year),
      years_(program.end_year - ranking.year),
      common_(seed, "rank." + ranking.name),
      rows_(ranking.regions.size()) {
  PROSPECT_EXPECT(ranking.link != model::Link::log_ratio && years_ > 0);
  for (std::size_t r = 0; r < ranking.regions.size(); ++r) {
    own_.emplace_back(seed, "rank." + ranking.name + "." + ranking.regions[r]);
    starts_.push_back(linked(ranking, ranking.figures[r]));
  }
}

void PeerDraws::draw(std::uint64_t first_path) {
  double* shift = shift_.row(0);
  words_.uniforms(common_, first_path, end_year_, shift);
  lanes::normal_quantile_row(shift, shift);
  for (std::size_t l = 0; l < lanes::lane_count; ++l) {
    shift[l] = years_ * (ranking_->drift + ranking_->common * shift[l]);
  }
  const double spread = ranking_->spread * std::sqrt(years_);
  for (std::size_t r = 0; r < own_.size(); ++r) {
    double* row = rows_.row(r);
    words_.uniforms(own_[r], first_path, end_year_, row);
    lanes::normal_quantile_row(row, row);
    for (std::size_t l = 0; l < lanes::lane_count; ++l) {
      row[l] = unlinked(*ranking_, starts_[r] + shift[l] + spread * row[l]);
    }
  }
}

}  // namespace prospect::simulate
