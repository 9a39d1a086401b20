#include <array>

#include "store/layout_rows.hpp"

namespace prospect::store {
namespace {

using layout_row::about, layout_row::axis, layout_row::data, layout_row::digest_row, layout_row::group,
    layout_row::words;
using enum Type;

constexpr std::array rows_of_sweep = {
    group("", "probabilities over a design of lever settings, on the same worlds"),
    about("sweep", text, "name of the sweep"),
    about("title", text, "label of the sweep, English"),
    about("title_vi", text, "label of the sweep, Vietnamese"),
    about("file", text, "the grid file among the inputs"),
    about("asked", text, "the command line"),
    about("design", text, "full (every combination of the values) or latin_hypercube"),
    about("paths", int64, "paths of each point, the same worlds for all"),
    digest_row,

    axis("point", int32, "position of the point", Units::one),
    axis("lever", text, "name of the lever"),
    axis("goal", text, "code of a target, name of a set of targets, or all"),
    axis("sweep_scenario", text, "name of a scenario that the levers are moved in"),
    axis("lever_value", int32, "position in the list of the levers' values", Units::one),

    words("lever_label", "lever", "label, English"),
    words("lever_label_vi", "lever", "label, Vietnamese"),
    words("lever_unit", "lever", "unit"),
    data("lever_decimals", int32, "lever", Units::none, "decimals of its settings"),
    data("lever_spread", float64, "lever", Units::lever, "sd of what it comes to about its setting; 0: it is certain"),
    words("goal_label", "goal", "label, English"),
    words("goal_label_vi", "goal", "label, Vietnamese"),
    words("sweep_scenario_label", "sweep_scenario", "label, English"),
    words("sweep_scenario_label_vi", "sweep_scenario", "label, Vietnamese"),
    data("present", float64, "sweep_scenario lever", Units::lever,
         "the lever as the scenario has it: mean over worlds and years; NaN: unknown"),
    data("lever_value_lever", int32, "lever_value", Units::none, "position of its lever, from 0"),
    words("lever_value_unit", "lever_value", "unit"),
    data("lever_value_setting", float64, "lever_value", Units::lever_value,
         "full: a value the lever takes, in order; latin_hypercube: the lower and the upper end of its range"),

    data("point_scenario", int32, "point", Units::none, "position of its scenario, from 0"),
    data("setting", float64, "point lever", Units::lever, "what the lever is set to"),
    data("counted", int64, "point", Units::one, "paths that count"),
    data("failed", int64, "point", Units::one, "of them those with a fault; they count as misses"),
    data("hits", int64, "point goal", Units::one, "paths that meet the goal"),
    data("probability", float64, "point goal", Units::one, "hits over paths that count"),
    data("probability_low", float64, "point goal", Units::one, "lower end of its 95 % interval"),
    data("probability_high", float64, "point goal", Units::one, "upper end of its 95 % interval"),
};

}  // namespace

std::span<const Row> sweep_rows() { return rows_of_sweep; }

}  // namespace prospect::store
