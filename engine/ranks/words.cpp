#include "ranks/words.hpp"

#include <cstring>

#include "base/problem.hpp"

namespace prospect::ranks {

std::string words_of(Word word, std::uint64_t number, std::string_view rest) {
  std::string bytes(1 + sizeof number, '\0');
  bytes[0] = static_cast<char>(word);
  std::memcpy(bytes.data() + 1, &number, sizeof number);
  return bytes.append(rest);
}

Words read_words(std::string_view bytes) {
  Words words;
  if (bytes.size() < 1 + sizeof words.number || std::string_view("JUERADF").find(bytes[0]) == std::string_view::npos) {
    throw base::Failure("a rank of the job is of another program");
  }
  words.word = static_cast<Word>(bytes[0]);
  std::memcpy(&words.number, bytes.data() + 1, sizeof words.number);
  words.rest = bytes.substr(1 + sizeof words.number);
  return words;
}

}  // namespace prospect::ranks
