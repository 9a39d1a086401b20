#include "publish/html_text.hpp"

namespace prospect::publish {
namespace {

std::string_view escape_of(char letter) {
  switch (letter) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return {};
  }
}

/// Shapes that differ in grey as well.
std::pair<std::string_view, std::string_view> name_and_shape(Signal signal) {
  switch (signal) {
    case Signal::good: return {"good", "●"};
    case Signal::doubtful: return {"doubtful", "▲"};
    case Signal::bad: return {"bad", "■"};
    case Signal::none: break;
  }
  return {};
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string html;
  html.reserve(text.size());
  for (const char letter : text) {
    const auto escape = escape_of(letter);
    if (escape.empty()) {
      html += letter;
    } else {
      html += escape;
    }
  }
  return html;
}

std::string escaped_lines(std::string_view text) {
  std::string html = escaped(text);
  for (std::size_t at = html.find('\n'); at != html.npos; at = html.find('\n', at)) html.replace(at, 1, "<br>");
  return html;
}

std::string json_in_script(std::string_view json) {
  std::string text;
  text.reserve(json.size());
  for (const char letter : json) {
    if (letter == '<') {
      text += "\\u003c";
    } else {
      text += letter;
    }
  }
  return text;
}

std::string_view code_of(base::Language language) { return language == base::Language::vietnamese ? "vi" : "en"; }

std::string with_signal(Signal signal, const std::string& html) {
  const auto [name, shape] = name_and_shape(signal);
  if (name.empty()) return html;
  return "<span class=\"signal " + std::string(name) + "\"><span class=\"shape\" aria-hidden=\"true\">" +
         std::string(shape) + "</span> " + html + "</span>";
}

}  // namespace prospect::publish
