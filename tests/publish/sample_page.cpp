// Writes the made-up report as a page. Usage: sample_page FILE.html [vi|en]   (the language shown first)

#include <fstream>
#include <iostream>
#include <string>

#include "publish/html.hpp"
#include "sample_document.hpp"

int main(int count, char** words) {
  using prospect::base::Language;
  if (count < 2) {
    std::cerr << "usage: sample_page FILE.html [vi|en]\n";
    return 2;
  }
  const bool english = count > 2 && std::string(words[2]) == "en";
  const auto first = english ? Language::english : Language::vietnamese;
  const auto other = english ? Language::vietnamese : Language::english;
  std::ofstream file(words[1], std::ios::binary);
  file << prospect::publish::html(prospect::publish::sample::document(first),
                                  prospect::publish::sample::document(other));
  return file.flush() ? 0 : 5;
}
