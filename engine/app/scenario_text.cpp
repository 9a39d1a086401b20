#include "app/scenario_text.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>

namespace prospect::app {

std::string toml_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      out += fmt::format("\\u{:04X}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string line_below(const std::string& file, bool is_scenario) {
  const std::filesystem::path path(file);
  return is_scenario ? "extends = " + toml_string(path.stem().string())
                     : "model = " + toml_string(path.filename().string());
}

std::string scenario_head(std::string_view marker, const base::Label& label, const base::Label& description,
                          std::string_view below) {
  return fmt::format("{}\nformat = 1\nlabel = {{ en = {}, vi = {} }}\ndescription = {{ en = {}, vi = {} }}\n{}\n",
                     marker, toml_string(label.en), toml_string(label.vi), toml_string(description.en),
                     toml_string(description.vi), below);
}

bool is_of_others(const std::string& file, std::string_view marker) {
  std::error_code unknown;
  if (!std::filesystem::exists(std::filesystem::symlink_status(file, unknown))) return false;
  std::ifstream there(file, std::ios::binary);
  std::string first;
  return !std::getline(there, first) || first != marker;
}

}  // namespace prospect::app
