#include "store/contents.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <numeric>

#include "base/check.hpp"
#include "base/sha256.hpp"
#include "store/digest.hpp"
#include "store/display_fields.hpp"
#include "store/fields.hpp"
#include "store/layout.hpp"
#include "store/observed_fields.hpp"
#include "store/scrambling_fields.hpp"
#include "store/sweep_columns.hpp"

namespace prospect::store {
namespace {

void seal(Section section, Group& group) {
  group.attributes.insert_or_assign("sha256", digest(section, group));
}

Group pack_root(const RunRecord& record) {
  Group group;
  Packing io(group);
  io.attribute("Conventions", std::string("CF-1.10"));
  io.attribute("format", std::string(format_name));
  io.attribute("format_version", format_version);
  io.attribute("program_version", record.program_version);
  io.attribute("title", record.scenarios.empty() ? base::Label{}
                                                 : record.scenarios.front().program.title);
  io.attribute("seed", record.seed);
  io.attribute("seed_hex", seed_text(record.seed));
  io.attribute("paths", record.paths);
  io.attribute("as_of", record.as_of);
  io.attribute("observed", record.observed);
  seal(Section::root, group);
  return group;
}

Group pack_inputs(const RunRecord& record) {
  Group group;
  Packing io(group);
  io.rows("input", record.texts);
  for (const auto& [name, text] : record.texts) {
    io("input", name);
    io("input_text", text);
    io("input_sha256", base::sha256(text));
  }
  seal(Section::inputs, group);
  return group;
}

Group pack_audit(const RunRecord& record) {
  Group group;
  Packing io(group);
  finding_fields(io, record.audit);
  seal(Section::audit, group);
  return group;
}

/// A cell of an answer's table.
struct PackCell {
  Packing& io;
  std::int32_t answer;
  const std::string& table;
  const analyse::AnswerColumn& column;

  void operator()(const std::vector<double>& values) const {
    for (std::size_t row = 0; row < values.size(); ++row) cell(row, values[row], "");
  }
  void operator()(const std::vector<std::string>& texts) const {
    const double none = std::numeric_limits<double>::quiet_NaN();
    for (std::size_t row = 0; row < texts.size(); ++row) cell(row, none, texts[row]);
  }
  void cell(std::size_t row, double value, const std::string& text) const {
    io("cell_answer", answer);
    io("cell_table", table);
    io("cell_row", static_cast<std::int32_t>(row));
    io("cell_column", column.name);
    io("cell_unit", column.unit);
    io("cell_value", value);
    io("cell_text", text);
  }
};

Group pack_answers(const RunRecord& record) {
  Group group;
  Packing io(group);
  io.rows("answer", record.answers);
  std::int32_t position = 0;
  for (const auto& answer : record.answers) {
    io("answer", answer.name);
    io("answer_question", answer.question);
    io("answer_asked", answer.asked);
    io("answer_text", answer.text);
    for (const auto& table : answer.tables) {
      for (const auto& column : table.columns) {
        std::visit(PackCell{io, position, table.name, column}, column.values);
      }
    }
    ++position;
  }
  const auto cells = group.columns.find("cell_row");
  if (cells != group.columns.end()) {
    io.rows("cell", std::get<std::vector<std::int32_t>>(cells->second));
    io.positions("cell");
  }
  seal(Section::answers, group);
  return group;
}

/// The numbers learned from one block.
void pack_learned(Packing& io, std::int32_t fit, const calibrate::BlockPosterior& posterior) {
  for (std::size_t k = 0; k < posterior.names.size(); ++k) {
    io("learned_fit", fit);
    io("learned_name", posterior.names[k]);
    prior_fields(io, posterior.prior[k]);
  }
}

Group pack_fits(const RunRecord& record) {
  Group group;
  Packing io(group);
  std::vector<double> draws;
  std::size_t learned = 0, particles = 0;
  for (const auto& posterior : record.fits) {
    const auto position = static_cast<std::int32_t>(&posterior - record.fits.data());
    io("fit_block", posterior->block);
    io("fit_key", posterior->key);
    io("fit_scores", std::uint64_t{posterior->scores});
    io("fit_figures", std::uint64_t{posterior->figures});
    io("fit_effective", posterior->effective);
    io("fit_log_evidence", posterior->log_evidence);
    pack_learned(io, position, *posterior);
    learned += posterior->names.size();
    for (const auto& row : posterior->draws) {
      particles = row.size();
      draws.insert(draws.end(), row.begin(), row.end());
    }
  }
  PROSPECT_EXPECT(draws.size() == learned * particles);  // all are of as many particles
  io.rows("fit", record.fits);
  io.positions("fit");
  group.extents.insert_or_assign("learned", learned);
  io.positions("learned");
  group.extents.insert_or_assign("particle", particles);
  io.positions("particle");
  if (!draws.empty()) group.columns.insert_or_assign("particles", std::move(draws));
  seal(Section::fits, group);
  return group;
}

// Kept paths are many: they move as whole columns.
void pack_kept(const ScenarioRecord& record, Group& group) {
  const KeptPaths& kept = record.kept;
  Packing io(group);
  io.attribute("kept_first_path", kept.first_path);
  // Paths that were written while they ran are in the file, not here.
  const bool written = kept.paths > 0 && kept.values.empty() && kept.met.empty();
  io.attribute("kept_checked", std::string(written ? checked_by_chunk : "sha256"));
  PROSPECT_EXPECT(written || kept.values.size() ==
                  kept.paths * record.summary.indicators.size() *
                      record.summary.years.size());
  PROSPECT_EXPECT(written || kept.met.size() == kept.paths * record.summary.targets.size());
  if (kept.paths == 0) return;
  std::vector<std::int64_t> numbers = kept.numbers;
  if (numbers.empty()) {
    numbers.resize(kept.paths);
    std::iota(numbers.begin(), numbers.end(), static_cast<std::int64_t>(kept.first_path));
  }
  PROSPECT_EXPECT(numbers.size() == kept.paths);
  io.rows("path", numbers);
  group.columns.insert_or_assign("path", std::move(numbers));
  if (!kept.values.empty()) group.columns.insert_or_assign("paths", kept.values);
  if (!kept.met.empty()) group.columns.insert_or_assign("path_met", kept.met);
}

void pack_posterior(const ScenarioRecord& record, Group& group) {
  const std::size_t parameters = record.program.parameters.size();
  if (record.posterior.empty()) return;
  PROSPECT_EXPECT(parameters > 0 && record.posterior.size() % parameters == 0);
  std::vector<std::int64_t> numbers(record.posterior.size() / parameters);
  std::iota(numbers.begin(), numbers.end(), std::int64_t{0});
  Packing(group).rows("draw", numbers);
  group.columns.insert_or_assign("draw", std::move(numbers));
  group.columns.insert_or_assign("posterior", record.posterior);
}

void pack_tally(const ScenarioRecord& record, Group& group) {
  if (record.tally.empty()) return;
  std::vector<std::int64_t> words(1 + (record.tally.size() + sizeof(std::int64_t) - 1) / sizeof(std::int64_t));
  words.front() = static_cast<std::int64_t>(record.tally.size());
  std::memcpy(words.data() + 1, record.tally.data(), record.tally.size());
  Packing io(group);
  io.rows("tally", words);
  io.positions("tally");
  group.columns.insert_or_assign("tally_words", std::move(words));
}

Group pack_scenario(const ScenarioRecord& record) {
  const ScenarioRows rows = flatten(record);
  Group group;
  Packing io(group);
  attribute_fields(io, rows);
  indicator_fields(io, rows);
  target_fields(io, rows);
  total_fields(io, rows);
  group_fields(io, rows);
  parameter_fields(io, rows);
  setting_fields(io, rows);
  fault_fields(io, rows);
  observed_fields(io, rows);
  scrambling_fields(io, rows);
  display_fields(io, rows);
  pack_kept(record, group);
  pack_posterior(record, group);
  pack_tally(record, group);
  seal(Section::scenario, group);
  return group;
}

bool may_stand(char c, bool first) {
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  const bool digit = c >= '0' && c <= '9';
  return letter || digit || c == '_' || (!first && (c == '-' || c == '.'));
}

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

}  // namespace

std::string group_name(const std::string& name, const std::vector<std::string>& taken) {
  std::string plain;
  for (const char c : name) {
    if (continues_character(c)) continue;
    plain += may_stand(c, plain.empty()) ? c : '_';
  }
  if (plain.empty()) plain = "scenario";
  std::string free = plain;
  for (int copy = 2; std::find(taken.begin(), taken.end(), free) != taken.end(); ++copy) {
    free = fmt::format("{}_{}", plain, copy);
  }
  return free;
}

Contents pack(const RunRecord& record) {
  Contents contents{pack_root(record), pack_inputs(record), pack_audit(record), pack_answers(record),
                    pack_fits(record), {}};
  std::vector<std::string> taken;
  for (const ScenarioRecord& scenario : record.scenarios) {
    taken.push_back(group_name(scenario.program.scenario, taken));
    contents.scenarios.emplace_back(taken.back(), pack_scenario(scenario));
  }
  taken.clear();
  for (const analyse::Sweep& sweep : record.sweeps) {
    taken.push_back(group_name(sweep.name, taken));
    contents.sweeps.emplace_back(taken.back(), pack_sweep(sweep));
    seal(Section::sweep, contents.sweeps.back().second);
  }
  return contents;
}

}  // namespace prospect::store
