/// Correlated noises: a Gaussian copula over the normal scores of a group.

#include <fmt/format.h>

#include <cmath>
#include <set>

#include "base/hints.hpp"
#include "model/builder.hpp"

namespace prospect::model {
namespace {

using Matrix = std::vector<std::vector<double>>;

/// Lower Cholesky factor (Golub & Van Loan 2013, section 4.2); nothing if not positive definite.
std::optional<Matrix> cholesky(const Matrix& a) {
  const std::size_t n = a.size();
  Matrix l(n, std::vector<double>(n, 0));
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = a[i][j];
      for (std::size_t k = 0; k < j; ++k) sum -= l[i][k] * l[j][k];
      if (i == j) {
        if (!(sum > 1e-12)) return std::nullopt;
        l[i][i] = std::sqrt(sum);
      } else {
        l[i][j] = sum / l[j][j];
      }
    }
  }
  return l;
}

std::optional<Matrix> written_matrix(const CorrelationDefinition& group, base::Problems& problems) {
  const std::size_t n = group.members.size();
  Matrix matrix(n, std::vector<double>(n, 0));
  if (group.common != nullptr) {
    if (!group.common->is_number() || !(group.common->number > -1 && group.common->number < 1)) {
      problems.add("bad-correlation", group.common->place,
                   fmt::format("'common' of correlation '{}' should be a number between -1 and 1",
                               group.name));
      return std::nullopt;
    }
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) matrix[i][j] = i == j ? 1 : group.common->number;
    }
    return matrix;
  }
  const auto* rows = group.matrix;
  const auto wrong = [&](const base::Place& place, std::string message, std::string hint = "") {
    problems.add("bad-correlation", place, std::move(message), std::move(hint));
    return std::nullopt;
  };
  if (rows == nullptr || rows->items.size() != n) {
    return wrong(rows == nullptr ? group.place : rows->place,
                 fmt::format("correlation '{}' needs 'common' or a matrix of {} rows", group.name, n));
  }
  for (std::size_t i = 0; i < n; ++i) {
    const auto& row = rows->items[i];
    if (row.items.size() != n) {
      return wrong(row.place, fmt::format("row {} of correlation '{}' should have {} numbers", i + 1,
                                          group.name, n));
    }
    for (std::size_t j = 0; j < n; ++j) {
      const auto& cell = row.items[j];
      if (!cell.is_number() || std::abs(cell.number) > 1 || (i == j && cell.number != 1)) {
        return wrong(cell.place, i == j ? "a correlation with itself is 1"
                                        : "a correlation is a number from -1 to 1");
      }
      matrix[i][j] = cell.number;
      if (j < i && matrix[j][i] != cell.number) {
        return wrong(cell.place,
                     fmt::format("the matrix of '{}' is not symmetric: {} here, {} across",
                                 group.name, cell.number, matrix[j][i]));
      }
    }
  }
  return matrix;
}

}  // namespace

void Builder::correlations() {
  std::set<std::string> states, shocks, taken;
  std::vector<std::string> names;
  for (const auto& indicator : d_.indicators) {
    if (indicator.equals == nullptr && indicator.next == nullptr && indicator.shock == nullptr) {
      states.insert(indicator.name);
      names.push_back(indicator.name);
    }
  }
  for (const auto& shock : d_.shocks) {
    shocks.insert(shock.name);
    names.push_back(shock.name);
  }
  for (const auto& group : d_.correlations) {
    std::vector<std::string> noises;
    for (const auto* member : group.members) {
      const bool state = states.contains(member->text);
      if (!state && !shocks.contains(member->text)) {
        problems_.add("unknown-name", member->place,
                      fmt::format("correlation '{}' names '{}', which is neither a shock nor a "
                                  "state with a noise of its own", group.name, member->text),
                      base::did_you_mean(member->text, names));
        continue;
      }
      if (!taken.insert(member->text).second) {
        problems_.add("bad-correlation", member->place,
                      fmt::format("'{}' stands in two correlations", member->text),
                      "join the groups into one");
        continue;
      }
      noises.push_back((state ? "noise." : "shock.") + member->text);
    }
    if (noises.size() != group.members.size()) continue;
    const auto matrix = written_matrix(group, problems_);
    if (!matrix) continue;
    const auto factor = cholesky(*matrix);
    if (!factor) {
      problems_.add("bad-correlation",
                    group.matrix != nullptr ? group.matrix->place : group.common->place,
                    fmt::format("the correlations of '{}' contradict one another: the matrix is "
                                "not positive definite", group.name),
                    group.common != nullptr
                        ? fmt::format("'common' must lie above {:.3f} with {} members",
                                      -1.0 / static_cast<double>(noises.size() - 1), noises.size())
                        : "move the off-diagonal numbers towards 0");
      continue;
    }
    Correlation mixed{noises, {}};
    for (const auto& row : *factor) mixed.factor.insert(mixed.factor.end(), row.begin(), row.end());
    e_.program.correlations.push_back(std::move(mixed));
    for (std::size_t i = 0; i < noises.size(); ++i) {
      auto& mix = mixes_[noises[i]];
      for (std::size_t j = 0; j <= i; ++j) {
        if ((*factor)[i][j] != 0) mix.emplace_back(noises[j], (*factor)[i][j]);
      }
    }
  }
}

}  // namespace prospect::model
