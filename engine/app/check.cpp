#include "app/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "analyse/audit.hpp"
#include "app/run.hpp"
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
  read::Parsed parsed;   // the files share a model
  for (const auto& file : files_of(request, problems)) {
    try {
      const auto inputs = read::load(file, disk, "", &parsed);
      const auto program = model::compile(inputs, request.as_of);
      problems.add(program.notes);
      if (!request.json) describe(program, file);
      if (request.listing) fmt::print("\n{}", model::listing(program));
      if (!audited.insert(inputs.model.file).second) continue;
      report::VerdictOptions options;
      options.language = request.language;
      const auto findings = analyse::audit(model::ledger(inputs));
      audits += "\n" + report::audit(findings, options, &program);
    } catch (const base::Rejected& rejected) {
      problems.add(rejected.problems());
    }
  }
  if (request.json) {
    fmt::print("{}\n", base::to_json(problems));
  } else {
    if (!problems.empty()) fmt::print("{}", base::draw(problems, read::lines_of(disk)));
    fmt::print("{}", audits);
  }
  return problems.has_errors() ? bad_input : done;
}

}  // namespace prospect::app
