#pragma once
/// What ranks say to each other.

#include <cstdint>
#include <string>
#include <string_view>

namespace prospect::ranks {

enum class Word : char {
  job = 'J',     ///< to a rank: what the units are of
  unit = 'U',    ///< its number, what it is
  end = 'E',     ///< go
  ready = 'R',   ///< from a rank: its threads, its machine
  alive = 'A',   ///< it is at work
  done = 'D',    ///< the unit's number, its result
  failed = 'F',  ///< why it cannot go on
};

struct Words {
  Word word = Word::alive;
  std::uint64_t number = 0;
  std::string rest;
};

[[nodiscard]] std::string words_of(Word word, std::uint64_t number = 0, std::string_view rest = {});
/// Throws base::Failure for what no rank of this program says.
[[nodiscard]] Words read_words(std::string_view bytes);

}  // namespace prospect::ranks
