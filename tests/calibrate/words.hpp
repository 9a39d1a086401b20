#pragma once
/// Random numbers with an address, for simulated histories: replicate, then a running number.

#include "lanes/distribution.hpp"
#include "lanes/normal.hpp"
#include "lanes/threefry.hpp"

namespace prospect::calibrate {

class WordsOf {
 public:
  WordsOf(std::uint64_t seed, std::uint64_t replicate) : key_{seed, 0x5bc}, replicate_(replicate) {}

  double uniform() {
    return lanes::unit_number(lanes::threefry2x64({replicate_, next_++}, key_).first);
  }
  double normal() { return lanes::normal_quantile_lane(uniform()); }
  double draw(const lanes::Distribution& law) { return law.quantile(uniform()); }

 private:
  lanes::Words key_;
  std::uint64_t replicate_, next_ = 0;
};

}  // namespace prospect::calibrate
