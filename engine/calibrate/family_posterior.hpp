#pragma once
/// What the figures of a family say of its rule of movement and of each member: exact, by averaging.
///
/// Model     a family has a rule (trend_filter.hpp), the degrees of freedom df and the scale s of its
///           volatilities; rule and df come from the file's lists, each value equally likely, s is
///           lognormal, laid on a grid of `scale_nodes` points. A member has sigma^2 ~ df s^2 / chi2_df
///           and breaks in any year with the family's probability, given that at most `most_breaks` of
///           them lie within its figures. A node is one rule, df and s.
/// Law       given a node and the years of breaks the filter gives n innovations e_t of variance
///           sigma^2 F_t, and with S = sum e_t^2 / F_t the member's evidence is
///             p(e) = prod F_t^-1/2 Gamma((df+n)/2) / Gamma(df/2) (pi df s^2)^(-n/2)
///                    (1 + S / (df s^2))^(-(df+n)/2),
///           its sigma^2 ~ (df s^2 + S) / chi2_(df+n), and level and drift are normal given sigma.
///           The weight of a node is its prior times the product over members of the evidence summed
///           over the years of breaks: doubt about the family is part of every member's law, and the
///           figures of all members weigh the rules. Recency is averaged in this way too: drift_change
///           says how fast older changes are forgotten.
/// Source    West and Harrison (1997), section 12.2 (mixtures of models); Raftery, Madigan and Hoeting
///           (1997), doi:10.1080/01621459.1997.10473615 (averaging); Gelman et al. (2013), Bayesian
///           Data Analysis, section 5.4 (hierarchy by quadrature).
/// Error     the grid of s has steps of 0.29 in the logarithm, below the width of what 8 df can tell;
///           nodes below 1e-8 of the weight are left out.

#include <cstdint>
#include <span>
#include <vector>

#include "calibrate/mixture.hpp"
#include "calibrate/trend_filter.hpp"
#include "model/program.hpp"

namespace prospect::calibrate {

inline constexpr int scale_nodes = 25;      ///< over +-`scale_reach` sd of the prior of log s
inline constexpr double scale_reach = 2.4;
inline constexpr int most_breaks = 2;       ///< of one member within its figures

struct FamilyNode {
  std::uint32_t rule = 0;    ///< index into FamilyPosterior::rules
  double df = 4, scale = 0.1;
  double prior = 0, weight = 0;
};

/// One member: what the filter says under each rule and set of breaks, and how likely each set is.
struct MemberPosterior {
  struct Trend {
    FilteredTrend filtered;
    double log_prior = 0;              ///< of the set of breaks
  };
  int origin = 0;                      ///< level and drift are those of this year
  int innovations = 0;                 ///< the same under every rule
  std::size_t sets = 0;                ///< sets of years of breaks
  std::vector<Trend> trends;           ///< [rule][set]
  std::vector<double> weights;         ///< [node][set], given the node

  [[nodiscard]] const FilteredTrend& trend(std::uint32_t rule, std::size_t set) const {
    return trends[rule * sets + set].filtered;
  }
};

struct FamilyPosterior {
  model::Family family;
  std::vector<model::History> histories;   ///< of the members
  int year = 0;                        ///< the fit is as of this year, but for members with new figures
  std::vector<Rule> rules;
  std::vector<FamilyNode> nodes;       ///< weights sum to 1
  std::vector<MemberPosterior> members;
  double log_evidence = 0;             ///< of all figures after each member's first
};

/// Fits one family to the figures of its members up to and including their origins; later ones are not
/// looked at. A member's origin is the later of `year` and its last figure up to `last`.
[[nodiscard]] FamilyPosterior fit_family(const model::Family& family,
                                         std::span<const model::History* const> members, int year, int last);
/// The fit as of `year`: no later figure is looked at.
[[nodiscard]] FamilyPosterior fit_family(const model::Family& family,
                                         std::span<const model::History* const> members, int year);
/// The origins as given, one a member: for fits of fewer figures that are to be held against another's.
[[nodiscard]] FamilyPosterior fit_family(const model::Family& family,
                                         std::span<const model::History* const> members, int year,
                                         std::span<const int> origins);

/// sigma^2 = scale^2 df / chi2_df with a weight.
struct VolatilityPart {
  double weight = 1, df = 1, scale = 1;
};
[[nodiscard]] std::vector<VolatilityPart> volatility_of(const FamilyPosterior& posterior,
                                                        std::size_t member);
/// Drift in the member's origin, link scale a year.
[[nodiscard]] Mixture drift_of(const FamilyPosterior& posterior, std::size_t member);
/// Level in the member's origin, link scale. Expects a figure.
[[nodiscard]] Mixture level_of(const FamilyPosterior& posterior, std::size_t member);

/// Returns the law of the figure of `year`, after the member's origin, on the link scale; `estimate`: its own
/// error is included. Expects a figure to start from.
/// Derivation  write d for damping, c for drift_change, h for the years ahead, S_k = 1 + d S_{k-1},
///             D = d S_h. Given sigma and the breaks within the figures the level is normal with
///               mean            E y + D E b
///               variance/sigma^2  V + 2 D C + D^2 P + c^2 sum_{k=1..h} S_k^2 + h + B break_size^2,
///             where V, C, P are variances and covariance of y, b and B, the breaks to come, is binomial
///             (up to 3 of them). Mixing over sigma gives Student-t (student_t.hpp).
[[nodiscard]] Mixture predict_figure(const FamilyPosterior& posterior, std::size_t member, int year,
                                     bool estimate);

}  // namespace prospect::calibrate
