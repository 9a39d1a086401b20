/// The functions of libxlsxwriter that we call, each of which goes on to the library's own. It is loaded when the first
/// workbook is made: a run that makes none need not wait for it and the cryptographic library that it brings.
#include <dlfcn.h>
#include <fmt/format.h>
#include <xlsxwriter.h>

#include "base/problem.hpp"

namespace prospect::publish {
namespace {

constexpr const char* library_name = "libxlsxwriter.so.4";

void* library() {
  static void* const handle = dlopen(library_name, RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) {
    throw base::Failure(fmt::format("cannot make a workbook: {}; on Debian it comes with 'apt-get install "
                                    "libxlsxwriter4'", dlerror()));
  }
  return handle;
}

/// The library's function of a name, with the type of ours.
template <class Function>
Function* found(const char* name, Function* /*ours*/) {
  auto* theirs = reinterpret_cast<Function*>(dlsym(library(), name));
  if (theirs == nullptr) throw base::Failure(fmt::format("'{}' has no function '{}'", library_name, name));
  return theirs;
}

}  // namespace
}  // namespace prospect::publish

using prospect::publish::found;

extern "C" {

lxw_chart_series* chart_add_series(lxw_chart* chart, const char* categories, const char* values) {
  static auto* const theirs = found("chart_add_series", chart_add_series);
  return theirs(chart, categories, values);
}

void chart_axis_set_num_format(lxw_chart_axis* axis, const char* num_format) {
  static auto* const theirs = found("chart_axis_set_num_format", chart_axis_set_num_format);
  return theirs(axis, num_format);
}

void chart_axis_set_reverse(lxw_chart_axis* axis) {
  static auto* const theirs = found("chart_axis_set_reverse", chart_axis_set_reverse);
  return theirs(axis);
}

void chart_legend_set_position(lxw_chart* chart, uint8_t position) {
  static auto* const theirs = found("chart_legend_set_position", chart_legend_set_position);
  return theirs(chart, position);
}

void chart_series_set_categories(lxw_chart_series* series, const char* sheetname, lxw_row_t first_row,
                                 lxw_col_t first_col, lxw_row_t last_row, lxw_col_t last_col) {
  static auto* const theirs = found("chart_series_set_categories", chart_series_set_categories);
  return theirs(series, sheetname, first_row, first_col, last_row, last_col);
}

void chart_series_set_name_range(lxw_chart_series* series, const char* sheetname, lxw_row_t row, lxw_col_t col) {
  static auto* const theirs = found("chart_series_set_name_range", chart_series_set_name_range);
  return theirs(series, sheetname, row, col);
}

void chart_series_set_values(lxw_chart_series* series, const char* sheetname, lxw_row_t first_row,
                             lxw_col_t first_col, lxw_row_t last_row, lxw_col_t last_col) {
  static auto* const theirs = found("chart_series_set_values", chart_series_set_values);
  return theirs(series, sheetname, first_row, first_col, last_row, last_col);
}

void chart_title_set_name(lxw_chart* chart, const char* name) {
  static auto* const theirs = found("chart_title_set_name", chart_title_set_name);
  return theirs(chart, name);
}

void chart_title_set_name_font(lxw_chart* chart, lxw_chart_font* font) {
  static auto* const theirs = found("chart_title_set_name_font", chart_title_set_name_font);
  return theirs(chart, font);
}

void format_set_align(lxw_format* format, uint8_t alignment) {
  static auto* const theirs = found("format_set_align", format_set_align);
  return theirs(format, alignment);
}

void format_set_bg_color(lxw_format* format, lxw_color_t color) {
  static auto* const theirs = found("format_set_bg_color", format_set_bg_color);
  return theirs(format, color);
}

void format_set_bold(lxw_format* format) {
  static auto* const theirs = found("format_set_bold", format_set_bold);
  return theirs(format);
}

void format_set_border_color(lxw_format* format, lxw_color_t color) {
  static auto* const theirs = found("format_set_border_color", format_set_border_color);
  return theirs(format, color);
}

void format_set_bottom(lxw_format* format, uint8_t style) {
  static auto* const theirs = found("format_set_bottom", format_set_bottom);
  return theirs(format, style);
}

void format_set_font_name(lxw_format* format, const char* font_name) {
  static auto* const theirs = found("format_set_font_name", format_set_font_name);
  return theirs(format, font_name);
}

void format_set_font_size(lxw_format* format, double size) {
  static auto* const theirs = found("format_set_font_size", format_set_font_size);
  return theirs(format, size);
}

void format_set_italic(lxw_format* format) {
  static auto* const theirs = found("format_set_italic", format_set_italic);
  return theirs(format);
}

void format_set_num_format(lxw_format* format, const char* num_format) {
  static auto* const theirs = found("format_set_num_format", format_set_num_format);
  return theirs(format, num_format);
}

void format_set_text_wrap(lxw_format* format) {
  static auto* const theirs = found("format_set_text_wrap", format_set_text_wrap);
  return theirs(format);
}

char* lxw_strerror(lxw_error error_num) {
  static auto* const theirs = found("lxw_strerror", lxw_strerror);
  return theirs(error_num);
}

lxw_chart* workbook_add_chart(lxw_workbook* workbook, uint8_t chart_type) {
  static auto* const theirs = found("workbook_add_chart", workbook_add_chart);
  return theirs(workbook, chart_type);
}

lxw_format* workbook_add_format(lxw_workbook* workbook) {
  static auto* const theirs = found("workbook_add_format", workbook_add_format);
  return theirs(workbook);
}

lxw_worksheet* workbook_add_worksheet(lxw_workbook* workbook, const char* sheetname) {
  static auto* const theirs = found("workbook_add_worksheet", workbook_add_worksheet);
  return theirs(workbook, sheetname);
}

lxw_error workbook_close(lxw_workbook* workbook) {
  static auto* const theirs = found("workbook_close", workbook_close);
  return theirs(workbook);
}

lxw_workbook* workbook_new_opt(const char* filename, lxw_workbook_options* options) {
  static auto* const theirs = found("workbook_new_opt", workbook_new_opt);
  return theirs(filename, options);
}

lxw_error workbook_set_properties(lxw_workbook* workbook, lxw_doc_properties* properties) {
  static auto* const theirs = found("workbook_set_properties", workbook_set_properties);
  return theirs(workbook, properties);
}

lxw_error worksheet_autofilter(lxw_worksheet* worksheet, lxw_row_t first_row, lxw_col_t first_col,
                               lxw_row_t last_row, lxw_col_t last_col) {
  static auto* const theirs = found("worksheet_autofilter", worksheet_autofilter);
  return theirs(worksheet, first_row, first_col, last_row, last_col);
}

void worksheet_fit_to_pages(lxw_worksheet* worksheet, uint16_t width, uint16_t height) {
  static auto* const theirs = found("worksheet_fit_to_pages", worksheet_fit_to_pages);
  return theirs(worksheet, width, height);
}

void worksheet_freeze_panes(lxw_worksheet* worksheet, lxw_row_t row, lxw_col_t col) {
  static auto* const theirs = found("worksheet_freeze_panes", worksheet_freeze_panes);
  return theirs(worksheet, row, col);
}

lxw_error worksheet_insert_chart_opt(lxw_worksheet* worksheet, lxw_row_t row, lxw_col_t col, lxw_chart* chart,
                                     lxw_chart_options* user_options) {
  static auto* const theirs = found("worksheet_insert_chart_opt", worksheet_insert_chart_opt);
  return theirs(worksheet, row, col, chart, user_options);
}

lxw_error worksheet_merge_range(lxw_worksheet* worksheet, lxw_row_t first_row, lxw_col_t first_col,
                                lxw_row_t last_row, lxw_col_t last_col, const char* string, lxw_format* format) {
  static auto* const theirs = found("worksheet_merge_range", worksheet_merge_range);
  return theirs(worksheet, first_row, first_col, last_row, last_col, string, format);
}

lxw_error worksheet_repeat_rows(lxw_worksheet* worksheet, lxw_row_t first_row, lxw_row_t last_row) {
  static auto* const theirs = found("worksheet_repeat_rows", worksheet_repeat_rows);
  return theirs(worksheet, first_row, last_row);
}

lxw_error worksheet_set_column(lxw_worksheet* worksheet, lxw_col_t first_col, lxw_col_t last_col, double width,
                               lxw_format* format) {
  static auto* const theirs = found("worksheet_set_column", worksheet_set_column);
  return theirs(worksheet, first_col, last_col, width, format);
}

void worksheet_set_landscape(lxw_worksheet* worksheet) {
  static auto* const theirs = found("worksheet_set_landscape", worksheet_set_landscape);
  return theirs(worksheet);
}

void worksheet_set_paper(lxw_worksheet* worksheet, uint8_t paper_type) {
  static auto* const theirs = found("worksheet_set_paper", worksheet_set_paper);
  return theirs(worksheet, paper_type);
}

lxw_error worksheet_set_row(lxw_worksheet* worksheet, lxw_row_t row, double height, lxw_format* format) {
  static auto* const theirs = found("worksheet_set_row", worksheet_set_row);
  return theirs(worksheet, row, height, format);
}

lxw_error worksheet_write_blank(lxw_worksheet* worksheet, lxw_row_t row, lxw_col_t col, lxw_format* format) {
  static auto* const theirs = found("worksheet_write_blank", worksheet_write_blank);
  return theirs(worksheet, row, col, format);
}

lxw_error worksheet_write_number(lxw_worksheet* worksheet, lxw_row_t row, lxw_col_t col, double number,
                                 lxw_format* format) {
  static auto* const theirs = found("worksheet_write_number", worksheet_write_number);
  return theirs(worksheet, row, col, number, format);
}

lxw_error worksheet_write_string(lxw_worksheet* worksheet, lxw_row_t row, lxw_col_t col, const char* string,
                                 lxw_format* format) {
  static auto* const theirs = found("worksheet_write_string", worksheet_write_string);
  return theirs(worksheet, row, col, string, format);
}

}  // extern "C"
