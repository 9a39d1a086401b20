#pragma once
/// Fits that need not be made again: those a result file holds, and those of earlier runs in the user's cache folder.
///
/// Folder    $XDG_CACHE_HOME/prospect, or ~/.cache/prospect. It holds posterior draws, rows about families and nothing
///           else; it may be deleted at any time.
/// Bits      the folder's fits were made by this very build on a machine of this class, so nothing differs from
///           fitting anew. Those of a result file are what that result was made with, by whichever build.
/// Off       `--refit`, or neither folder can be used.

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "calibrate/kept_posteriors.hpp"
#include "store/fit_folder.hpp"
#include "store/run_record.hpp"

namespace prospect::app {

class KeptFits final : public calibrate::KeptPosteriors {
 public:
  /// With `refit` there are none but those of this run, and none is kept for another.
  explicit KeptFits(bool refit);

  /// Offers the fits of a result file before all others.
  void offer(const store::RunRecord& record);
  /// All that was found or kept here, as bytes for another rank of the job.
  [[nodiscard]] std::string handed_on() const;
  /// Offers what another rank handed on; what of it cannot be read is not there.
  void offer(std::string_view handed_on);

  [[nodiscard]] std::shared_ptr<const calibrate::BlockPosterior> find(const std::string& key) override;
  void keep(const std::shared_ptr<const calibrate::BlockPosterior>& posterior) override;
  [[nodiscard]] std::shared_ptr<const calibrate::FamilyRows> find_family(const std::string& key) override;
  void keep_family(const calibrate::FamilyRows& rows) override;

 private:
  bool refit_;
  store::FitFolder folder_;
  std::vector<std::shared_ptr<const calibrate::BlockPosterior>> offered_;  ///< at hand, this run's own too
  std::map<std::string, std::shared_ptr<const calibrate::FamilyRows>> families_;   ///< the same, by key
};

/// The user's cache folder for this program; empty if the system names none.
[[nodiscard]] std::string cache_folder();

/// Build of this program and class of machine: what the bits of a fit depend on besides its inputs. Empty when the
/// program carries no build identity.
[[nodiscard]] std::string maker_of_fits();

}  // namespace prospect::app
