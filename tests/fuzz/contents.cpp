/// Fuzzes what a result file says, as one that its maker sealed anew would: values of a sound file are exchanged, then
/// it is read, told and made a report of. The bytes are a list of exchanges; PROSPECT_FUZZ_RESULTS names the folder of
/// sound files. Which datasets there are and how long stays: result.cpp has that.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "publish/compose.hpp"
#include "publish/data_tables.hpp"
#include "publish/markdown.hpp"
#include "report/text.hpp"
#include "store/contents.hpp"
#include "store/hdf5_contents.hpp"
#include "store/hdf5_handle.hpp"

namespace {

using namespace prospect;   // NOLINT(google-build-using-namespace): of a program of one file

std::vector<store::Contents> sound_files() {
  const char* folder = std::getenv("PROSPECT_FUZZ_RESULTS");
  if (folder == nullptr) {
    std::fputs("PROSPECT_FUZZ_RESULTS names no folder\n", stderr);
    std::exit(1);
  }
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  const store::Session session;
  std::vector<store::Contents> all;
  for (const auto& file : files) all.push_back(store::read_contents(file.string()));
  return all;
}

/// The bytes, taken one after the other; 0 when they are used up.
class Bytes {
 public:
  explicit Bytes(std::string_view left) : left_(left) {}
  [[nodiscard]] bool empty() const { return left_.empty(); }
  std::size_t next() {
    if (left_.empty()) return 0;
    const auto byte = static_cast<unsigned char>(left_.front());
    left_.remove_prefix(1);
    return byte;
  }
  std::string text(std::size_t length) {
    const auto taken = left_.substr(0, length);
    left_.remove_prefix(taken.size());
    return std::string(taken);
  }

 private:
  std::string_view left_;
};

template <class Number>
Number number_from(Bytes& bytes, Number before) {
  constexpr double far[] = {0, 1, -1, 0.5, 1e308, -1e308, 1e-308, 1e19};
  using Limits = std::numeric_limits<Number>;
  switch (bytes.next() % 8) {
    case 0: return Limits::max();
    case 1: return Limits::lowest();
    case 2: return Number{};
    case 3: return static_cast<Number>(before + Number{1});
    case 4: return static_cast<Number>(before - Number{1});
    case 5: return static_cast<Number>(bytes.next());
    case 6:
      return Limits::has_quiet_NaN ? Limits::quiet_NaN() : static_cast<Number>(-1);
    default:
      if constexpr (Limits::is_iec559) {
        return static_cast<Number>(far[bytes.next() % std::size(far)]);
      } else {
        return static_cast<Number>(std::int64_t{1} << (bytes.next() % (8 * sizeof(Number) - 1)));
      }
  }
}

void exchange(Bytes& bytes, std::string& value) {
  constexpr const char* known[] = {"", "\xff", "co_so", "not finite", "<script>", "\x1b[2J", ">=", "../x"};
  const std::size_t which = bytes.next();
  value = which < 128 ? known[which % std::size(known)] : bytes.text(which - 128);
}
template <class Number>
void exchange(Bytes& bytes, Number& value) {
  // 127 + 1 of the smallest numbers would be undefined for whoever counts in them.
  if constexpr (std::numeric_limits<Number>::is_integer) {
    if (value == std::numeric_limits<Number>::max() || value == std::numeric_limits<Number>::lowest()) value = 0;
  }
  value = number_from(bytes, value);
}

template <class Map>
auto* one_of(Bytes& bytes, Map& map) {
  auto at = map.begin();
  if (!map.empty()) std::advance(at, static_cast<std::ptrdiff_t>((bytes.next() * 256 + bytes.next()) % map.size()));
  return map.empty() ? nullptr : &at->second;
}

void change(Bytes& bytes, store::Group& group) {
  if (bytes.next() % 8 == 0) {
    auto* scalar = one_of(bytes, group.attributes);
    if (scalar != nullptr) std::visit([&](auto& value) { exchange(bytes, value); }, *scalar);
    return;
  }
  auto* column = one_of(bytes, group.columns);
  if (column == nullptr) return;
  std::visit(
      [&](auto& values) {
        if (values.empty()) return;
        const std::size_t at = (bytes.next() * 256 + bytes.next()) % values.size();
        // Another value of the same column is often the likeliest lie.
        if (bytes.next() % 4 == 0) values[at] = values[bytes.next() % values.size()];
        else exchange(bytes, values[at]);
      },
      *column);
}

store::Group& group_of(Bytes& bytes, store::Contents& contents) {
  store::Group* groups[] = {&contents.root, &contents.inputs, &contents.audit, &contents.answers, &contents.fits};
  const std::size_t which = bytes.next();
  if (which < 64 && !contents.sweeps.empty()) return contents.sweeps[which % contents.sweeps.size()].second;
  if (which < 128 || contents.scenarios.empty()) return *groups[which % std::size(groups)];
  return contents.scenarios[which % contents.scenarios.size()].second;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::vector<store::Contents> sound = sound_files();
  Bytes bytes({reinterpret_cast<const char*>(data), size});
  store::Contents contents = sound[bytes.next() % sound.size()];
  const std::size_t use = bytes.next() % 5;
  for (int k = 0; k < 100 && !bytes.empty(); ++k) change(bytes, group_of(bytes, contents));
  try {
    const auto record = store::unpack(contents);
    if (record.scenarios.empty()) return 0;
    // Each takes longer than the exchange: one at a time.
    const auto language = use % 2 == 0 ? base::Language::english : base::Language::vietnamese;
    if (use == 0) static_cast<void>(report::verdict(record, {}));
    if (use == 1) static_cast<void>(report::to_json(record));
    if (use == 2) static_cast<void>(publish::tidy_csv(record, {}));
    if (use > 2) static_cast<void>(publish::markdown(publish::compose(record, "result.h5", language)));
  } catch (const store::Unfit&) {
  } catch (const base::Rejected&) {
  } catch (const base::Failure&) {
  }
  return 0;
}
