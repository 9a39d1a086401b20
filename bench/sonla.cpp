#include "sonla.hpp"

#include "calibrate/fit.hpp"
#include "model/model.hpp"

namespace prospect::bench {

std::string sonla_baseline() {
  return PROSPECT_SOURCE_DIR "/scenarios/baseline.toml";
}

SonLa load_sonla() {
  const read::Disk disk;
  SonLa sonla;
  sonla.program = model::compile(read::load(sonla_baseline(), disk));
  sonla.estimate = calibrate::fit(sonla.program);
  return sonla;
}

}  // namespace prospect::bench
