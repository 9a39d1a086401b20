#pragma once
/// Where posteriors of learned blocks, and what was worked out of families, wait for the next run; the fit knows no
/// more of it than this.
///
/// Contract  what is found is what was kept under that key, bit by bit, or nothing. No call fails: a place that
///           cannot be read holds nothing, one that cannot be written forgets.
/// Threads   one at a time.

#include <memory>
#include <string>

#include "calibrate/block_posterior.hpp"
#include "calibrate/family_rows.hpp"

namespace prospect::calibrate {

class KeptPosteriors {
 public:
  virtual ~KeptPosteriors() = default;

  /// The posterior of that key (key_of), or nothing.
  [[nodiscard]] virtual std::shared_ptr<const BlockPosterior> find(const std::string& key) = 0;
  /// Takes one that was drawn anew.
  virtual void keep(const std::shared_ptr<const BlockPosterior>& posterior) = 0;

  /// The rows of a family of that key, or nothing; a place that keeps blocks alone need not say so.
  [[nodiscard]] virtual std::shared_ptr<const FamilyRows> find_family(const std::string& /*key*/) { return nullptr; }
  virtual void keep_family(const FamilyRows& /*rows*/) {}
};

}  // namespace prospect::calibrate
