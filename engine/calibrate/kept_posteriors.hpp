#pragma once
/// Where posteriors of learned blocks wait for the next run; the fit knows no more of it than this.
///
/// Contract  `find` gives what `keep` was given under that key, bit by bit, or nothing. Neither fails: a place that
///           cannot be read holds nothing, one that cannot be written forgets.
/// Threads   one at a time.

#include <memory>
#include <string>

#include "calibrate/block_posterior.hpp"

namespace prospect::calibrate {

class KeptPosteriors {
 public:
  virtual ~KeptPosteriors() = default;

  /// The posterior of that key (key_of), or nothing.
  [[nodiscard]] virtual std::shared_ptr<const BlockPosterior> find(const std::string& key) = 0;
  /// Takes one that was drawn anew.
  virtual void keep(const std::shared_ptr<const BlockPosterior>& posterior) = 0;
};

}  // namespace prospect::calibrate
