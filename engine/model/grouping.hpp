#pragma once
/// Puts a program's yearly instructions into groups: those of a group run year by year, groups one after the other.
///
/// Method   strongly connected components stay together, every other instruction joins the last group it needs
///          (schedule.hpp has the sources).

#include <cstddef>
#include <vector>

#include "model/mix.hpp"
#include "model/program.hpp"
#include "model/reads.hpp"

namespace prospect::model {

/// The groups in order, each with its instructions in the order of the program.
[[nodiscard]] std::vector<std::vector<std::size_t>> groups(const Program& program, const Reads& reads,
                                                           const std::vector<SharedTerms>& shared);

}  // namespace prospect::model
