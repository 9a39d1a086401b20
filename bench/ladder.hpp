#pragma once
/// What the simulation of a path is made of, found by running programs that do a little more each.
///
/// Method   a rung is the program cut down to some of its instructions; two neighbouring rungs, run
///          one after the other, differ by one kind of work. The cut programs compute nonsense, but
///          their loops take the same time: no lane function has a branch that values decide,
///          except counts and normal scores, and both see the words they see in the whole program.

#include <functional>
#include <string>
#include <vector>

#include "model/program.hpp"

namespace prospect::bench {

struct Rung {
  std::string adds;  ///< the work this rung does beyond the one before
  model::Program program;
};

/// Returns the program without the yearly instructions that go. What they made is read from rows of a constant, a
/// row each and for every year.
[[nodiscard]] model::Program cut(model::Program program, const std::function<bool(const model::Instruction&)>& goes);

/// Returns the program without random words and their scores.
[[nodiscard]] model::Program without_draws(const model::Program& program);

/// Returns the rungs from "parameters only" to the whole program.
[[nodiscard]] std::vector<Rung> ladder(const model::Program& whole);

}  // namespace prospect::bench
