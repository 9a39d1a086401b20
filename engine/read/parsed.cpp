#include "read/parsed.hpp"

namespace prospect::read {

template <class Result, class Parse>
Result Parsed::take(Files<Result>& files, const std::string& text, const std::string& file, base::Problems& problems,
                    Parse parse) {
  Kept<Result>* kept = nullptr;
  {
    const std::scoped_lock lock(turn_);
    auto& place = files[file];
    if (!place) place = std::make_unique<Kept<Result>>();
    kept = place.get();
  }
  const std::scoped_lock lock(kept->turn);
  if (kept->made && kept->text != text) return parse(text, file, problems);   // it has changed meanwhile
  if (!kept->made) {
    kept->text = text;
    kept->result = parse(text, file, kept->problems);
    kept->made = true;
  }
  problems.add(kept->problems);
  return kept->result;
}

Value Parsed::toml(const std::string& text, const std::string& file, base::Problems& problems) {
  return take(documents_, text, file, problems, parse_toml);
}

Table Parsed::csv(const std::string& text, const std::string& file, base::Problems& problems) {
  return take(tables_, text, file, problems, parse_csv);
}

}  // namespace prospect::read
