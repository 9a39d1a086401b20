#pragma once
/// A text in both languages of the house.

#include <string>

namespace prospect::base {

enum class Language { english, vietnamese };

/// Text shown to people. `vi` may be empty: English is shown then.
struct Label {
  std::string en;
  std::string vi;

  [[nodiscard]] const std::string& in(Language language) const {
    return language == Language::vietnamese && !vi.empty() ? vi : en;
  }
};

}  // namespace prospect::base
