#include "app/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "analyse/audit.hpp"
#include "app/run.hpp"
#include "lanes/ordered_for.hpp"
#include "model/ledger.hpp"
#include "model/model.hpp"
#include "report/text.hpp"

namespace prospect::app {
namespace {

void describe(const model::Program& program, const std::string& file) {
  const auto assessed = std::count_if(program.targets.begin(), program.targets.end(),
                                      [](const auto& t) { return t.variable.has_value(); });
  fmt::print("{}: {} indicators, {} parameters ({} states fitted), {} to {}, {} of {} target "
             "numbers assessed\n",
             file, program.indicators().size(), program.parameters.size(), program.fitted.size(),
             program.base_year + 1, program.end_year, assessed, program.targets.size());
}

/// What was made of one file; where it cannot be used, its problems alone.
struct Compiled {
  read::Inputs inputs;
  std::optional<model::Program> program;
  base::Problems problems;
};

Compiled compiled(const std::string& file, const read::Disk& disk, int as_of, read::Parsed& parsed) {
  Compiled made;
  try {
    made.inputs = read::load(file, disk, "", &parsed);
    made.program = model::compile(made.inputs, as_of);
  } catch (const base::Rejected& rejected) {
    made.problems.add(rejected.problems());
  }
  return made;
}

/// The files asked for, or every scenario of the folder one stands in.
std::vector<std::string> files_of(const CheckRequest& request, base::Problems& problems) {
  if (!request.files.empty()) return request.files;
  auto files = toml_files_in("scenarios");
  if (files.empty()) {
    problems.add("missing-file", {}, "no file is named and there is no scenarios/*.toml here",
                 "name the scenario or model files to check");
  }
  return files;
}

}  // namespace

int check_command(const CheckRequest& request) {
  const read::Disk disk;
  base::Problems problems;
  std::set<std::string> audited;
  std::string audits;
  const auto files = files_of(request, problems);
  read::Parsed parsed;   // the files share a model
  std::vector<Compiled> made(files.size());
  const auto compile = [&](std::uint64_t k, int) { made[k] = compiled(files[k], disk, request.as_of, parsed); };
  const auto tell = [&](std::uint64_t k, int) {
    const Compiled one = std::exchange(made[k], {});
    problems.add(one.problems);
    if (!one.program) return;
    problems.add(one.program->notes);
    if (!request.json) describe(*one.program, files[k]);
    if (request.listing) fmt::print("\n{}", model::listing(*one.program));
    if (!audited.insert(one.inputs.model.file).second) return;
    report::VerdictOptions options;
    options.language = request.language;
    try {
      audits += "\n" + report::audit(analyse::audit(model::ledger(one.inputs)), options, &*one.program);
    } catch (const base::Rejected& rejected) {
      problems.add(rejected.problems());
    }
  };
  lanes::ordered_for(files.size(), threads_of(request), compile, tell);
  if (request.json) {
    fmt::print("{}\n", base::to_json(problems));
  } else {
    if (!problems.empty()) fmt::print("{}", base::draw(problems, read::lines_of(disk)));
    fmt::print("{}", audits);
  }
  return problems.has_errors() ? bad_input : done;
}

}  // namespace prospect::app
