#pragma once
/// Posteriors of learned blocks and rows of families as files in a folder, one each, so that a second run need not draw
/// the ones and work out the others again.
///
/// File      `<digest>.fit`, the digest taken of the key and of `maker`, which says whose bits these are.
///           Inside: fit_bytes.hpp. About 33 kB for each thing learned from 4,096 draws; 1 to 3 kB for a family.
/// Trust     a file that is damaged, of another maker or of another form counts as absent and is written anew.
/// Safety    written aside and renamed: runs side by side see a whole file or none.
/// Size      once more than `most_bytes` lie there the files used longest ago are removed.
/// Silence   a folder that cannot be made, read or written holds nothing; no call throws for it.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "calibrate/kept_posteriors.hpp"

namespace prospect::store {

class FitFolder final : public calibrate::KeptPosteriors {
 public:
  static constexpr std::uint64_t most_bytes_kept = 200'000'000;

  /// `maker`: build of the program and class of machine; an empty one or an empty folder keeps nothing.
  FitFolder(std::string folder, std::string maker, std::uint64_t most_bytes = most_bytes_kept);

  [[nodiscard]] std::shared_ptr<const calibrate::BlockPosterior> find(const std::string& key) override;
  void keep(const std::shared_ptr<const calibrate::BlockPosterior>& posterior) override;
  [[nodiscard]] std::shared_ptr<const calibrate::FamilyRows> find_family(const std::string& key) override;
  void keep_family(const calibrate::FamilyRows& rows) override;

  /// Where the fit of a key stands, whether it is there or not.
  [[nodiscard]] std::string file_of(const std::string& key) const;

 private:
  /// The bytes of a key's file, noted as lately used if `take` makes something of them.
  template <class Take>
  auto taken(const std::string& key, Take take) -> decltype(take(std::string_view()));
  void keep_bytes(const std::string& key, const std::string& bytes);
  void make_room() const;

  std::string folder_, maker_;
  std::uint64_t most_bytes_;
};

}  // namespace prospect::store
