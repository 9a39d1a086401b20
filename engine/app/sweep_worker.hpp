#pragma once
/// What a thread of a sweep runs blocks of worlds with.

#include <cstdint>
#include <memory>
#include <vector>

#include "analyse/goals.hpp"
#include "app/sweep_case.hpp"
#include "lanes/block.hpp"
#include "lanes/distribution.hpp"
#include "lanes/word_source.hpp"
#include "simulate/simulate.hpp"
#include "summarise/lane_set.hpp"

namespace prospect::app {

struct SweepCase::Projection {
  std::vector<double> values;              ///< [combination][lever of the part], in order
  std::vector<std::uint32_t> combination;  ///< [setting]
  std::size_t combinations = 0;
};

/// What a thread runs blocks with, and what it has counted.
struct SweepCase::Worker {
  std::unique_ptr<simulate::PathRunner> fixed, lean;
  std::unique_ptr<analyse::GoalTest> fixed_test;
  std::vector<summarise::LaneSet> fixed_met;                               ///< of a block that nothing is kept of
  std::vector<std::vector<std::unique_ptr<simulate::PathRunner>>> stages;  ///< by part
  std::vector<std::unique_ptr<analyse::GoalTest>> tests;                   ///< by part
  std::vector<std::vector<summarise::LaneSet>> met;                        ///< by part: [combination][test]
  lanes::Threefry words;
  lanes::Tables curves;
  lanes::Rows scores;                              ///< of uncertain levers
  lanes::Rows figure_words{1}, fixed_figures;      ///< [figure]: of those that hang on no lever
  std::vector<std::vector<double>> moved_figures;  ///< by figure: [combination][lane]
  std::vector<summarise::LaneSet> agree;           ///< [setting]: lanes that agree with the figures
  std::vector<std::int64_t> counted, sound, hits;  ///< [setting], [setting], [setting][goal]
};

}  // namespace prospect::app
