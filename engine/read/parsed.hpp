#pragma once
/// Files that were parsed once and are named again: nine scenarios share a model and its tables.
///
/// Contract  gives what parsing the same text under the same name gives, problems included.
/// Threads   one at a time.

#include <map>
#include <string>

#include "base/problem.hpp"
#include "read/document.hpp"
#include "read/table.hpp"

namespace prospect::read {

class Parsed {
 public:
  [[nodiscard]] Value toml(const std::string& text, const std::string& file, base::Problems& problems);
  [[nodiscard]] Table csv(const std::string& text, const std::string& file, base::Problems& problems);

 private:
  template <class Result>
  struct Kept {
    std::string text;
    Result result;
    base::Problems problems;
  };
  template <class Result>
  using Files = std::map<std::string, Kept<Result>>;

  /// What `parse` makes of a text, now or before.
  template <class Result, class Parse>
  Result take(Files<Result>& files, const std::string& text, const std::string& file, base::Problems& problems,
              Parse parse);

  Files<Value> documents_;
  Files<Table> tables_;
};

}  // namespace prospect::read
