#include "publish/sheet_formats.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace prospect::publish {
namespace {

using Style = SheetFormats::Style;

constexpr lxw_color_t head_fill = 0xDDE5EC, rule = 0xB8C4CE;

/// Light fills under dark text; the words say the same, and weight or slant shows it without colours.
void show(lxw_format* format, Signal signal) {
  if (signal == Signal::none) return;
  const lxw_color_t fill = signal == Signal::good ? 0xDDF0E0 : signal == Signal::doubtful ? 0xFFF2CC : 0xF8DAD6;
  format_set_bg_color(format, fill);
  if (signal == Signal::bad) format_set_bold(format);
  if (signal == Signal::doubtful) format_set_italic(format);
}

std::string pattern(const std::string& whole, int decimals) {
  return decimals <= 0 ? whole : whole + "." + std::string(static_cast<std::size_t>(std::min(decimals, 12)), '0');
}

/// Decimals with which a number shows four digits.
int decimals_of(double value) {
  if (!std::isfinite(value) || value == 0) return 0;
  return std::clamp(3 - static_cast<int>(std::floor(std::log10(std::abs(value)))), 0, 8);
}

void wrapped(lxw_format* format) {
  format_set_text_wrap(format);
  format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
}

}  // namespace

lxw_format* SheetFormats::of(Style style, Signal signal) {
  lxw_format*& format = styles_[{style, signal}];
  if (format != nullptr) return format;
  format = workbook_add_format(book_);
  show(format, signal);
  switch (style) {
    case Style::title:
      format_set_bold(format);
      format_set_font_size(format, 16);
      break;
    case Style::subheading:
      format_set_bold(format);
      format_set_font_size(format, 13);
      break;
    case Style::caption: format_set_bold(format); break;
    case Style::head:
      format_set_bold(format);
      format_set_bg_color(format, head_fill);
      format_set_bottom(format, LXW_BORDER_THIN);
      format_set_border_color(format, rule);
      wrapped(format);
      break;
    case Style::paragraph: wrapped(format); break;
    case Style::printed: format_set_font_name(format, "Courier New"); break;
  }
  return format;
}

lxw_format* SheetFormats::cell(const Column& column, Signal signal, double value) {
  const bool year = column.name == "year" || column.name.ends_with("_year");
  Key key{Number::words, 0, signal};
  switch (column.kind) {
    case Column::Kind::words:
    case Column::Kind::quote: break;
    case Column::Kind::code: key = {Number::code, 0, signal}; break;
    case Column::Kind::share: key = {Number::share, column.decimals, signal}; break;
    case Column::Kind::count: key = {year ? Number::year : Number::plain, 0, signal}; break;
    case Column::Kind::number:
      key = {year ? Number::year : Number::plain, column.unit.empty() ? decimals_of(value) : column.decimals, signal};
      break;
  }
  lxw_format*& format = cells_[key];
  if (format == nullptr) format = made(key);
  return format;
}

lxw_format* SheetFormats::made(const Key& key) const {
  const auto [number, decimals, signal] = key;
  lxw_format* format = workbook_add_format(book_);
  show(format, signal);
  format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
  switch (number) {
    case Number::words: wrapped(format); break;
    case Number::code:
      wrapped(format);
      format_set_font_name(format, "Courier New");
      break;
    case Number::plain: format_set_num_format(format, pattern("#,##0", decimals).c_str()); break;
    case Number::share: format_set_num_format(format, (pattern("0", decimals) + " %").c_str()); break;
    case Number::year: format_set_num_format(format, "0"); break;
  }
  return format;
}

}  // namespace prospect::publish
