#pragma once
/// What a page's messages hold, and the messages it gets (page/README.md has all fields).

#include <boost/json/object.hpp>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "analyse/lever_answer.hpp"
#include "analyse/world_hits.hpp"
#include "app/what_if.hpp"
#include "base/problem.hpp"
#include "publish/live.hpp"
#include "store/run_record.hpp"

namespace prospect::app {

// All throw BadMessage.

/// The one of "ask", "seek", "stop_seek", "save" and "write" that a message has, with its number.
[[nodiscard]] std::pair<std::string, std::uint64_t> kind_of(const boost::json::object& message);
/// English if it says nothing.
[[nodiscard]] base::Language language_in(const boost::json::object& message);
/// A number within its bounds; `otherwise` if there is none.
[[nodiscard]] double number_in(const boost::json::object& message, std::string_view key, double otherwise, double low,
                               double high);
/// A text of so many bytes at most; empty if there is none.
[[nodiscard]] std::string text_in(const boost::json::object& message, std::string_view key, std::size_t longest);
/// The value of "name": letters, digits, '-' and '_', no file of anywhere else.
[[nodiscard]] std::string file_stem_in(const boost::json::object& message, std::size_t longest);
/// A list of texts, one at least.
[[nodiscard]] std::vector<std::string> words_in(const boost::json::object& message, std::string_view key,
                                                std::size_t most);

/// The most worlds a page may ask for.
[[nodiscard]] std::uint64_t most_worlds(const ServeRequest& request);

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
