#pragma once
/// What a sweep over levers found: as a text for people, and for machines.

#include <cstdint>
#include <string>
#include <vector>

#include "analyse/sweep.hpp"
#include "model/program.hpp"
#include "report/options.hpp"

namespace prospect::report {

/// How the sweep was made, then each goal: tables of probabilities over the settings (a latin hypercube: which lever
/// matters most), the highest and the lowest point, the one nearest to each scenario as it stands, how many points
/// reach a probability. Tables of many levers or settings are thinned and say so. `words`, a program of the run,
/// gives units their names.
[[nodiscard]] std::string sweep(const analyse::Sweep& sweep, std::uint64_t seed, const VerdictOptions& options,
                                const model::Program* words = nullptr);

/// The same sentences without the tables, for a page; blanks before units are firm.
struct SweepWords {
  std::vector<std::string> head;
  std::vector<std::vector<std::string>> goals;   ///< of each goal, in order
  std::vector<std::string> notes;
};
[[nodiscard]] SweepWords sweep_words(const analyse::Sweep& sweep, std::uint64_t seed, base::Language language,
                                     const model::Program* words = nullptr);

/// One JSON object, ended by a line end; every point of the sweep, probabilities as shares:
///   name, label, file, asked, seed, design ("full" or "latin_hypercube"), paths,
///   scenarios: [{ name, label, present: { LEVER: value, null if unknown } }],
///   levers: [{ name, label, unit, decimals, spread, values }], goals: [{ name, label }],
///   points: [{ scenario, settings: { LEVER: value }, counted, failed,
///     goals: { GOAL: { hits, probability, interval: [low, high] } } }]
/// Labels are { en, vi }; the interval is for 95 % and of sampling only; without paths the probability is null.
[[nodiscard]] std::string to_json(const analyse::Sweep& sweep, std::uint64_t seed);

/// A setting with the lever's decimals, and its unit as people read it.
[[nodiscard]] std::string setting_text(const analyse::SweepLever& lever, double value, const model::Program* words,
                                       base::Language language);
/// The lever as a scenario has it, a mean over worlds and years: no finer than the range it is moved in asks for.
[[nodiscard]] std::string present_text(const analyse::SweepLever& lever, double value, const model::Program* words,
                                       base::Language language);
/// Name of a goal: of a target that `words` knows with its number.
[[nodiscard]] std::string goal_text(const analyse::SweepGoal& goal, const model::Program* words,
                                    base::Language language);
/// The lever's label, and after a comma its unit.
[[nodiscard]] std::string lever_text(const analyse::SweepLever& lever, const model::Program* words,
                                     base::Language language);

}  // namespace prospect::report
