#include "analyse/scores.hpp"

#include "base/check.hpp"
#include "calibrate/student_t.hpp"
#include "lanes/threefry.hpp"

#include <boost/math/quadrature/gauss_kronrod.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <string>

namespace prospect::analyse {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// Part of every result's identity.
constexpr std::uint64_t score_seed = 2020;

/// A uniform with an address, as all random words of the house.
double uniform(const lanes::Stream& stream, std::uint64_t path, std::uint64_t step) {
  return lanes::unit_number(lanes::threefry2x64({path, step}, stream.key()).first);
}

std::size_t pick(double uniform, std::size_t count) {
  return std::min(static_cast<std::size_t>(uniform * static_cast<double>(count)), count - 1);
}

/// sum over pairs i < j of |x_i - x_j|: in order, x_(k) stands above k others and below the rest.
double sum_of_gaps(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const auto count = static_cast<double>(values.size());
  double sum = 0;
  for (std::size_t k = 0; k < values.size(); ++k) {
    sum += (2 * static_cast<double>(k) + 1 - count) * values[k];
  }
  return sum;
}

using Counts = std::array<int, PitHistogram::bins>;

/// Mean over the bins of the counts' variance, as the clusters show it, over that of independent cases:
/// sum_b V_b / (n / bins) / (bins - 1), V_b = C / (C - 1) sum_c (n_cb - n_c share_b)^2.
double design_effect(const PitHistogram& histogram, const std::map<std::size_t, Counts>& clusters) {
  const double cases = std::accumulate(histogram.counts.begin(), histogram.counts.end(), 0.0);
  double squares = 0;
  for (const auto& [name, counts] : clusters) {
    const double size = std::accumulate(counts.begin(), counts.end(), 0.0);
    for (std::size_t b = 0; b < counts.size(); ++b) {
      const double away = counts[b] - size * histogram.counts[b] / cases;
      squares += away * away;
    }
  }
  const auto count = static_cast<double>(clusters.size());
  const double variance = count / (count - 1) * squares;
  return std::max(1.0, variance / (cases / PitHistogram::bins) / (PitHistogram::bins - 1));
}

std::vector<calibrate::Mixture::Part> mirrored_parts(const calibrate::Mixture& law) {
  auto parts = law.parts();
  for (auto& part : parts) part.location = -part.location;
  return parts;
}

using Quadrature = boost::math::quadrature::gauss_kronrod<double, 31>;
constexpr unsigned most_halvings = 12;
// Asked of each piece; the rule's own estimate is far above its true error, which stays below 1e-6.
constexpr double quadrature_error = 1e-5;

template <class Integrand>
double integral(const Integrand& integrand, double from, double to) {
  if (!(from < to)) return 0;
  return Quadrature::integrate(integrand, from, to, most_halvings, quadrature_error);
}

}  // namespace

double brier(double probability, bool came) {
  const double miss = probability - (came ? 1 : 0);
  return miss * miss;
}

double log_score(double probability, bool came) {
  return std::log(std::max(came ? probability : 1 - probability, least_probability));
}

double skill(double score, double reference) {
  return reference == 0 ? none : 1 - score / reference;
}

double fair_crps(std::vector<double> draws, double outcome) {
  PROSPECT_EXPECT(draws.size() >= 2);
  const auto count = static_cast<double>(draws.size());
  double away = 0;
  for (const double x : draws) away += std::abs(x - outcome);
  // The double sum over i and j holds each pair twice.
  return away / count - sum_of_gaps(std::move(draws)) / (count * (count - 1));
}

double crps(const calibrate::Mixture& law, double outcome) {
  double middle = 0, scale = 0;
  for (const auto& part : law.parts()) {
    middle += part.weight * part.location;
    scale += part.weight * part.scale;
  }
  PROSPECT_EXPECT(scale > 0);
  // In units of the law's own scale, from the outcome: the rule for infinite ranges has scale 1.
  const auto below = [&](double z) {
    const double f = law.cdf(outcome + scale * z);
    return f * f;
  };
  // 1 - F by the mirrored law: far out the difference would be noise, which no rule can integrate.
  const calibrate::Mixture mirrored(mirrored_parts(law));
  const auto above = [&](double z) {
    const double f = mirrored.cdf(-outcome - scale * z);
    return f * f;
  };
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const double centre = (middle - outcome) / scale;
  const double low = std::min(centre, 0.0), high = std::max(centre, 0.0);
  return scale * (integral(below, -infinity, low) + integral(below, low, 0) +
                  integral(above, 0, high) + integral(above, high, infinity));
}

double fair_energy_score(std::span<const std::vector<double>> draws,
                         std::span<const double> outcome) {
  PROSPECT_EXPECT(!draws.empty() && draws.size() == outcome.size());
  const std::size_t count = draws.front().size();
  PROSPECT_EXPECT(count >= 2);
  const std::size_t figures = draws.size();
  std::vector<double> points;  // the figures of a draw side by side, as distances read them
  for (std::size_t i = 0; i < count; ++i) {
    for (const auto& row : draws) points.push_back(row[i]);
  }
  const auto distance = [&](const double* a, const double* b) {
    double squares = 0;
    for (std::size_t d = 0; d < figures; ++d) squares += (a[d] - b[d]) * (a[d] - b[d]);
    return std::sqrt(squares);
  };
  double away = 0, apart = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const double* point = &points[i * figures];
    away += distance(point, outcome.data());
    for (std::size_t j = 0; j < i; ++j) apart += distance(point, &points[j * figures]);
  }
  const auto n = static_cast<double>(count);
  return away / n - apart / (n * (n - 1));
}

std::vector<double> stratified_draws(const calibrate::Mixture& law, std::size_t count,
                                     std::string_view name) {
  const lanes::Stream stream(score_seed, std::string("draws.").append(name));
  std::vector<double> draws;
  std::size_t part = 0;
  double before = 0;  // weights of the parts before
  for (std::size_t k = 0; k < count; ++k) {
    const double u = (static_cast<double>(k) + uniform(stream, k, 0)) / static_cast<double>(count);
    while (part + 1 < law.parts().size() && u >= before + law.parts()[part].weight) {
      before += law.parts()[part++].weight;
    }
    const auto& at = law.parts()[part];
    constexpr double edge = 0x1p-53;  // rounding of the weights' sum must not reach 0 or 1
    const double inside = std::clamp((u - before) / at.weight, edge, 1 - edge);
    draws.push_back(calibrate::StudentT{at.df, at.location, at.scale}.quantile(inside));
  }
  for (std::size_t k = count; k > 1; --k) {
    std::swap(draws[k - 1], draws[pick(uniform(stream, k, 1), k)]);
  }
  return draws;
}

PitHistogram pit_histogram(std::span<const double> pit, std::span<const std::size_t> cluster) {
  PROSPECT_EXPECT(pit.size() == cluster.size());
  PitHistogram histogram;
  std::map<std::size_t, Counts> clusters;
  for (std::size_t k = 0; k < pit.size(); ++k) {
    const std::size_t bin = pick(pit[k], PitHistogram::bins);
    ++histogram.counts[bin];
    ++clusters[cluster[k]][bin];
  }
  if (pit.empty()) return histogram;
  const double even = static_cast<double>(pit.size()) / PitHistogram::bins;
  for (const int count : histogram.counts) {
    histogram.chi_square += (count - even) * (count - even) / even;
  }
  if (clusters.size() >= least_clusters) histogram.design_effect = design_effect(histogram, clusters);
  // The survival function of chi-square with 4 degrees of freedom.
  const double half = histogram.chi_square / histogram.design_effect / 2;
  histogram.p_value = std::exp(-half) * (1 + half);
  return histogram;
}

bool Coverage::is_broken() const {
  const auto leaves_out = [&](const summarise::Interval& i) { return level < i.low || level > i.high; };
  // Too few clusters leave NaN, which leaves nothing out: the first interval has to do.
  return leaves_out(interval) && (std::isnan(by_cluster.low) || leaves_out(by_cluster));
}

Coverage coverage(std::span<const double> pit, std::span<const std::size_t> cluster, double level) {
  Coverage found{level, 0, pit.size(), {}, {}};
  std::vector<double> held;
  for (const double p : pit) held.push_back(std::abs(p - 0.5) <= level / 2 ? 1 : 0);
  for (const double one : held) found.hits += one > 0;
  found.interval = summarise::probability_interval(found.hits, found.cases);
  const Difference share = mean_difference(held, cluster);
  found.by_cluster = {share.low, share.high};
  return found;
}

Difference mean_difference(std::span<const double> values, std::span<const std::size_t> cluster) {
  PROSPECT_EXPECT(values.size() == cluster.size());
  struct Cluster {
    double sum = 0, count = 0;
  };
  std::map<std::size_t, Cluster> by_name;
  for (std::size_t k = 0; k < values.size(); ++k) {
    by_name[cluster[k]].sum += values[k];
    by_name[cluster[k]].count += 1;
  }
  std::vector<Cluster> clusters;
  for (const auto& [name, one] : by_name) clusters.push_back(one);
  Difference found{none, none, none, values.size(), clusters.size()};
  if (values.empty()) return found;
  found.mean = std::accumulate(values.begin(), values.end(), 0.0) /
               static_cast<double>(values.size());
  if (clusters.size() < least_clusters) return found;

  constexpr std::size_t resamples = 2000, tail = 50;  // 2.5 % on each side
  const lanes::Stream stream(score_seed, "bootstrap");
  std::vector<double> means;
  for (std::size_t b = 0; b < resamples; ++b) {
    Cluster all;
    for (std::size_t k = 0; k < clusters.size(); ++k) {
      const Cluster& drawn = clusters[pick(uniform(stream, b, k), clusters.size())];
      all.sum += drawn.sum;
      all.count += drawn.count;
    }
    means.push_back(all.sum / all.count);
  }
  std::sort(means.begin(), means.end());
  found.low = means[tail - 1];
  found.high = means[resamples - tail];
  return found;
}

}  // namespace prospect::analyse
