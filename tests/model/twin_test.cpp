/// The evaluator against its slow twin (tests/reference/tree_walker.hpp): equal bits, always.

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <functional>
#include <iostream>

#include "model/builder.hpp"
#include "model/random_equations.hpp"
#include "model/small_world.hpp"
#include "reference/tree_walker.hpp"

namespace prospect::model {
namespace {

using reference::TreeWalker;

bool same(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) ||
         (std::isnan(a) && std::isnan(b));
}

/// Runs one block of a program, parameters from a formula of the path number.
class Block {
 public:
  Block(Program program, std::uint64_t seed, std::uint64_t first_path)
      : program_(std::move(program)), draws_(program_, seed), evaluator_(program_, draws_) {
    for (std::size_t p = 0; p < program_.parameters.size(); ++p) {
      for (std::size_t lane = 0; lane < lanes::lane_count; ++lane) {
        evaluator_.parameter_row(ParameterId(p))[lane] = parameter(p, first_path + lane);
      }
    }
    lanes::Threefry words;
    evaluator_.run(words, first_path);
  }

  static double parameter(std::size_t p, std::uint64_t path) {
    return std::sin(static_cast<double>(path * 7 + p) + 0.5);
  }
  [[nodiscard]] double value(VariableId id, int year, std::size_t lane) const {
    return evaluator_.row(id, year)[lane];
  }
  [[nodiscard]] const Program& program() const { return program_; }

 private:
  Program program_;
  Draws draws_;
  Evaluator evaluator_;
};

/// Number of values in which a block and the twin differ; the first one is described in `first`.
int differences(const Equations& equations, const Block& block, std::uint64_t seed,
                std::uint64_t first_path, const std::vector<std::size_t>& lanes_asked,
                std::string& first) {
  TreeWalker twin(equations, seed);
  int found = 0;
  const auto& program = block.program();
  for (const std::size_t lane : lanes_asked) {
    std::vector<double> parameters;
    for (std::size_t p = 0; p < program.parameters.size(); ++p) {
      parameters.push_back(Block::parameter(p, first_path + lane));
    }
    twin.begin(first_path + lane, parameters);
    for (const auto id : program.indicators()) {
      for (int year = program.base_year; year <= program.end_year; ++year) {
        const double fast = block.value(id, year, lane);
        const double slow = twin.value(id.value, year);
        if (same(fast, slow)) continue;
        if (found++ == 0) {
          first = fmt::format("{} in {} on lane {}: {} against {}\n{}",
                              program.variables[id.value].name, year, lane, fast, slow,
                              to_text(equations.yearly[id.value], program));
        }
      }
    }
  }
  return found;
}

// ---------------------------------------------------------------- all expressions up to a size

/// One variable an expression over a word, a lag, two constants and a parameter.
Equations with_laws(const std::vector<Expression>& laws) {
  RandomEquations start(1);
  Equations e = start.frame(2);
  const auto word = start.word_variable(e, "w");
  (void)word;
  for (const auto& law : laws) start.add(e, law, Variable::Kind::state, true);
  base::Problems problems;
  order_variables(e, problems);
  mark_available(e, true, problems);
  return e;
}

using Maker = std::function<int(Expression&)>;

std::vector<Maker> leaves() {
  return {[](Expression& e) { return e.constant(1); },
          [](Expression& e) { return e.constant(-2.5); },
          [](Expression& e) { return e.parameter(ParameterId(0)); },
          [](Expression& e) { return e.variable(VariableId(0)); },
          [](Expression& e) { return e.variable(VariableId(0), -1); }};
}

std::vector<Maker> one_larger(const std::vector<Maker>& small, const std::vector<Maker>& leaf) {
  std::vector<Maker> made;
  for (const Opcode op : {Opcode::exp, Opcode::logit}) {
    for (const auto& a : small) made.push_back([=](Expression& e) { return e.apply(op, a(e)); });
  }
  for (const Opcode op : {Opcode::add, Opcode::sub, Opcode::mul, Opcode::div, Opcode::pow,
                          Opcode::min, Opcode::max, Opcode::less}) {
    for (const auto& a : small) {
      for (const auto& b : leaf) {
        const auto pair = [=](Expression& e) {
          const int left = a(e);
          return e.apply(op, left, b(e));
        };
        const auto turned = [=](Expression& e) {
          const int left = b(e);
          return e.apply(op, left, a(e));
        };
        made.emplace_back(pair);
        made.emplace_back(turned);
      }
    }
  }
  return made;
}

TEST(twin, agrees_on_every_small_expression) {
  const auto leaf = leaves();
  const auto ones = one_larger(leaf, leaf);
  auto all = one_larger(ones, leaf);
  all.insert(all.end(), ones.begin(), ones.end());
  EXPECT_GT(all.size(), 30000u);
  std::vector<Expression> laws;
  for (std::size_t k = 0; k < all.size(); ++k) {
    Expression law;
    all[k](law);
    laws.push_back(std::move(law));
    if (laws.size() < 400 && k + 1 < all.size()) continue;
    auto equations = with_laws(laws);
    const Equations plain = equations;
    for (auto& yearly : equations.yearly) {
      if (!yearly.empty()) simplify(yearly);
    }
    std::string first;
    EXPECT_EQ(
        differences(plain, Block(compile(plain), 5, 0), 5, 0, {0, lanes::lane_count - 3}, first), 0)
        << first;
    EXPECT_EQ(differences(plain, Block(compile(equations), 5, 0), 5, 0, {3}, first), 0)
        << "simplified: " << first;
    laws.clear();
  }
}

// -------------------------------------------------------------------------------- random programs

TEST(twin, agrees_on_random_programs) {
  const std::uint64_t seed = 20260801;
  std::cout << "random programs from seed " << seed << "\n";
  int indicators = 0;
  for (std::uint64_t k = 0; k < 2000 && !HasFailure(); ++k) {
    RandomEquations random(seed + k);
    const Equations equations = random.make();
    const Program program = compile(equations);
    indicators += static_cast<int>(program.indicators().size());
    const std::uint64_t first_path = 4096 * (k % 3);
    std::string first;
    const Block block(program, k, first_path);
    EXPECT_EQ(differences(equations, block, k, first_path,
                          {0, 7, 100 % lanes::lane_count, lanes::lane_count - 1}, first),
              0)
        << "seed " << seed + k << ": " << first;
    auto simple = equations;
    for (auto* laws : {&simple.yearly, &simple.start}) {
      for (auto& law : *laws) {
        if (!law.empty()) simplify(law);
      }
    }
    const Block folded(compile(simple), k, first_path);
    EXPECT_EQ(differences(equations, folded, k, first_path, {31 % lanes::lane_count}, first), 0)
        << "simplified, seed " << seed + k << ": " << first;
  }
  EXPECT_GT(indicators, 8000);  // the generator must not leave everything out
}

TEST(twin, gives_a_path_the_same_bits_in_any_lane) {
  const std::size_t shift = lanes::lane_count / 2 + 1;
  for (std::uint64_t k = 0; k < 100; ++k) {
    RandomEquations random(77 + k);
    const Program program = compile(random.make());
    const Block here(program, 3, 0), there(program, 3, shift);
    for (const auto id : program.indicators()) {
      for (int year = program.base_year; year <= program.end_year; ++year) {
        for (std::size_t lane = shift; lane < lanes::lane_count; ++lane) {
          ASSERT_TRUE(same(here.value(id, year, lane), there.value(id, year, lane - shift)))
              << program.variables[id.value].name << " in " << year << ", seed " << 77 + k;
        }
      }
    }
  }
}

// ------------------------------------------------------------------------------- the real model

void compare_with_twin(const std::string& file, int as_of) {
  const read::Disk disk;
  const auto inputs = read::load(std::string(PROSPECT_SOURCE_DIR) + file, disk);
  const Equations e = equations(inputs, as_of);
  Paths paths(compile(inputs, as_of), 2020);
  TreeWalker twin(e, 2020);
  int compared = 0;
  for (std::size_t path = 0; path < 64; ++path) {
    const std::size_t lane = path % lanes::lane_count;
    if (lane == 0) paths.run(path);
    std::vector<double> parameters;
    for (const auto& parameter : e.program.parameters) {
      parameters.push_back(paths.parameter(parameter.name, lane));
    }
    twin.begin(path, parameters);
    for (const auto id : paths.program.indicators()) {
      for (int year = paths.program.base_year; year <= paths.program.end_year; ++year) {
        const double fast = paths.block().row(id, year)[lane];
        ASSERT_TRUE(same(fast, twin.value(id.value, year)))
            << paths.program.variables[id.value].name << " in " << year << " on path " << path;
        ++compared;
      }
    }
  }
  EXPECT_GT(compared, 64 * 5 * 30);
}

TEST(twin, agrees_on_the_model_of_son_la) {
  compare_with_twin("/scenarios/baseline.toml", 0);
}
TEST(twin, agrees_on_the_model_as_of_2018) {
  compare_with_twin("/scenarios/baseline.toml", 2018);
}

}  // namespace
}  // namespace prospect::model
