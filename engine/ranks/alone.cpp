#include "ranks/launched.hpp"
#include "ranks/ranks.hpp"

namespace prospect::ranks {

std::unique_ptr<Ranks> join(int& /*argc*/, char**& /*argv*/) {
  if (const int count = launched_as(); count > 1) {
    refuse_strangers(count, "this program was built without MPI: build it with -DPROSPECT_MPI=ON, or start it once");
  }
  return nullptr;
}

}  // namespace prospect::ranks
