#pragma once
/// Weights of particles: how far the next temperature may go, and who is drawn again.
///
/// Contract  weights are not negative and sum to 1; sums run in the order of the particles, so the
///           bits depend on the numbers alone. A particle of weight 0 counts for nothing, whatever
///           its log likelihood; all others need a finite one.
/// Source    conditional effective sample size: Zhou, Johansen and Aston (2016),
///           doi:10.1080/10618600.2015.1060885, section 3.4; systematic resampling: Carpenter,
///           Clifford and Fearnhead (1999), doi:10.1049/ip-rsn:19990255.

#include <cstdint>
#include <span>
#include <vector>

namespace prospect::calibrate {

/// Gives particles of finite log likelihood equal weights and the others 0; returns their share.
double drop_impossible(std::span<const double> log_likelihood, std::vector<double>& weights);

/// Returns 1 / sum W^2: as many equal weights would estimate a mean as well.
[[nodiscard]] double effective_size(std::span<const double> weights);

/// Returns (sum W w)^2 / sum W w^2 for w = exp(step l): the share of the particles that is left if
/// the temperature rises by `step`. 1 for no step, falling as the step grows.
[[nodiscard]] double conditional_share(std::span<const double> weights,
                                       std::span<const double> log_likelihood, double step);

/// Returns the step, at most `most`, whose conditional share is `share`; by bisection.
[[nodiscard]] double longest_step(std::span<const double> weights,
                                  std::span<const double> log_likelihood, double share,
                                  double most);

/// Multiplies the weights by exp(step l) and divides by their sum, the logarithm of which it
/// returns: what the step adds to the log evidence.
double reweight(std::span<double> weights, std::span<const double> log_likelihood, double step);

/// Returns, in rising order, which particle takes each place: as many times as the points
/// (k + uniform) / n fall into its stretch of the summed weights.
[[nodiscard]] std::vector<std::uint32_t> resample_systematically(std::span<const double> weights,
                                                                 double uniform);

/// Returns how many independent draws would estimate the mean of these equally weighted values as
/// well, judged by how far the descendants of each ancestor deviate together: with S_e the sum of
/// x - mean over family e and n_e its size, independent values have
/// E sum S_e^2 = var (n - sum n_e^2 / n). At most n; 1 if all have one ancestor. After Lee and
/// Whiteley (2018), doi:10.1093/biomet/asy028, with known total weights.
[[nodiscard]] double effective_draws(std::span<const double> values,
                                     std::span<const std::uint32_t> ancestors);

}  // namespace prospect::calibrate
