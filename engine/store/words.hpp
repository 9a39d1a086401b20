#pragma once
/// The words that stand for enumerators in the file.
///
/// Contract  in the order in which the enumerators are declared (model/program.hpp,
///           analyse/finding.hpp, analyse/sweep.hpp). Words are never changed or reused: old files hold them.

#include <array>
#include <string_view>

namespace prospect::store {

using Words = std::string_view;
inline constexpr std::array<Words, 6> variable_kinds = {"state", "identity", "shock",
                                                        "event", "lever",    "hidden"};
inline constexpr std::array<Words, 4> link_names = {"identity", "log", "logit", "log_ratio"};
inline constexpr std::array<Words, 5> test_names = {"at", "every", "ever", "mean", "sum"};
inline constexpr std::array<Words, 3> direction_names = {"at_least", "at_most", "between"};
inline constexpr std::array<Words, 7> role_names = {"given", "drift", "sigma", "lever",
                                                       "level", "family", "block"};
inline constexpr std::array<Words, 4> finding_kinds = {"identity_on_history", "identity_on_targets",
                                                       "plan_arithmetic", "two_figures"};
inline constexpr std::array<Words, 2> sweep_designs = {"full", "latin_hypercube"};

}  // namespace prospect::store
