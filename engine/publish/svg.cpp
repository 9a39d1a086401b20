#include "publish/svg.hpp"

namespace prospect::publish {

std::vector<Drawing> drawings(const Document& document) { return {{document.title, ""}}; }

}  // namespace prospect::publish
