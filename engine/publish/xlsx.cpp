#include "publish/xlsx.hpp"

namespace prospect::publish {

std::string xlsx(const Document& document) { return document.title; }

}  // namespace prospect::publish
