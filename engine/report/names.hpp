#pragma once
/// What the things of a program are called in a text: in the language asked for, without controls.

#include <string>
#include <string_view>

#include "analyse/goals.hpp"
#include "base/label.hpp"
#include "model/program.hpp"
#include "simulate/inputs.hpp"

namespace prospect::report {

/// The label, fit for a terminal; `otherwise` if it is empty.
[[nodiscard]] std::string shown(const base::Label& label, base::Language language,
                                std::string_view otherwise = "");

/// "(13a)"; the code if the target has no number.
[[nodiscard]] std::string target_number(const model::Target& target);

/// "(13a) Communes meeting the new-rural standard".
[[nodiscard]] std::string target_name(const model::Target& target, base::Language language);

/// A target's name with its number; the label of several targets together.
[[nodiscard]] std::string goal_name(const model::Program& program, const analyse::Goal& goal,
                                    base::Language language);

/// The unit as people read it; empty for pure numbers.
[[nodiscard]] std::string unit_name(const model::Program& program, const std::string& unit,
                                    base::Language language);

/// "7.5 %", "120,000 billion VND", "5": a figure written before its unit.
[[nodiscard]] std::string with_unit(const std::string& figure, const std::string& unit);

/// "≥ 7.5 %/year", and the years when they are not simply the last one.
[[nodiscard]] std::string target_wanted(const model::Program& program,
                                        const model::Target& target, base::Language language);

/// The unit of the tested figure, where it is not the unit the target is written in; else empty.
[[nodiscard]] std::string figure_unit(const model::Program& program, const model::Target& target,
                                      base::Language language);

/// "Economy" for "economy"; other themes as they are written.
[[nodiscard]] std::string theme_name(std::string_view theme, base::Language language);

/// The label of the variable called `name`; the name itself if there is none.
[[nodiscard]] std::string variable_name(const model::Program& program, const std::string& name,
                                        base::Language language);

/// What people call an input of a path: "Drought", "Forest cover: yearly swings".
[[nodiscard]] std::string input_name(simulate::Input::Kind kind, const base::Label& label, std::string_view name,
                                     base::Language language);

/// The scenario's label, or its file name.
[[nodiscard]] std::string scenario_name(const model::Program& program, base::Language language);

}  // namespace prospect::report
