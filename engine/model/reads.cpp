#include "model/reads.hpp"

namespace prospect::model {

using Space = Operand::Space;

Reads::Reads(const Program& program) {
  const auto& code = program.year_code;
  scratch.assign(code.size(), {none, none, none});
  needs.resize(code.size());
  needed_by.resize(code.size());
  keeper.assign(program.kept_depth.size(), none);
  std::vector<std::size_t> last(program.scratch_rows, none);
  for (std::size_t k = 0; k < code.size(); ++k) {
    if (code[k].out.space == Space::kept) keeper[code[k].out.row] = k;
  }
  for (std::size_t k = 0; k < code.size(); ++k) {
    const Operand* operands[] = {&code[k].a, &code[k].b, &code[k].c};
    for (std::size_t o = 0; o < 3; ++o) {
      const Operand& operand = *operands[o];
      if (operand.space == Space::scratch) scratch[k][o] = last[operand.row];
      const std::size_t from = operand.space == Space::kept ? keeper[operand.row] : scratch[k][o];
      if (from == none) continue;
      needs[k].insert(from);
      needed_by[from].insert(k);
    }
    if (code[k].out.space == Space::scratch) last[code[k].out.row] = k;
  }
}

}  // namespace prospect::model
