#include "report/drivers.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/whole.hpp"
#include "report/names.hpp"
#include "report/numbers.hpp"
#include "report/texts.hpp"

namespace prospect::report {
namespace {

std::string kind_name(const analyse::Driver& driver, base::Language language) {
  using Kind = decltype(driver.kind);
  switch (driver.kind) {
    case Kind::parameter: return std::string(text(Text::drivers_parameter, language));
    case Kind::lever: return std::string(text(Text::drivers_lever, language));
    case Kind::state: return std::string(text(Text::drivers_state, language));
    case Kind::family: return std::string(text(Text::drivers_family, language));
    case Kind::block: return std::string(text(Text::drivers_block, language));
    case Kind::event: return std::string(text(Text::drivers_event, language));
    case Kind::shock: return std::string(text(Text::drivers_shock, language));
    case Kind::noise: return std::string(text(Text::drivers_noise, language));
  }
  return "";
}

}  // namespace

std::string driver_name(const analyse::Driver& driver, base::Language language) {
  using Scope = analyse::Driver::Scope;
  const std::string n = std::to_string(driver.inputs.size());
  switch (driver.scope) {
    case Scope::input: return input_name(driver.kind, driver.label, driver.name, language);
    case Scope::kind: return kind_name(driver, language);
    case Scope::other_assumptions: return say(Text::drivers_other_assumptions, language, {{"n", n}});
    case Scope::other_chance: return say(Text::drivers_other_chance, language, {{"n", n}});
  }
  return "";
}

std::string value_with_unit(const model::Program& program, double value, int decimals,
                            const std::string& unit, base::Language language) {
  return with_unit(trimmed(value, decimals, language), unit_name(program, unit, language));
}

std::vector<int> whole_percentages(const std::vector<double>& shares) {
  std::vector<int> whole;
  const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
  if (std::abs(sum - 1) > 1e-6) return std::vector<int>(shares.size(), 0);
  for (const double share : shares) whole.push_back(base::whole_within(std::floor(100 * share), -100'000, 100'000));
  std::vector<std::size_t> order(shares.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return 100 * shares[a] - whole[a] > 100 * shares[b] - whole[b];
  });
  int left = 100 - std::accumulate(whole.begin(), whole.end(), 0);
  for (const auto k : order) {
    if (left-- <= 0) break;
    ++whole[k];
  }
  return whole;
}

}  // namespace prospect::report
