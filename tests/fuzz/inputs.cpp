/// Fuzzes what strangers send as text: a model with its tables and scenarios, from parsing to a compiled program, and the
/// audit of its figures. The bytes are several files, each after a line `=== NAME`; the first is the one that is named.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "analyse/audit.hpp"
#include "model/ledger.hpp"
#include "model/model.hpp"
#include "model/program.hpp"
#include "read/read.hpp"

namespace {

struct Files {
  std::string first;
  std::map<std::string, std::string> texts;
  bool observed = false;
};

Files files_of(std::string_view bytes) {
  constexpr std::string_view mark = "=== ";
  Files files;
  while (bytes.starts_with(mark)) {
    const auto end = bytes.find('\n');
    if (end == std::string_view::npos) break;
    const std::string name(bytes.substr(mark.size(), end - mark.size()));
    bytes.remove_prefix(end + 1);
    const auto next = bytes.find("\n=== ");
    const auto text = next == std::string_view::npos ? bytes : bytes.substr(0, next + 1);
    if (files.texts.empty()) files.first = name;
    files.observed = files.observed || name == "observed.csv";
    files.texts.emplace(name, text);
    bytes.remove_prefix(text.size());
  }
  return files;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace prospect;   // NOLINT(google-build-using-namespace): one function
  const auto files = files_of({reinterpret_cast<const char*>(data), size});
  if (files.texts.empty()) return 0;
  const read::Memory memory(files.texts);
  try {
    const auto inputs = read::load(files.first, memory, files.observed ? "observed.csv" : "");
    const auto program = model::compile(inputs);
    static_cast<void>(model::listing(program));
    static_cast<void>(analyse::audit(model::ledger(inputs)));
  } catch (const base::Rejected& rejected) {
    static_cast<void>(base::draw(rejected.problems(), read::lines_of(memory)));
    static_cast<void>(base::to_json(rejected.problems()));
  }
  return 0;
}
