#pragma once
/// How the worlds of a run are chosen: plain random words, or scrambled Sobol' points (lanes/sobol_points.hpp).
///
/// Coordinates  words drawn once a path come first, in the order of the program: its parameters, the rules of its
///              families, the breaks of its states, its learned blocks; then each stream of chance, its years in
///              order. The list is that of the first scenario of a run; what others draw besides comes after it,
///              scenario by scenario. So all scenarios of a run meet the same worlds, and a run of the first
///              alone has the same bits as among others.
/// Plain        words that hold paths against new figures, and other worlds of questions, stay plain ones.

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "lanes/sobol_points.hpp"
#include "model/program.hpp"

namespace prospect::simulate {

enum class Sampling : std::uint8_t { plain, sobol };

/// Makes the source of all random words of a run, one a thread.
using WordsFactory = std::function<std::unique_ptr<lanes::WordSource>()>;

[[nodiscard]] WordsFactory plain_words();
[[nodiscard]] WordsFactory sobol_words(std::shared_ptr<const lanes::SobolPoints> points);

/// The words that the scenarios of a run draw, in the order in which they are given coordinates.
[[nodiscard]] std::vector<lanes::SobolStream> sobol_streams(const std::vector<const model::Program*>& programs);

/// Whether so many paths make every scrambling a net: a round of the scramblings, times a power of two.
[[nodiscard]] bool are_nets(std::uint64_t paths);
/// The numbers of paths next to `paths` that do, at least a round: below (or at) and above.
struct NetSizes {
  std::uint64_t below = 0, above = 0;
};
[[nodiscard]] NetSizes nets_about(std::uint64_t paths);

}  // namespace prospect::simulate
