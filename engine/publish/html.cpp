#include "publish/html.hpp"

namespace prospect::publish {

std::string html(const Document& first, const Document& other) { return first.title + other.title; }

}  // namespace prospect::publish
