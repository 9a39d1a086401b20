/// The model of Sơn La, bit by bit: threads, numbers of paths, additions and scenarios change
/// nothing that they should not.

#include <gtest/gtest.h>

#include <bit>
#include <cstring>
#include <set>

#include "model/small_world.hpp"
#include "summarise/gather.hpp"

namespace prospect::model {
namespace {

const std::string model_file = "data/sonla/model.toml";
const std::string scenario_file = "scenarios/baseline.toml";

/// The texts of the baseline, by names relative to the source folder.
std::map<std::string, std::string> sonla() {
  const read::Disk disk;
  const std::string folder = std::string(PROSPECT_SOURCE_DIR) + "/";
  std::map<std::string, std::string> texts;
  for (const auto& [name, text] : read::load(folder + scenario_file, disk).texts) {
    texts[name.substr(folder.size())] = text;
  }
  EXPECT_TRUE(texts.contains(model_file));
  return texts;
}

Program compiled(const std::map<std::string, std::string>& texts,
                 const std::string& file = scenario_file) {
  return compile(read::load(file, read::Memory(texts)));
}

/// Everything a summary holds, as words.
class Words {
 public:
  void add(double x) { words.push_back(std::bit_cast<std::uint64_t>(x)); }
  void add(std::uint64_t x) { words.push_back(x); }
  void add(const summarise::Spread& s) {
    for (const double x : {s.mean, s.sd, s.minimum, s.maximum, s.quantile_error}) add(x);
    for (const double x : s.quantiles) add(x);
  }
  void add(const std::vector<std::uint64_t>& list) {
    words.insert(words.end(), list.begin(), list.end());
  }
  std::vector<std::uint64_t> words;
};

Words words_of(const summarise::Summary& s) {
  Words w;
  w.add(s.paths);
  w.add(s.failed);
  for (const auto& fault : s.faults) {
    w.add(fault.paths);
    w.add(fault.first_path);
  }
  for (const auto& indicator : s.spreads) {
    for (const auto& year : indicator) w.add(year);
  }
  for (const auto& target : s.targets) {
    w.add(target.hits);
    w.add(target.only_miss);
    w.add(target.shortfall);
    w.add(target.first_met);
    w.add(target.figure);
  }
  w.add(s.met_count);
  w.add(s.both_missed);
  w.add(s.all_met);
  for (const auto& group : s.groups) w.add(group.all_met);
  return w;
}

simulate::Plan plan_of(std::uint64_t paths, int threads) {
  simulate::Plan plan;
  plan.paths = paths;
  plan.threads = threads;
  return plan;
}

summarise::Summary summary(const Program& program, const simulate::Plan& plan) {
  const auto estimate = calibrate::fit(program);
  summarise::Gatherer gatherer(program, plan, plan.threads);
  auto pilot = plan;
  pilot.paths = simulate::chunk_paths;
  pilot.threads = 1;
  simulate::run(program, estimate, pilot,
                {[&](const auto& block, int) { gatherer.pilot(block); }, [](auto, int) {}});
  gatherer.fix_ranges();
  simulate::run(program, estimate, plan,
                {[&](const auto& block, int thread) { gatherer.add(block, thread); },
                 [&](std::uint64_t, int thread) { gatherer.close_chunk(thread); }});
  return gatherer.finish();
}

TEST(bits, do_not_depend_on_threads) {
  const auto program = compiled(sonla());
  const std::uint64_t paths = 5 * simulate::chunk_paths + 1000;
  const auto one = words_of(summary(program, plan_of(paths, 1))).words;
  EXPECT_GT(one.size(), 5000u);
  EXPECT_EQ(one, words_of(summary(program, plan_of(paths, 2))).words);
  EXPECT_EQ(one, words_of(summary(program, plan_of(paths, 3))).words);
}

/// A number for each path that changes with any bit of any indicator in any year.
std::vector<std::uint64_t> digests(const Program& program, std::uint64_t paths, int threads) {
  std::vector<std::uint64_t> digest(paths, 0);
  const auto take = [&](const simulate::PathBlock& block, int) {
    for (const auto id : program.indicators()) {
      for (int year = program.base_year; year <= program.end_year; ++year) {
        const double* row = block.row(id, year);
        for (std::size_t lane = 0; lane < block.lanes_used(); ++lane) {
          std::uint64_t& to = digest[block.first_path() + lane];
          to = (std::rotl(to, 5) ^ std::bit_cast<std::uint64_t>(row[lane])) * 0x9E3779B97F4A7C15U;
        }
      }
    }
  };
  simulate::run(program, calibrate::fit(program), plan_of(paths, threads),
                {take, [](auto, int) {}});
  return digest;
}

TEST(bits, of_the_first_paths_stay_when_more_are_run) {
  const auto program = compiled(sonla());
  auto many = digests(program, 20000, 2);
  const auto few = digests(program, 10000, 1);
  EXPECT_NE(many[0], many[10000]);
  many.resize(few.size());
  EXPECT_EQ(many, few);
}

/// Names of the indicators of `a` whose values differ in `b` on any of `blocks` blocks.
std::set<std::string> changed(const Program& a, const Program& b, int blocks = 4) {
  std::set<std::string> names;
  Paths one(a, 2020), other(b, 2020);
  for (int k = 0; k < blocks; ++k) {
    one.run(static_cast<std::uint64_t>(k) * lanes::lane_count);
    other.run(static_cast<std::uint64_t>(k) * lanes::lane_count);
    for (const auto id : a.indicators()) {
      const auto& name = a.variables[id.value].name;
      for (int year = a.base_year; year <= a.end_year; ++year) {
        if (std::memcmp(one.row(name, year), other.row(name, year),
                        lanes::lane_count * sizeof(double)) != 0) {
          names.insert(name);
        }
      }
    }
  }
  return names;
}

const std::string added = R"toml(
[shock.added_shock]
label = "an added shock"
unit = "1"
distribution = "student_t(4)"
[parameter.added_parameter]
label = "an added parameter"
unit = "1"
prior = "normal(0, 1)"
[indicator.added_state]
label = "an added state"
unit = "1"
start = "added_parameter"
drift = 0
volatility = 1
[indicator.added]
label = "an added indicator"
unit = "1"
equals = "added_state[-1] + added_shock + log(grdp_real / grdp_real[base])"
)toml";

TEST(bits, do_not_change_when_an_indicator_is_added) {
  auto texts = sonla();
  const auto before = compiled(texts);
  // At the end of the file, and before everything else that is named.
  for (const bool first : {false, true}) {
    auto more = texts;
    auto& model = more[model_file];
    if (first) {
      model.insert(model.find("[family."), added);
    } else {
      model += added;
    }
    const auto after = compiled(more);
    EXPECT_EQ(after.indicators().size(), before.indicators().size() + 2);
    EXPECT_EQ(changed(before, after), std::set<std::string>());
  }
}

/// Names of all that reads a variable, at any lag and through others.
std::set<std::string> behind(const Equations& e, const std::string& name) {
  std::set<std::string> names = {name};
  for (std::size_t known = 0; known != names.size();) {
    known = names.size();
    for (std::size_t v = 0; v < e.yearly.size(); ++v) {
      for (const auto* law : {&e.yearly[v], &e.start[v]}) {
        for (const Term& term : law->terms) {
          if (term.kind == Term::Kind::variable &&
              names.contains(e.program.variables[term.index].name)) {
            names.insert(e.program.variables[v].name);
          }
        }
      }
    }
  }
  return names;
}

TEST(bits, of_a_scenario_differ_only_behind_its_levers) {
  auto texts = sonla();
  texts["scenarios/more.toml"] =
      "format = 1\nlabel = 'more'\ndescription = 'more forest'\nextends = 'baseline'\n"
      "[lever]\nforest_effort = 1.5\n";
  // Shocks are not shown: show some of them.
  for (const std::string shock : {"cycle_shock", "inflow_shock", "poverty_shock", "drought"}) {
    texts[model_file] +=
        fmt::format("[indicator.see_{0}]\nlabel = 'l'\nunit = '1'\nequals = '{0}'\n", shock);
  }
  const auto base = compiled(texts), more = compiled(texts, "scenarios/more.toml");
  const auto names = changed(base, more);
  EXPECT_TRUE(names.contains("forest_area"));
  const auto read_it =
      behind(equations(read::load(scenario_file, read::Memory(texts))), "forest_effort");
  for (const auto& name : names) EXPECT_TRUE(read_it.contains(name)) << name;
  EXPECT_LT(read_it.size(), base.variables.size() / 2);
  EXPECT_FALSE(read_it.contains("see_drought"));
}

}  // namespace
}  // namespace prospect::model
