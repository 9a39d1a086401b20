#pragma once
/// What a page's messages hold, and the messages it gets (page/README.md has all fields).

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analyse/lever_answer.hpp"
#include "analyse/world_hits.hpp"
#include "app/what_if.hpp"
#include "base/problem.hpp"
#include "publish/live.hpp"
#include "store/run_record.hpp"

namespace boost::json {
class object;
}

namespace prospect::app {

/// The worlds of a set-up that a page asks for.
struct PageAsk {
  std::uint64_t number = 0, worlds = 0;
  base::Language language = base::Language::english;
  WhatIfSettings settings;
  std::optional<WhatIfSettings> pinned;
};

/// What would have to be set for a probability.
struct PageSearch {
  std::uint64_t number = 0;
  base::Language language = base::Language::english;
  WhatIfSettings settings;
  std::vector<std::string> levers, targets;
  double probability = 80;           ///< wanted, %
};

/// A set-up as a file: saved, or only written down for the page.
struct PageFile {
  std::string kind;                  ///< "save" or "write"
  std::uint64_t number = 0;
  std::string name;                  ///< without folder and ending
  base::Label label;
  WhatIfSettings settings;
};

/// The one of "ask", "seek", "stop_seek", "save" and "write" that a message has, with its number. These and the next
/// throw BadMessage.
[[nodiscard]] std::pair<std::string, std::uint64_t> kind_of(const boost::json::object& message);
[[nodiscard]] PageAsk ask_in(const boost::json::object& message, const WhatIf& what_if);
[[nodiscard]] PageSearch search_in(const boost::json::object& message, const WhatIf& what_if);
[[nodiscard]] PageFile file_in(const boost::json::object& message, const WhatIf& what_if);
/// The value of "name": letters, digits, '-' and '_', no file of anywhere else.
[[nodiscard]] std::string file_stem_in(const boost::json::object& message, std::size_t longest);

/// `kind` is that of the message it is about, or empty.
[[nodiscard]] std::string problem_message(const std::string& kind, std::uint64_t number, const std::string& words,
                                          const std::string& hint);
[[nodiscard]] std::string problem_message(const std::string& kind, std::uint64_t number,
                                          const base::Rejected& rejected);
[[nodiscard]] std::string written_message(std::uint64_t number, const std::string& name, const std::string& text);
[[nodiscard]] std::string saved_message(std::uint64_t number, const std::string& file);
[[nodiscard]] std::string sought_message(std::uint64_t number, const analyse::SeekAnswer& answer,
                                         const std::vector<std::string>& sentences);

/// What the case of `record` is held against.
struct HeldAgainst {
  const analyse::WorldHits& own;
  const analyse::WorldHits& other;
  std::uint64_t worlds = 0;
};
[[nodiscard]] publish::LiveDifferences differences_of(const store::RunRecord& record, const HeldAgainst& held,
                                                      base::Language language);

}  // namespace prospect::app
