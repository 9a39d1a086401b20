#pragma once
/// Small models written as text, what is wrong with them, and their paths.

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "calibrate/fit.hpp"
#include "model/model.hpp"
#include "read/read.hpp"
#include "simulate/simulate.hpp"

namespace prospect::model {

/// A model file, a scenario over it and two tables. Base year 2020.
struct SmallWorld {
  std::string body;  ///< tables; label and unit = "1" are put in where they lack
  int end_year = 2023;
  std::string scenario = "";  ///< body of a scenario file; empty: none
  std::string series = "";    ///< rows "code,unit"
  std::string history = "";   ///< rows "code,year,value", or "code,year,value,status"
  int as_of = 0;
};

/// The lines of a text that are not empty.
inline std::vector<std::string> rows_of(const std::string& text) {
  std::vector<std::string> rows;
  std::istringstream lines(text);
  for (std::string row; std::getline(lines, row);) {
    if (!row.empty()) rows.push_back(row);
  }
  return rows;
}

/// Puts label and unit into each table that needs them.
inline std::string completed(const std::string& body) {
  std::string text, section;
  const auto flush = [&] {
    const bool named = section.starts_with("[") && section.find('.') != std::string::npos &&
                       section.find('.') < section.find(']');
    const bool bare = section.starts_with("[group") || section.starts_with("[shares") ||
                      section.starts_with("[correlation") || section.starts_with("[chart") || section.starts_with("[units");
    const bool family = section.starts_with("[family") || section.starts_with("[joint") ||
                        section.starts_with("[learn");
    if (named && !bare && section.find("label =") == std::string::npos) section += "label = 'l'\n";
    if (named && !bare && !family && section.find("unit =") == std::string::npos) {
      section += "unit = '1'\n";
    }
    text += section;
    section.clear();
  };
  for (const auto& line : rows_of(body)) {
    if (line.starts_with("[")) flush();
    section += line + "\n";
  }
  flush();
  return text;
}

inline std::map<std::string, std::string> texts_of(const SmallWorld& world) {
  std::string model = fmt::format(
      "format = 1\ntitle = 't'\nregion = 'r'\nbase_year = 2020\nend_year = {}\n", world.end_year);
  std::map<std::string, std::string> texts;
  if (!world.series.empty()) {
    model += "[data]\nseries = 'series.csv'\nhistory = 'history.csv'\n";
    texts["series.csv"] = "series,unit,label_en,label_vi\n";
    for (const auto& row : rows_of(world.series)) texts["series.csv"] += row + ",l,\n";
    texts["history.csv"] = "series,from,year,value,status,use\n";
    for (std::string row : rows_of(world.history)) {
      const bool says_status = std::count(row.begin(), row.end(), ',') == 3;
      row.insert(row.find(','), ",");  // no `from`: the figure of a year
      texts["history.csv"] += row + (says_status ? ",yes\n" : ",actual,yes\n");
    }
  }
  texts["model.toml"] = model + completed(world.body);
  if (!world.scenario.empty()) {
    texts["s.toml"] =
        "format = 1\nlabel = 's'\ndescription = 'd'\nmodel = 'model.toml'\n" + world.scenario;
  }
  return texts;
}

inline read::Inputs inputs_of(const SmallWorld& world) {
  return read::load(world.scenario.empty() ? "model.toml" : "s.toml",
                    read::Memory(texts_of(world)));
}

inline Program program_of(const SmallWorld& world) {
  return compile(inputs_of(world), world.as_of);
}

/// "kind: message" of each problem, a line each.
inline std::string problems_of(const SmallWorld& world) {
  try {
    const auto program = program_of(world);
    return "";
  } catch (const base::Rejected& rejected) {
    std::string all;
    for (const auto& problem : rejected.problems().sorted()) {
      all += fmt::format("{}{}: {}", all.empty() ? "" : "\n", problem.kind, problem.message);
    }
    return all;
  }
}

inline VariableId variable_named(const Program& program, const std::string& name) {
  for (std::size_t v = 0; v < program.variables.size(); ++v) {
    if (program.variables[v].name == name) return VariableId(v);
  }
  throw std::runtime_error("no variable " + name);
}

/// Runs a program block by block.
class Paths {
 public:
  explicit Paths(Program of, std::uint64_t seed = 1)
      : program(std::move(of)),
        estimate(calibrate::fit(program)),
        draws_(program, seed),
        parameters_(program, estimate, seed),
        runner_(program, estimate, draws_, parameters_) {
    run(0);
  }
  explicit Paths(const SmallWorld& world, std::uint64_t seed = 1)
      : Paths(program_of(world), seed) {}
  Paths(const Paths&) = delete;

  void run(std::uint64_t first_path) { block_ = &runner_.run(first_path, lanes::lane_count); }

  /// A row of the block run last.
  [[nodiscard]] const double* row(const std::string& name, int year) const {
    return block_->row(variable_named(program, name), year);
  }
  [[nodiscard]] double value(const std::string& name, int year, std::size_t lane = 0) const {
    return row(name, year)[lane];
  }
  /// Values of one lane, 2021 to the end.
  [[nodiscard]] std::vector<double> years(const std::string& name, std::size_t lane = 0) const {
    std::vector<double> values;
    for (int year = program.base_year + 1; year <= program.end_year; ++year) {
      values.push_back(value(name, year, lane));
    }
    return values;
  }
  /// Values of paths 0 to count - 1, rounded up to whole blocks.
  [[nodiscard]] std::vector<double> sample(const std::string& name, int year, std::size_t count) {
    std::vector<double> values;
    for (std::uint64_t path = 0; path < count; path += lanes::lane_count) {
      run(path);
      values.insert(values.end(), row(name, year), row(name, year) + lanes::lane_count);
    }
    return values;
  }
  [[nodiscard]] const simulate::PathBlock& block() const { return *block_; }
  [[nodiscard]] double parameter(const std::string& name, std::size_t lane) {
    for (std::size_t p = 0; p < program.parameters.size(); ++p) {
      if (program.parameters[p].name == name) return runner_.parameter(ParameterId(p), lane);
    }
    throw std::runtime_error("no parameter " + name);
  }

  const Program program;
  const calibrate::Estimate estimate;

 private:
  const Draws draws_;
  const simulate::ParameterDraws parameters_;
  simulate::PathRunner runner_;
  const simulate::PathBlock* block_ = nullptr;
};

}  // namespace prospect::model
