#pragma once
/// Draws the parameters of one family and its states together, path by path.
///
/// Law       a node of the family by its weight; given the node, for each state a set of years of breaks by
///           its weight, then with scores z of the state's words and the filter's m, V, C, P
///             sigma = scale g(z),  g the root of df / chi2_df,
///             level = m_y + sigma sqrt(V) z_1,
///             drift = m_b + sigma (C / sqrt(V) z_1 + sqrt(P - C^2 / V) z_2).
/// Words     one a path of each of the streams "family.F", "breaks.X", "sigma.X", "level.X", "drift.X"; a
///           word that cannot matter (one node, one set, a level that is known) is not drawn.
/// Threads   constant once made; what a thread needs for its work it brings (`Work`).

#include <functional>
#include <vector>

#include "calibrate/estimate.hpp"
#include "lanes/distribution.hpp"
#include "lanes/quantile_table.hpp"
#include "lanes/threefry.hpp"
#include "lanes/word_source.hpp"

namespace prospect::simulate {

class FamilyDraws {
 public:
  /// Scratch of one thread.
  struct Work {
    Work() : rows(4), nodes(lanes::lane_count), tables(lanes::lane_count) {}
    lanes::Rows rows;
    std::vector<std::uint32_t> nodes;
    std::vector<const lanes::QuantileTable*> tables;
  };
  using RowOf = std::function<double*(model::ParameterId)>;

  /// `tables` has the curves that families share.
  FamilyDraws(const calibrate::FamilyJoint& joint, std::uint64_t seed, lanes::Tables& tables);

  /// Fills the rows of the family's parameters for lane_count paths; a state none of whose parameters is
  /// `wanted`, and a family without any other, is left out.
  void draw(lanes::WordSource& words, std::uint64_t first_path, const std::vector<bool>& wanted, Work& work,
            const RowOf& row) const;

 private:
  /// Level and drift under one rule and set of breaks, over sigma.
  struct Trend {
    double sum_of_squares, level, level_sd, drift, drift_by_level, drift_sd;
  };
  struct State {
    lanes::Stream breaks, sigma, level, drift;
    calibrate::FamilyJoint::State ids;
    double innovations = 0;
    std::size_t sets = 1;
    bool level_known = true;
    std::vector<Trend> trends;         ///< [rule][set]
    /// [node]: for each set the weights added up, then for each set what g of the law is multiplied by. Side by
    /// side, since a path's node is anywhere: fewer lines to fetch.
    std::vector<double> laws;
    std::vector<std::size_t> tables;   ///< [df]: index into tables_
  };
  struct Node {
    std::uint32_t rule, df;            ///< df: index into dfs_
    double scale;
  };

  void add_state(const calibrate::FamilyJoint::State& ids, std::uint64_t seed, lanes::Tables& tables);
  void draw_nodes(lanes::WordSource& words, std::uint64_t first_path, Work& work) const;
  void fill_shared(const Work& work, const RowOf& row) const;
  void draw_state(const State& state, lanes::WordSource& words, std::uint64_t first_path, Work& work,
                  const RowOf& row) const;

  const calibrate::FamilyPosterior* posterior_;
  model::FamilyParameters shared_;
  lanes::Stream family_;
  std::vector<Node> nodes_;
  std::vector<double> reached_;        ///< node weights added up
  std::vector<std::uint32_t> guide_;   ///< where the search for a word begins, by the word's first digits
  std::vector<double> dfs_;
  std::vector<State> states_;
  std::vector<std::pair<double, lanes::QuantileTable>> tables_;  ///< by degrees of freedom
};

}  // namespace prospect::simulate
