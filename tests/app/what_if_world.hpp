#pragma once
/// A small plan on the disk for tests of the what-if page.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "app/what_if.hpp"
#include "observe_world.hpp"

namespace prospect::app {

namespace fs = std::filesystem;

/// x moves by the lever `push`, y by a parameter and in a storm; targets of both.
class WhatIfWorld : public testing::Test {
 protected:
  WhatIfWorld() : folder_(fs::path(testing::TempDir()) / testing::UnitTest::GetInstance()->current_test_info()->name()) {
    fs::create_directories(folder_);
    const ObserveWorld world{{"[parameter.drift]\nprior = 'normal(0.5, 1)'\n"
                              "[lever.push]\ndefault = 0\nbounds = [-3, 3]\n"
                              "[lever.trend]\ndefault = 'drift'\nbounds = [-5, 5]\n"
                              "[event.storm]\nprobability = 0.3\nsize = 'lognormal(1, 0.5)'\n"
                              "[shock.s]\ndistribution = 'normal(0, 1)'\n"
                              "[indicator.x]\nstart = 0\nnext = 'x[-1] + push + s'\n"
                              "[indicator.y]\nstart = 0\nnext = 'y[-1] + trend + s - storm'\n"
                              "[indicator.z]\nequals = 'push'\nlimits = [-10, 2]\n",
                              2023, "[lever]\npush = 0.1\n[event.storm]\nforce = { 2022 = 1 }\n", "x,1", "x,2020,0\n"},
                             "a,x,2023,1\nb,y,2023,2\n"};
    for (const auto& [name, text] : world.texts()) std::ofstream(folder_ / name) << text;
    request_.files = {file("s.toml")};
    request_.paths = 20'000;
    request_.seed = 1;
    request_.threads = 2;
  }
  ~WhatIfWorld() override { fs::remove_all(folder_); }

  [[nodiscard]] std::string file(const std::string& name) const { return (folder_ / name).generic_string(); }

  WhatIf& what_if() {
    if (!what_if_) what_if_ = std::make_unique<WhatIf>(request_);
    return *what_if_;
  }
  fs::path folder_;
  ServeRequest request_;
  std::unique_ptr<WhatIf> what_if_;
};

}  // namespace prospect::app
