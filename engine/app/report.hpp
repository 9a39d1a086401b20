#pragma once
/// The command `report`: a result file as a page, a workbook, tables or drawings.

#include "app/request.hpp"

namespace prospect::app {

struct ReportRequest : Common {
  std::string file;          ///< result file
  std::string output;        ///< file, or folder of drawings; empty: beside the result, named after it
  std::string format = "html";
  std::string locale;        ///< "vi": decimal comma and semicolon in CSV; empty: point and comma
};

/// Formats by name, as the command line takes them.
[[nodiscard]] const std::vector<std::string>& report_formats();

int report_command(const ReportRequest& request);

}  // namespace prospect::app
