#pragma once
/// A small plan in memory for tests of sweeps.

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>

#include "app/sweep_grid.hpp"
#include "app/sweep_points.hpp"
#include "base/problem.hpp"
#include "calibrate/fit.hpp"
#include "model/model.hpp"
#include "observe_world.hpp"
#include "read/read.hpp"

namespace prospect::app {

/// x moves by `push`, y by `pull`, both in storms that `calm` makes likelier; u by nothing that is
/// moved. z leaves its limits on some paths.
class SweepWorld : public testing::Test {
 protected:
  SweepWorld() {
    const ObserveWorld world{
        {"[parameter.drift]\nprior = 'normal(0.5, 1)'\n"
         "[lever.push]\ndefault = 0\nbounds = [-3, 3]\n"
         "[lever.pull]\ndefault = 'drift'\nbounds = [-5, 5]\n"
         "[lever.calm]\ndefault = 1\nbounds = [0.5, 2]\n"
         "[event.storm]\nprobability = 'min(0.3 * calm, 1)'\nsize = 'lognormal(1, 0.5)'\n"
         "[shock.s]\ndistribution = 'normal(0, 1)'\n"
         "[shock.n]\ndistribution = 'poisson(2 + calm)'\n"
         "[family.f]\nlink = 'log'\nsigma = 0.05\n"
         "[indicator.h]\nhistory = 'h'\nfamily = 'f'\n"
         "[indicator.x]\nhistory = 'x'\nnext = 'x[-1] + push + s'\n"
         "[indicator.y]\nstart = 0\nnext = 'y[-1] + pull * (1 + push[-1] / 10) + s - storm'\n"
         "[indicator.z]\nequals = 'x * calm - n / 10'\nlimits = [-100, 9]\n"
         "[indicator.u]\nequals = 'h * (1 + abs(s) / 100)'\n"
         "[indicator.v]\nstart = 1\nnext = 'v[-1] * exp(s / 20) + x[-1] / 100'\n"
         "[indicator.w]\nequals = 'y * u + h'\n"
         "[joint.both]\ntargets = ['a', 'b', 'c']\n",
         2023, "[lever]\npush = 0.1\n", "x,1\nh,1",
         "x,2020,0\nh,2016,10\nh,2017,11\nh,2018,11.5\nh,2019,12.5\nh,2020,13\n"},
        "a,x,2023,1\nb,y,2023,2\nc,u,2023,16\nd,z,2022,1\ne,v,2023,1\nf,w,2023,40\n"};
    texts_ = world.texts();
    texts_["t.toml"] =
        "format = 1\nlabel = 'other'\ndescription = 'd'\nextends = 's'\n[event.storm]\nforce = { "
        "2022 = 1 }\n";
    texts_["grid.toml"] =
        head_ +
        "[lever.push]\nfrom = -2\nto = 2\nsteps = 5\n[lever.calm]\nvalues = [0.5, 1.25, 2]\n";
  }

  [[nodiscard]] SweepGrid grid(const std::string& text = "", int as_of = 0) {
    if (!text.empty()) texts_["grid.toml"] = text;
    try {
      return read_grid("grid.toml", read::Memory(texts_), as_of);
    } catch (const base::Rejected& rejected) {
      ADD_FAILURE() << base::to_json(rejected.problems());
      throw;
    }
  }

  /// The problems of a grid, drawn.
  [[nodiscard]] std::string refused(const std::string& text) {
    texts_["grid.toml"] = text;
    const read::Memory files(texts_);
    try {
      static_cast<void>(read_grid("grid.toml", files));
    } catch (const base::Rejected& rejected) {
      return base::draw(rejected.problems(), read::lines_of(files));
    }
    return "accepted";
  }

  /// The cases of a grid, compiled and fitted.
  [[nodiscard]] Questioned about(const SweepGrid& grid, const std::string& observed = "") const {
    Questioned about;
    about.seed = 1;
    about.observed = observed;
    about.files = std::make_shared<read::Memory>(texts_);
    for (const auto& file : grid.scenarios) {
      Case one{file, model::compile(read::load(file, *about.files, observed)), {}};
      one.estimate = calibrate::fit(one.program, {about.seed, 1, nullptr});
      about.cases.push_back(std::move(one));
    }
    return about;
  }

  std::map<std::string, std::string> texts_;
  const std::string head_ = "format = 1\nlabel = 'g'\nscenarios = ['s.toml', 't.toml']\n";
};

}  // namespace prospect::app
