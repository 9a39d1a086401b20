#include "read/parsed.hpp"

namespace prospect::read {

template <class Result, class Parse>
Result Parsed::take(Files<Result>& files, const std::string& text, const std::string& file, base::Problems& problems,
                    Parse parse) {
  const auto [at, fresh] = files.try_emplace(file);
  Kept<Result>& kept = at->second;
  if (fresh) {
    kept.text = text;
    kept.result = parse(text, file, kept.problems);
  } else if (kept.text != text) {
    return parse(text, file, problems);   // it has changed meanwhile
  }
  problems.add(kept.problems);
  return kept.result;
}

Value Parsed::toml(const std::string& text, const std::string& file, base::Problems& problems) {
  return take(documents_, text, file, problems, parse_toml);
}

Table Parsed::csv(const std::string& text, const std::string& file, base::Problems& problems) {
  return take(tables_, text, file, problems, parse_csv);
}

}  // namespace prospect::read
