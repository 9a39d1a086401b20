#pragma once
/// The report as one page that needs nothing else: both languages, charts, style and programs inside.

#include <string>

#include "publish/document.hpp"

namespace prospect::publish {

/// HTML that opens from a file without a network. `first` is shown, `other` behind the switch of language; both are
/// of one record.
[[nodiscard]] std::string html(const Document& first, const Document& other);

}  // namespace prospect::publish
