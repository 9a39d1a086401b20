#include "kernel.hpp"

#include <omp.h>

#include <algorithm>
#include <bit>
#include <chrono>
#include <memory>
#include <span>

#include "kernel_mixing.hpp"
#include "kernel_scores.hpp"
#include "lanes/distribution.hpp"
#include "lanes/normal.hpp"
#include "lanes/quantile_table.hpp"

namespace prospect::bench {
namespace {

constexpr std::uint64_t chunk_paths = 4096;
constexpr std::size_t bins = 512;
/// A cache line between histograms, so that equal bins of two do not share a cache set.
constexpr std::size_t bin_stride = bins + 32;
constexpr std::size_t columns = year_count * block_lanes;

/// Constants of one indicator, ready for the loops.
template <class Real>
struct Ready {
  lanes::Words drift_key{}, noise_key{};
  bool log = false, at_least = true;
  Real start, link, drift, drift_scale, volatility, own, shared, target;
  std::array<Real, year_count> centre, first_middle, bins_per_unit;  ///< first_middle: of the lowest bin, link scale
};

template <class Real>
std::vector<Ready<Real>> make_ready(const Workload& workload, std::uint64_t seed) {
  std::vector<Ready<Real>> all_ready;
  for (std::size_t i = 0; i < indicator_count; ++i) {
    const auto& from = workload.indicators[i];
    Ready<Real> one;
    one.drift_key = lanes::Stream(seed, "parameter.drift_" + from.name).key();
    one.noise_key = lanes::Stream(seed, "noise." + from.name).key();
    one.log = from.log;
    one.at_least = from.at_least;
    one.start = static_cast<Real>(from.start);
    one.link = static_cast<Real>(from.link);
    one.drift = static_cast<Real>(from.drift);
    one.drift_scale = static_cast<Real>(from.drift_scale);
    one.volatility = static_cast<Real>(from.volatility);
    one.own = static_cast<Real>(workload.factor[i][i]);
    one.shared = static_cast<Real>(i + 1 < indicator_count ? workload.factor[i + 1][i] : 0);
    one.target = static_cast<Real>(from.target);
    for (int t = 0; t < year_count; ++t) {
      // Six standard deviations to each side on the link scale; the end bins take the rest.
      const double years = t + 1, drift_sd = from.drift_scale * std::sqrt(5.0 / 3.0);
      const double sd = std::sqrt(years * from.volatility * from.volatility + years * years * drift_sd * drift_sd);
      const double middle = from.link + years * (from.drift - (i == poverty ? fall_per_growth * 0.03 : 0));
      const auto at = static_cast<std::size_t>(t);
      one.centre[at] = static_cast<Real>(from.log ? std::exp(middle) : 100 / (1 + std::exp(-middle)));
      one.first_middle[at] = static_cast<Real>(middle - 6 * sd * (1 - 1.0 / bins));
      one.bins_per_unit[at] = static_cast<Real>(bins / (12 * sd));
    }
    all_ready.push_back(one);
  }
  return all_ready;
}

/// What one thread has counted and works with.
template <class Real>
struct alignas(64) Worker {
  // Rows of one indicator, or of all where a matrix mixes them.
  alignas(64) Real z[indicator_count][columns + 16];
  alignas(64) Real drift[indicator_count][block_lanes + 16];
  alignas(64) Real shared[columns];
  alignas(64) Real growth[columns];
  alignas(64) Real level[block_lanes];
  alignas(64) Real before[block_lanes];                  ///< the value of the year before
  alignas(64) Real kept[indicator_count][columns + 16];  ///< values, where no statistics take them
  alignas(64) Real mixed[indicator_count][columns + 16];
  alignas(64) Real places[2][block_lanes];
  alignas(64) std::uint16_t counts[indicator_count * year_count][bin_stride];
  std::uint64_t histogram[indicator_count * year_count][bins];
  double sum[indicator_count * year_count], square[indicator_count * year_count];
  std::uint64_t met[block_lanes / 64], hits[indicator_count], joint, in_counts, paths;
  TailScores<Real> tails;
  KernelSplit split;
};

/// Adds up time where it is asked for, and is nothing where not.
template <bool Wanted>
struct Clock {
  std::chrono::steady_clock::time_point last = std::chrono::steady_clock::now();
  void lap(double& to) {
    const auto now = std::chrono::steady_clock::now();
    to += std::chrono::duration<double>(now - last).count();
    last = now;
  }
};
template <>
struct Clock<false> {
  void lap(double&) {}
};

template <class Real>
[[gnu::always_inline]] inline void count(const Real* places, std::uint16_t* to) {
  using Bits = std::conditional_t<sizeof(Real) == 8, std::uint64_t, std::uint32_t>;
  std::uint16_t at[pack_width<Real>];
  for (std::size_t k = 0; k < pack_width<Real>; ++k) {
    at[k] = static_cast<std::uint16_t>(std::bit_cast<Bits>(places[k]));
  }
  for (std::size_t k = 0; k < pack_width<Real>; ++k) ++to[at[k]];
}

/// Which of a pack's lanes meet a target, a bit each.
template <class Real>
[[gnu::always_inline]] inline std::uint64_t lanes_met(Pack<Real> x, Pack<Real> target, bool at_least) {
#if defined(__AVX512F__)
  if constexpr (sizeof(Real) == 8) {
    return at_least ? _mm512_cmp_pd_mask(x, target, _CMP_GE_OQ) : _mm512_cmp_pd_mask(x, target, _CMP_LE_OQ);
  } else {
    return at_least ? _mm512_cmp_ps_mask(x, target, _CMP_GE_OQ) : _mm512_cmp_ps_mask(x, target, _CMP_LE_OQ);
  }
#else
  std::uint64_t met = 0;
  for (std::size_t k = 0; k < pack_width<Real>; ++k) {
    met |= std::uint64_t{at_least ? x[k] >= target[k] : x[k] <= target[k]} << k;
  }
  return met;
#endif
}

enum class Role { plain, grows, falls_with_growth };

/// One indicator through one year.
template <class Real, Extent extent, bool common, bool is_log, Role role>
[[gnu::always_inline]] inline void one_year(Worker<Real>& w, const Ready<Real>& one, const Real* drift, const Real* z,
                                            std::size_t i, std::size_t t, std::uint64_t* met) {
  constexpr std::size_t width = pack_width<Real>;
  Real* shared = w.shared + t * block_lanes;
  Real* growth = w.growth + t * block_lanes;
  Real* places = w.places[t % 2];
  const std::size_t series = i * year_count + t;
  // The year before is counted on the way.
  const Real* counting = w.places[(t + 1) % 2];
  std::uint16_t* counting_to = t > 0 ? w.counts[series - 1] : nullptr;
  const auto shift = Format<Real>::shift;
  const Pack<Real> low = all<Real>(shift), high = all<Real>(shift + static_cast<Real>(bins - 1));
  const Real per_unit = one.bins_per_unit[t];
  Pack<Real> sum{}, square{};
  for (std::size_t l = 0; l < block_lanes; l += width) {
    if constexpr (extent == Extent::all) {
      if (counting_to != nullptr) count(counting + l, counting_to);
    }
    Pack<Real> noise = load(z + l);
    if constexpr (common) {
      const Pack<Real> own = noise, before = load(shared + l);
      noise = own * one.own + before;
      store(own * one.shared + before, shared + l);
    }
    const Pack<Real> before = load(w.level + l);
    Pack<Real> moved = load(drift + l) + noise * one.volatility;
    if constexpr (role == Role::falls_with_growth) moved -= load(growth + l) * static_cast<Real>(fall_per_growth);
    const Pack<Real> level = before + moved;
    store(level, w.level + l);
    Pack<Real> x;
    if constexpr (is_log) {
      x = exponential<Real>(level);
    } else {
      x = static_cast<Real>(100) / (exponential<Real>(-level) + static_cast<Real>(1));
    }
    if constexpr (role == Role::grows) {
      store(x / load(w.before + l) - static_cast<Real>(1), growth + l);
      store(x, w.before + l);
    }
    if constexpr (extent == Extent::all) {
      const Pack<Real> d = x - one.centre[t];
      sum += d;
      square += d * d;
      Pack<Real> place = (level - one.first_middle[t]) * per_unit + shift;
      place = place < low ? low : place;
      place = place > high ? high : place;
      store(place, places + l);
      if (met != nullptr) {
        met[l / 64] |= lanes_met<Real>(x, all<Real>(one.target), one.at_least) << (l % 64);
      }
    } else {
      store(x, w.kept[i] + t * block_lanes + l);  // as by the engine
    }
  }
  if constexpr (extent == Extent::all) {
    for (std::size_t k = 0; k < width; ++k) {
      w.sum[series] += static_cast<double>(sum[k]);
      w.square[series] += static_cast<double>(square[k]);
    }
  }
}

/// One indicator through its five years; the places of the last one are left to be counted.
template <class Real, Extent extent, bool common, bool is_log, Role role>
void years(Worker<Real>& w, const Ready<Real>& one, std::size_t i, const Real* drift, const Real* z) {
  std::fill(std::begin(w.level), std::end(w.level), one.link);
  if constexpr (role == Role::grows) std::fill(std::begin(w.before), std::end(w.before), one.start);
  std::uint64_t met[block_lanes / 64] = {};
  for (std::size_t t = 0; t < year_count; ++t) {
    one_year<Real, extent, common, is_log, role>(w, one, drift, z + t * block_lanes, i, t,
                                                 t + 1 == year_count ? met : nullptr);
  }
  if constexpr (extent == Extent::all) {
    const Real* places = w.places[(year_count - 1) % 2];
    for (std::size_t l = 0; l < block_lanes; l += pack_width<Real>) {
      count(places + l, w.counts[i * year_count + year_count - 1]);
    }
    for (std::size_t word = 0; word < block_lanes / 64; ++word) {
      w.hits[i] += static_cast<std::uint64_t>(std::popcount(met[word]));
      w.met[word] &= met[word];
    }
  }
}

template <class Real, Extent extent, bool common>
void all_years(Worker<Real>& w, const Ready<Real>& one, std::size_t i, const Real* drift, const Real* z) {
  if (i == 0) {
    years<Real, extent, common, true, Role::grows>(w, one, i, drift, z);
  } else if (one.log) {
    years<Real, extent, common, true, Role::plain>(w, one, i, drift, z);
  } else if (i == poverty) {
    years<Real, extent, common, false, Role::falls_with_growth>(w, one, i, drift, z);
  } else {
    years<Real, extent, common, false, Role::plain>(w, one, i, drift, z);
  }
}

template <class Real>
void empty_counts(Worker<Real>& w) {
  for (std::size_t s = 0; s < indicator_count * year_count; ++s) {
    for (std::size_t bin = 0; bin < bins; ++bin) w.histogram[s][bin] += w.counts[s][bin];
    std::fill_n(w.counts[s], bins, std::uint16_t{0});
  }
  w.in_counts = 0;
}

/// Everything a run of the kernel shares between threads.
template <class Real>
struct Kernel {
  /// What the engine has for an indicator.
  struct Drift {
    lanes::Stream stream, noise;
    lanes::QuantileTable table;
  };

  std::vector<Ready<Real>> ready;
  std::vector<Drift> drifts;
  Triangle<Real> triangle;
  CubicTable<Real> student;
  bool common;

  Kernel(const Workload& workload, std::uint64_t seed)
      : ready(make_ready<Real>(workload, seed)),
        triangle(workload.factor),
        student(lanes::Distribution::student_t(drift_degrees).table()),
        common(workload.has_common_sums()) {
    lanes::Tables tables;
    for (const auto& from : workload.indicators) {
      drifts.push_back({lanes::Stream(seed, "parameter.drift_" + from.name), lanes::Stream(seed, "noise." + from.name),
                        tables.make(lanes::Distribution::student_t(drift_degrees, from.drift, from.drift_scale))});
    }
  }

  /// The same by the functions that the engine calls.
  void draw_as_engine(std::uint64_t first, std::size_t i, double* z, double* drift) const {
    lanes::score_rows(drifts[i].stream, first, 0, std::span(&drift, 1));
    double* rows[year_count];
    for (std::size_t t = 0; t < year_count; ++t) rows[t] = z + t * block_lanes;
    lanes::score_rows(drifts[i].noise, first, base_year + 1, rows);
    drifts[i].table.evaluate(drift, drift);
  }

  /// The scores of one indicator: drift, then the noises of five years.
  template <class Laps>
  void draw(Worker<Real>& w, std::uint64_t first, std::size_t i, Real* z, Real* drift, Laps& laps) const {
    constexpr std::uint64_t even = base_year / 2;
    w.tails.begin();
    words_to_scores<Real, true, false>(ready[i].drift_key, first, 0, drift, nullptr, w.tails);
    words_to_scores<Real, false, true>(ready[i].noise_key, first, even, nullptr, z, w.tails);
    words_to_scores<Real, true, true>(ready[i].noise_key, first, even + 1, z + block_lanes, z + 2 * block_lanes,
                                      w.tails);
    words_to_scores<Real, true, true>(ready[i].noise_key, first, even + 2, z + 3 * block_lanes, z + 4 * block_lanes,
                                      w.tails);
    laps.lap(w.split.words_and_centres);
    w.tails.finish();
    laps.lap(w.split.tails);
    student.draw(drift, ready[i].drift, ready[i].drift_scale);
    laps.lap(w.split.drifts);
  }

  /// Draws one indicator in the way of an extent.
  template <Extent extent, class Laps>
  void draw_for(Worker<Real>& w, std::uint64_t first, std::size_t i, Real* z, Real* drift, Laps& laps) const {
    if constexpr (extent == Extent::exchanged && sizeof(Real) == 8) {
      draw_as_engine(first, i, z, drift);
    } else if constexpr (extent != Extent::equations) {
      draw(w, first, i, z, drift, laps);
    }
  }

  template <Extent extent, bool is_common, class Laps>
  void block(Worker<Real>& w, std::uint64_t first, Laps& laps) const {
    std::fill(std::begin(w.shared), std::end(w.shared), Real{0});
    std::fill(std::begin(w.met), std::end(w.met), ~std::uint64_t{0});
    if constexpr (!is_common) {
      for (std::size_t i = 0; i < indicator_count; ++i) draw_for<extent>(w, first, i, w.z[i], w.drift[i], laps);
      Real* to = extent == Extent::equations ? w.mixed[0] : w.z[0];
      triangle.multiply(w.z[0], to, std::size(w.z[0]), columns);
      laps.lap(w.split.mixing);
    }
    for (std::size_t i = 0; i < indicator_count; ++i) {
      // One indicator's rows at a time stay near; a matrix needs them all.
      const std::size_t at = is_common && extent != Extent::equations ? 0 : i;
      if constexpr (is_common) draw_for<extent>(w, first, i, w.z[at], w.drift[at], laps);
      const Real* z = !is_common && extent == Extent::equations ? w.mixed[i] : w.z[at];
      all_years<Real, extent, is_common>(w, ready[i], i, w.drift[at], z);
      laps.lap(w.split.years);
    }
    for (const std::uint64_t word : w.met) w.joint += static_cast<std::uint64_t>(std::popcount(word));
    laps.lap(w.split.targets);
  }

  template <Extent extent, bool is_common, bool split>
  void one_chunk(Worker<Real>& w, std::uint64_t chunk) const {
    Clock<split> laps;
    for (std::uint64_t at = 0; at < chunk_paths; at += block_lanes) {
      block<extent, is_common>(w, chunk * chunk_paths + at, laps);
    }
    w.paths += chunk_paths;
    w.in_counts += chunk_paths;
    if (w.in_counts + chunk_paths > 65535) empty_counts(w);
  }

  template <Extent extent, bool split>
  void chunk_of(Worker<Real>& w, std::uint64_t chunk) const {
    if (common) {
      one_chunk<extent, true, split>(w, chunk);
    } else {
      one_chunk<extent, false, split>(w, chunk);
    }
  }

  void chunk(const KernelPlan& plan, Worker<Real>& w, std::uint64_t number) const {
    if (plan.split) return chunk_of<Extent::all, true>(w, number);
    switch (plan.extent) {
      case Extent::all:
        return chunk_of<Extent::all, false>(w, number);
      case Extent::simulation:
        return chunk_of<Extent::simulation, false>(w, number);
      case Extent::equations:
        return chunk_of<Extent::equations, false>(w, number);
      case Extent::exchanged:
        return chunk_of<Extent::exchanged, false>(w, number);
    }
  }
};

template <class Real>
double median_of(const Worker<Real>& w, const Ready<Real>& one, std::size_t series, std::size_t t) {
  std::uint64_t below = 0;
  std::size_t bin = 0;
  while (bin + 1 < bins && 2 * (below + w.histogram[series][bin]) < w.paths) below += w.histogram[series][bin++];
  const auto among = static_cast<double>(std::max<std::uint64_t>(w.histogram[series][bin], 1));
  const double inside = (static_cast<double>(w.paths) / 2 - static_cast<double>(below)) / among;
  const double level = static_cast<double>(one.first_middle[t]) +
                       (static_cast<double>(bin) + inside - 0.5) / static_cast<double>(one.bins_per_unit[t]);
  return one.log ? std::exp(level) : 100 / (1 + std::exp(-level));
}

template <class Real>
void add_to(Worker<Real>& to, Worker<Real>& from) {
  empty_counts(from);
  for (std::size_t s = 0; s < indicator_count * year_count; ++s) {
    for (std::size_t bin = 0; bin < bins; ++bin) to.histogram[s][bin] += from.histogram[s][bin];
    to.sum[s] += from.sum[s];
    to.square[s] += from.square[s];
  }
  for (std::size_t i = 0; i < indicator_count; ++i) to.hits[i] += from.hits[i];
  to.joint += from.joint;
  to.paths += from.paths;
}

}  // namespace

template <class Real>
KernelCounts run_kernel(const Workload& workload, const KernelPlan& plan) {
  const Kernel<Real> kernel(workload, plan.seed);
  std::vector<std::unique_ptr<Worker<Real>>> workers(static_cast<std::size_t>(plan.threads));
  for (auto& worker : workers) worker = std::make_unique<Worker<Real>>();
  const auto count = static_cast<std::int64_t>(plan.paths / chunk_paths);
#pragma omp parallel num_threads(plan.threads)
  {
    auto& worker = *workers[static_cast<std::size_t>(omp_get_thread_num())];
    if (plan.extent == Extent::equations) {
      struct {
        void lap(double&) {}
      } none;
      for (std::size_t i = 0; i < indicator_count; ++i) kernel.draw(worker, 0, i, worker.z[i], worker.drift[i], none);
    }
#pragma omp for schedule(dynamic, 1)
    for (std::int64_t chunk = 0; chunk < count; ++chunk) {
      kernel.chunk(plan, worker, static_cast<std::uint64_t>(chunk));
    }
  }
  Worker<Real>& total = *workers.front();
  empty_counts(total);
  for (std::size_t k = 1; k < workers.size(); ++k) add_to(total, *workers[k]);
  KernelCounts counts;
  counts.paths = total.paths;
  counts.joint = total.joint;
  counts.split = total.split;
  for (std::size_t i = 0; i < indicator_count; ++i) {
    counts.hits[i] = total.hits[i];
    for (std::size_t t = 0; t < year_count && plan.extent == Extent::all; ++t) {
      const std::size_t s = i * year_count + t;
      const double n = static_cast<double>(total.paths), shift = total.sum[s] / n;
      counts.mean[i][t] = static_cast<double>(kernel.ready[i].centre[t]) + shift;
      counts.sd[i][t] = std::sqrt((total.square[s] - n * shift * shift) / (n - 1));
      counts.median[i][t] = median_of(total, kernel.ready[i], s, t);
    }
  }
  return counts;
}

template KernelCounts run_kernel<double>(const Workload&, const KernelPlan&);
template KernelCounts run_kernel<float>(const Workload&, const KernelPlan&);

}  // namespace prospect::bench
