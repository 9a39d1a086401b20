#include "model/evaluate.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "base/check.hpp"
#include "lanes/counts.hpp"
#include "lanes/functions.hpp"
#include "lanes/vector_functions.hpp"

namespace prospect::model {
Draws::Draws(const Program& program, std::uint64_t seed, lanes::Tables& curves) {
  for (const auto& stream : program.streams) streams_.emplace_back(seed, stream.name);
  for (const auto& table : program.tables) tables_.push_back(curves.make(table.distribution));
}

Draws::Draws(const Program& program, std::uint64_t seed) {
  lanes::Tables curves;
  *this = Draws(program, seed, curves);
}

Evaluator::Evaluator(const Program& program, const Draws& draws, std::vector<const Evaluator*> given)
    : program_(&program),
      draws_(&draws),
      schedule_(schedule(program)),
      given_(std::move(given)),
      writes_path_(program.path_rows),
      writes_kept_(program.kept_depth.size()),
      parameters_(program.parameters.size()),
      path_(program.path_rows),
      scratch_(schedule_.scratch_rows),
      kept_(std::accumulate(program.kept_depth.begin(), program.kept_depth.end(), std::size_t{0})),
      zero_(1),
      parameter_of_(program.path_rows) {
  std::size_t offset = 0;
  for (const auto depth : program.kept_depth) {
    kept_offset_.push_back(offset);
    offset += depth;
  }
  for (const auto* code : {&program.path_code, &program.year_code}) {
    for (const Instruction& x : *code) {
      if (x.out.space == Operand::Space::path) writes_path_[x.out.row] = true;
      if (x.out.space == Operand::Space::kept) writes_kept_[x.out.row] = true;
    }
  }
  constant_ = {nullptr, zero_.row(0)};
  link_path();
  link_years();
  schedule_.items = {};
}

std::size_t Evaluator::slot(std::uint32_t row, int year) const {
  const auto since = static_cast<std::size_t>(year - (program_->base_year - program_->years_back));
  return kept_offset_[row] + since % program_->kept_depth[row];
}

double* Evaluator::find(const Operand& operand, int year) {
  switch (operand.space) {
    case Operand::Space::none: return nullptr;
    case Operand::Space::scratch: return scratch_.row(operand.row);
    case Operand::Space::path: return path_.row(operand.row);
    case Operand::Space::kept: break;
  }
  const int of = operand.year > 0 ? operand.year : year + operand.year;
  // A calendar year still to come reads as zero.
  return of > year ? zero_.row(0) : kept_.row(slot(operand.row, of));
}

const double* Evaluator::find_read(const Operand& operand, int year) {
  using Space = Operand::Space;
  const bool path = operand.space == Space::path;
  if (path && parameter_of_[operand.row] != nullptr) return parameter_of_[operand.row];
  const double* own = find(operand, year);
  if (own == zero_.row(0) || (!path && operand.space != Space::kept)) return own;
  const auto writes = [&](const Evaluator& one) {
    const auto& rows = path ? one.writes_path_ : one.writes_kept_;
    return operand.row < rows.size() && rows[operand.row];
  };
  if (given_.empty() || writes(*this)) return own;
  for (const Evaluator* one : given_) {
    if (!writes(*one)) continue;
    if (!path) return one->kept_.row(one->slot(operand.row, operand.year > 0 ? operand.year : year + operand.year));
    const double* parameter = one->parameter_of_[operand.row];
    return parameter != nullptr ? parameter : one->path_.row(operand.row);
  }
  return own;
}

Step Evaluator::link(const Instruction& x, int year) {
  Step step{x.op, x.i, find(x.out, year), find_read(x.a, year), find_read(x.b, year), find_read(x.c, year)};
  if (x.op == Opcode::year_value) {
    step.op = Opcode::fill;
    step.i = program_->year_values[static_cast<std::size_t>(x.i)]
                                  [static_cast<std::size_t>(year - program_->base_year - 1)];
  } else if (x.op == Opcode::year_number) {
    step.op = Opcode::fill;
    step.i = year;
  }
  return step;
}

void Evaluator::add(const Step& step, const Operand& out, int year, std::vector<Dated>& steps) {
  const bool stays = out.space != Operand::Space::scratch;  // which other steps write over
  const bool drawn = step.op == Opcode::word;
  if (stays && !drawn && constant_.contains(step.a) && constant_.contains(step.b) && constant_.contains(step.c)) {
    execute(step, year);
    constant_.insert(step.out);
  } else {
    steps.push_back({step, year});
  }
}

void Evaluator::link_path() {
  std::vector<Dated> steps;
  for (const Instruction& x : program_->path_code) {
    if (x.op == Opcode::parameter) {
      PROSPECT_EXPECT(x.out.space == Operand::Space::path);
      parameter_of_[x.out.row] = parameters_.row(static_cast<std::size_t>(x.i));
    } else {
      add(link(x, program_->base_year), x.out, program_->base_year, steps);
    }
  }
  lines_ = chained(steps);
}

void Evaluator::link_years() {
  std::vector<Dated> steps;
  for (const auto& [x, year, source] : schedule_.items) add(link(x, year), x.out, year, steps);
  for (Line& line : chained(steps)) lines_.push_back(std::move(line));
}

std::vector<Evaluator::Line> Evaluator::chained(const std::vector<Dated>& dated) {
  std::vector<Step> steps;
  for (const Dated& one : dated) steps.push_back(one.step);
  // Rows other than scratch are read from outside, or in another year.
  std::set<const double*> scratch;
  for (std::size_t r = 0; r < scratch_.count(); ++r) scratch.insert(scratch_.row(r));
  std::vector<bool> wanted(steps.size(), true);
  // From the end: scratch rows that a later step reads before one writes them.
  std::set<const double*> read;
  for (std::size_t k = steps.size(); k-- > 0;) {
    // As of step k + 2, less what step k + 1 writes.
    if (scratch.contains(steps[k].out)) {
      wanted[k] = k + 1 < steps.size() && steps[k + 1].out != steps[k].out && read.contains(steps[k].out);
    }
    if (k + 1 < steps.size()) {
      const Step& next = steps[k + 1];
      read.erase(next.out);
      for (const double* row : {next.a, next.b, next.c}) read.insert(row);
    }
  }
  std::vector<Line> lines;
  for (std::size_t k = 0; k < steps.size();) {
    const bool scores = steps[k].op == Opcode::word && k + 1 < steps.size() && steps[k + 1].op == Opcode::score &&
                        steps[k + 1].a == steps[k].out && (!wanted[k] || steps[k + 1].out == steps[k].out);
    if (scores) {
      const bool goes_on = !lines.empty() && !lines.back().scores.empty() && lines.back().step.i == steps[k].i &&
                           lines.back().year + static_cast<int>(lines.back().scores.size()) == dated[k].year;
      if (!goes_on) lines.push_back({steps[k], dated[k].year, {}, {}, {}});
      lines.back().scores.push_back(steps[k + 1].out);
      k += 2;
      continue;
    }
    Line line{steps[k], dated[k].year, find_chain(steps, k, wanted), {}, {}};
    k += std::max<std::size_t>(line.chain.steps.size(), 1);
    lines.push_back(std::move(line));
  }
  return mixed(std::move(lines));
}

std::vector<Evaluator::Line> Evaluator::mixed(std::vector<Line> lines) {
  std::vector<Line> left;
  for (std::size_t k = 0; k < lines.size();) {
    const std::size_t count = std::min(mixed_sums, lines.size() - k);
    std::vector<const Chain*> chains;
    for (std::size_t s = 0; s < count; ++s) chains.push_back(&lines[k + s].chain);
    if (auto mix = as_mix(chains)) {
      left.push_back({lines[k].step, lines[k].year, {}, {}, std::move(*mix)});
      k += count;
    } else {
      left.push_back(std::move(lines[k++]));
    }
  }
  return left;
}

void Evaluator::run(lanes::WordSource& words, std::uint64_t first_path) {
  words_ = &words;
  first_path_ = first_path;
  execute(lines_);
}

const double* Evaluator::row(VariableId variable, int year) const {
  const auto kept_row = program_->variables[variable.value].kept_row;
  PROSPECT_EXPECT(kept_row.has_value());
  return kept_.row(slot(*kept_row, year));
}

// The switch over opcodes: one loop over lanes for each, with the functions `apply_once` uses.
// NOLINTNEXTLINE(readability-function-size,readability-function-cognitive-complexity): the table
void Evaluator::execute(const Step& s, int year) {
  using namespace lanes;  // NOLINT(google-build-using-namespace): elementary functions by name
  double* out = s.out;
  const double* a = s.a;
  const double* b = s.b;
  const double* c = s.c;
  const double i = s.i;
  switch (s.op) {
    case Opcode::fill: each_lane([=](std::size_t l) { out[l] = i; }); break;
    case Opcode::copy: each_lane([=](std::size_t l) { out[l] = a[l]; }); break;
    case Opcode::add: each_lane([=](std::size_t l) { out[l] = a[l] + b[l]; }); break;
    case Opcode::sub: each_lane([=](std::size_t l) { out[l] = a[l] - b[l]; }); break;
    case Opcode::mul: each_lane([=](std::size_t l) { out[l] = a[l] * b[l]; }); break;
    case Opcode::div: each_lane([=](std::size_t l) { out[l] = a[l] / b[l]; }); break;
    case Opcode::pow: each_lane([=](std::size_t l) { out[l] = pow_lane(a[l], b[l]); }); break;
    case Opcode::min: each_lane([=](std::size_t l) { out[l] = a[l] < b[l] ? a[l] : b[l]; }); break;
    case Opcode::max: each_lane([=](std::size_t l) { out[l] = a[l] > b[l] ? a[l] : b[l]; }); break;
    case Opcode::less: each_lane([=](std::size_t l) { out[l] = a[l] < b[l] ? 1.0 : 0.0; }); break;
    case Opcode::less_equal: each_lane([=](std::size_t l) { out[l] = a[l] <= b[l] ? 1.0 : 0.0; }); break;
    case Opcode::equal: each_lane([=](std::size_t l) { out[l] = a[l] == b[l] ? 1.0 : 0.0; }); break;
    case Opcode::both: each_lane([=](std::size_t l) { out[l] = a[l] != 0 && b[l] != 0 ? 1.0 : 0.0; }); break;
    case Opcode::either: each_lane([=](std::size_t l) { out[l] = a[l] != 0 || b[l] != 0 ? 1.0 : 0.0; }); break;
    case Opcode::negate: each_lane([=](std::size_t l) { out[l] = a[l] == 0 ? 1.0 : 0.0; }); break;
    case Opcode::choose: each_lane([=](std::size_t l) { out[l] = a[l] != 0 ? b[l] : c[l]; }); break;
    case Opcode::add_i: each_lane([=](std::size_t l) { out[l] = a[l] + i; }); break;
    case Opcode::mul_i: each_lane([=](std::size_t l) { out[l] = a[l] * i; }); break;
    case Opcode::add_scaled: each_lane([=](std::size_t l) { out[l] = a[l] + b[l] * i; }); break;
    case Opcode::div_i: each_lane([=](std::size_t l) { out[l] = a[l] / i; }); break;
    case Opcode::from_i: each_lane([=](std::size_t l) { out[l] = i - a[l]; }); break;
    case Opcode::over_i: each_lane([=](std::size_t l) { out[l] = i / a[l]; }); break;
    case Opcode::pow_i: each_lane([=](std::size_t l) { out[l] = pow_lane(a[l], i); }); break;
    case Opcode::min_i: each_lane([=](std::size_t l) { out[l] = a[l] < i ? a[l] : i; }); break;
    case Opcode::max_i: each_lane([=](std::size_t l) { out[l] = a[l] > i ? a[l] : i; }); break;
    case Opcode::absolute: each_lane([=](std::size_t l) { out[l] = std::abs(a[l]); }); break;
    case Opcode::exp: exponentials<lane_count>(a, out); break;
    case Opcode::log: each_lane([=](std::size_t l) { out[l] = log_lane(a[l]); }); break;
    case Opcode::sqrt: each_lane([=](std::size_t l) { out[l] = std::sqrt(a[l]); }); break;
    case Opcode::floor: each_lane([=](std::size_t l) { out[l] = floor_lane(a[l]); }); break;
    case Opcode::logit: each_lane([=](std::size_t l) { out[l] = logit_lane(a[l]); }); break;
    case Opcode::logistic: logistics<lane_count>(a, out); break;
    case Opcode::normal_pdf: each_lane([=](std::size_t l) { out[l] = normal_pdf_lane(a[l]); }); break;
    case Opcode::normal_cdf: each_lane([=](std::size_t l) { out[l] = normal_cdf_lane(a[l]); }); break;
    case Opcode::score:
    case Opcode::normal_quantile: normal_quantile_row(a, out); break;
    case Opcode::bernoulli: each_lane([=](std::size_t l) { out[l] = bernoulli(a[l], b[l]); }); break;
    case Opcode::word: words_->uniforms(draws_->stream(static_cast<std::size_t>(i)), first_path_, year, out); break;
    case Opcode::table: draws_->table(static_cast<std::size_t>(i)).evaluate(a, out); break;
    case Opcode::binomial: binomial_row(a, b, c, out); break;
    case Opcode::beta_binomial: beta_binomial_row(a, b, c, i, out); break;
    case Opcode::poisson: poisson_row(a, b, out); break;
    case Opcode::spike: spike_row(a, b, c, out); break;
    case Opcode::year_value:
    case Opcode::year_number:
    case Opcode::parameter: PROSPECT_EXPECT(false); break;  // fills by now, or no step at all
  }
}

void Evaluator::execute(const std::vector<Line>& lines) {
  for (const Line& line : lines) {
    if (!line.chain.steps.empty()) {
      model::run(line.chain);
    } else if (!line.mix.from.empty()) {
      model::run(line.mix);
    } else if (line.scores.empty()) {
      execute(line.step, line.year);
    } else {
      const auto& stream = draws_->stream(static_cast<std::size_t>(line.step.i));
      if (line.scores.size() > 1) {
        words_->scores_in_turn(stream, first_path_, line.year, line.scores);
      } else {
        words_->scores(stream, first_path_, line.year, line.year < program_->end_year, line.scores.front());
      }
    }
  }
}

}  // namespace prospect::model
