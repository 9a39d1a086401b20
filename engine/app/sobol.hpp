#pragma once
/// Runs of scrambled Sobol' points, from the request to the words of their paths.

#include "app/request.hpp"
#include "simulate/sampling.hpp"
#include "store/run_record.hpp"

namespace prospect::app {

/// Paths of such a run when no one says how many: sixteen scramblings of 16 384 points.
inline constexpr std::uint64_t sobol_paths_if_not_said = 262'144;

/// Throws base::Rejected if the request asks for such points in a way that cannot be: a number of paths that makes
/// no nets, or a run that stops when it is clear.
void check_sampling(const RunRequest& request);

/// The points of a run of these scenarios, in its order.
[[nodiscard]] std::shared_ptr<const lanes::SobolPoints> points_of(const std::vector<const model::Program*>& programs,
                                                                  std::uint64_t seed);

/// Whether the scenarios of a record were run on such points.
[[nodiscard]] bool is_of_points(const store::RunRecord& record);

/// The words that the paths of a record were drawn from; its scenarios are compiled anew for it where they were
/// points.
[[nodiscard]] simulate::WordsFactory words_of(const store::RunRecord& record);

}  // namespace prospect::app
