#pragma once
/// Small models with new figures, and runs of them through the program's own door.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "app/run.hpp"
#include "model/small_world.hpp"

namespace prospect::app {

/// The texts of a world, its targets and its new figures ("observed.csv").
struct ObserveWorld {
  model::SmallWorld world;
  std::string targets = "";   ///< rows "code,indicator,year,at least"
  std::string observed = "";  ///< rows "series,year,value,status,error"; empty: no table

  [[nodiscard]] std::map<std::string, std::string> texts() const {
    auto all = model::texts_of(world);
    if (!targets.empty()) {
      auto& model = all.at("model.toml");
      const std::string data = "[data]\n";
      model.insert(model.find(data) + data.size(), "targets = 'targets.csv'\n");
      all["targets.csv"] =
          "code,plan,number,part,theme,label_en,label_vi,indicator,test,from,year,direction,value,high,unit,"
          "tolerance,assess,reason_en,reason_vi,place,printed\n";
      for (const auto& row : model::rows_of(targets)) {
        std::vector<std::string> cells(1);
        for (const char c : row) c == ',' ? void(cells.emplace_back()) : void(cells.back() += c);
        all["targets.csv"] += cells[0] + ",p,1,,economy,l,l," + cells[1] + ",at,," + cells[2] + ",>=," +
                              cells[3] + ",,1,0,yes,,,,\n";
      }
    }
    if (!observed.empty()) all["observed.csv"] = "series,year,value,status,error\n" + observed;
    return all;
  }

  [[nodiscard]] RunRequest request(std::uint64_t paths) const {
    RunRequest request;
    request.scenarios = {world.scenario.empty() ? "model.toml" : "s.toml"};
    request.paths = paths;
    request.seed = 1;
    request.threads = 1;
    request.as_of = world.as_of;
    if (!observed.empty()) request.observe = "observed.csv";
    return request;
  }

  [[nodiscard]] store::RunRecord run(std::uint64_t paths, std::uint64_t keep = 0, int threads = 1) const {
    auto asked = request(paths);
    asked.keep_paths = keep;
    asked.threads = threads;
    Split split;
    return app::run(asked, read::Memory(texts()), split);
  }

  [[nodiscard]] model::Program program() const {
    const read::Memory files(texts());
    return model::compile(read::load(request(1).scenarios[0], files, request(1).observe), world.as_of);
  }
};

/// Share of the paths that meet the first target.
inline double probability(const store::RunRecord& record, std::size_t target = 0) {
  const auto& summary = record.scenarios.front().summary;
  return static_cast<double>(summary.targets.at(target).hits) / static_cast<double>(summary.paths);
}

}  // namespace prospect::app
