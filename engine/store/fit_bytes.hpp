#pragma once
/// Posteriors of learned blocks and rows of families as bytes and back, for files (fit_folder.hpp) and for other ranks
/// of a job.
///
/// Bytes    a first line that tells which of the two it is, maker, key, the numbers as they lie in memory
///          (little-endian), SHA-256 of all before.
/// Trust    bytes that are damaged, of another maker, key or form are nothing.

#include <memory>
#include <string>
#include <string_view>

#include "calibrate/kept_posteriors.hpp"

namespace prospect::store {

[[nodiscard]] std::string fit_bytes(const calibrate::BlockPosterior& posterior, const std::string& maker);
[[nodiscard]] std::string fit_bytes(const calibrate::FamilyRows& rows, const std::string& maker);

[[nodiscard]] std::shared_ptr<const calibrate::BlockPosterior> posterior_from(std::string_view bytes,
                                                                              const std::string& maker,
                                                                              const std::string& key);
[[nodiscard]] std::shared_ptr<const calibrate::FamilyRows> family_rows_from(std::string_view bytes,
                                                                            const std::string& maker,
                                                                            const std::string& key);

}  // namespace prospect::store
