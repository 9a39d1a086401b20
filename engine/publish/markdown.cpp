#include "publish/markdown.hpp"

namespace prospect::publish {

std::string markdown(const Document& document) { return document.title; }

}  // namespace prospect::publish
