#include "app/report.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <functional>
#include <system_error>

#include "app/refuse.hpp"
#include "app/stored.hpp"
#include "base/aside_file.hpp"
#include "base/problem.hpp"
#include "publish/compose.hpp"
#include "publish/data_tables.hpp"
#include "publish/html.hpp"
#include "publish/markdown.hpp"
#include "publish/svg.hpp"
#include "publish/xlsx.hpp"
#include "report/json.hpp"

namespace prospect::app {
namespace {

namespace fs = std::filesystem;

constexpr base::Language other(base::Language language) {
  return language == base::Language::english ? base::Language::vietnamese : base::Language::english;
}

/// A result as one format has it.
struct Written {
  std::string name, ending;
  std::function<std::string(const store::RunRecord&, const ReportRequest&)> bytes;
};

publish::Document document(const store::RunRecord& record, const ReportRequest& request, base::Language language) {
  return publish::compose(record, fs::path(request.file).filename().string(), language);
}

const std::vector<Written>& single_files() {
  static const std::vector<Written> all = {
      {"html", ".html",
       [](const auto& record, const auto& request) {
         return publish::html(document(record, request, request.language),
                              document(record, request, other(request.language)));
       }},
      {"xlsx", ".xlsx",
       [](const auto& record, const auto& request) {
         return publish::xlsx(document(record, request, request.language));
       }},
      {"csv", ".csv",
       [](const auto& record, const auto& request) {
         const bool comma = request.locale == "vi";
         return publish::tidy_csv(record, comma ? publish::CsvForm{';', ',', true} : publish::CsvForm{});
       }},
      {"iamc", ".iamc.csv", [](const auto& record, const auto&) { return publish::iamc(record); }},
      {"md", ".md",
       [](const auto& record, const auto& request) {
         return publish::markdown(document(record, request, request.language));
       }},
  };
  return all;
}

/// Where the report goes. A result file holds what cannot be had back at once: it is never replaced.
std::string destination(const ReportRequest& request, const std::string& ending) {
  const std::string name =
      request.output.empty() ? fs::path(request.file).replace_extension(ending).string() : request.output;
  std::error_code unknown;
  if (fs::is_directory(name, unknown)) {
    refuse(fmt::format("'{}' is a folder, the report is one file", name), "name a file, as in report.html");
  }
  if (begins_as_result(name)) {
    base::Problems problems;
    problems.add("bad-output", {}, fmt::format("'{}' is a result file: a report will not replace it", name),
                 "name another file with --output");
    throw base::Rejected(std::move(problems));
  }
  return name;
}

/// Says where the report is, and of drawings how many.
void tell(const ReportRequest& request, const std::string& where, std::size_t charts) {
  namespace json = report::json;
  if (request.json) {
    fmt::print("{}\n", json::object({{"format", json::quoted(request.format)},
                                     {"output", json::quoted(where)},
                                     {"charts", request.format == "svg" ? std::to_string(charts) : "null"}}));
  } else if (request.format == "svg") {
    fmt::print("{}: {} charts\n", where, charts);
  } else {
    fmt::print("{}\n", where);
  }
}

int write_drawings(const store::RunRecord& record, const ReportRequest& request) {
  const std::string folder =
      request.output.empty() ? fs::path(request.file).replace_extension("").string() + "-charts" : request.output;
  std::error_code unknown, error;
  if (fs::exists(folder, unknown) && !fs::is_directory(folder, unknown)) {
    refuse(fmt::format("'{}' is a file, drawings go into a folder", folder), "name a folder, as in charts");
  }
  const auto all = publish::drawings(document(record, request, request.language));
  fs::create_directories(folder, error);
  if (error) throw base::Failure(fmt::format("cannot make the folder '{}': {}", folder, error.message()));
  for (const auto& one : all) base::write_file((fs::path(folder) / (one.id + ".svg")).string(), one.svg);
  tell(request, folder, all.size());
  return done;
}

}  // namespace

const std::vector<std::string>& report_formats() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all = {"svg"};
    for (const auto& one : single_files()) all.push_back(one.name);
    return all;
  }();
  return names;
}

int report_command(const ReportRequest& request) {
  for (const auto& one : single_files()) {
    if (one.name != request.format) continue;
    const std::string file = destination(request, one.ending);
    base::write_file(file, one.bytes(load_result(request.file), request));
    tell(request, file, 0);
    return done;
  }
  return write_drawings(load_result(request.file), request);
}

}  // namespace prospect::app
