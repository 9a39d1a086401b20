#include <algorithm>
#include <bit>
#include <set>

#include "base/archive.hpp"
#include "base/sha256.hpp"
#include "store/contents.hpp"
#include "store/digest.hpp"
#include "store/display_fields.hpp"
#include "store/fields.hpp"
#include "store/layout.hpp"
#include "store/observed_fields.hpp"
#include "store/scrambling_fields.hpp"
#include "store/sweep_columns.hpp"

namespace prospect::store {
namespace {

void check_seal(Section section, const Group& group, const std::string& name) {
  std::string stored;
  Unpacking(group).attribute("sha256", stored);
  if (base::seals_are_checked && stored != digest(section, group)) {
    throw Unfit("the contents of '" + name + "' do not have the checksum stored with them");
  }
}

void unpack_root(RunRecord& record, const Group& group) {
  check_seal(Section::root, group, "/");
  const Unpacking io(group);
  std::string seed;
  io.attribute("program_version", record.program_version);
  io.attribute("seed_hex", seed);
  io.attribute("paths", record.paths);
  io.attribute("as_of", record.as_of);
  io.attribute("observed", record.observed);
  record.seed = seed_from(seed);
}

void unpack_inputs(RunRecord& record, const Group& group) {
  check_seal(Section::inputs, group, "/inputs");
  Unpacking io(group);
  for (std::size_t i = 0; i < extent(group, "input"); ++i) {
    std::string name, text, sum;
    io("input", name);
    io("input_text", text);
    io("input_sha256", sum);
    if (sum != base::sha256(text)) throw Unfit("the text of '" + name + "' does not have its checksum");
    if (!record.texts.emplace(name, std::move(text)).second) {
      throw Unfit("the text of '" + name + "' is there twice");
    }
  }
}

/// The column a cell belongs to: the last one begun, or a new one. Cells of a column stand together.
analyse::AnswerColumn& column_of(analyse::Answer& answer, const std::string& table, const std::string& name,
                                 const std::string& unit, bool is_text) {
  if (answer.tables.empty() || answer.tables.back().name != table) answer.tables.push_back({table, {}});
  auto& columns = answer.tables.back().columns;
  if (columns.empty() || columns.back().name != name) {
    columns.push_back({name, unit, std::vector<double>()});
    if (is_text) columns.back().values = std::vector<std::string>();
  }
  return columns.back();
}

bool is_rectangle(const analyse::AnswerTable& table) {
  const auto rows_of = [](const analyse::AnswerColumn& column) {
    return std::visit([](const auto& values) { return values.size(); }, column.values);
  };
  return std::all_of(table.columns.begin(), table.columns.end(),
                     [&](const auto& column) { return rows_of(column) == rows_of(table.columns.front()); });
}

void unpack_answers(RunRecord& record, const Group& group) {
  check_seal(Section::answers, group, "/answers");
  Unpacking io(group);
  io.rows("answer", record.answers);
  for (auto& answer : record.answers) {
    io("answer", answer.name);
    io("answer_question", answer.question);
    io("answer_asked", answer.asked);
    io("answer_text", answer.text);
  }
  for (std::size_t k = 0; k < extent(group, "cell"); ++k) {
    std::int32_t answer = 0, row = 0;
    std::string table, name, unit, text;
    double value = 0;
    io("cell_answer", answer);
    io("cell_table", table);
    io("cell_row", row);
    io("cell_column", name);
    io("cell_unit", unit);
    io("cell_value", value);
    io("cell_text", text);
    if (answer < 0 || static_cast<std::size_t>(answer) >= record.answers.size()) {
      throw Unfit("'cell_answer' names an answer that is not there");
    }
    auto& column = column_of(record.answers[static_cast<std::size_t>(answer)], table, name, unit, unit.empty());
    if (auto* numbers = std::get_if<std::vector<double>>(&column.values)) {
      numbers->push_back(value);
    } else {
      std::get<std::vector<std::string>>(column.values).push_back(text);
    }
  }
  for (const auto& answer : record.answers) {
    if (!std::all_of(answer.tables.begin(), answer.tables.end(), is_rectangle)) {
      throw Unfit("a table of the answer '" + answer.name + "' has columns of different lengths");
    }
  }
}

std::vector<std::shared_ptr<calibrate::BlockPosterior>> fits_from(Unpacking& io, std::size_t count) {
  std::vector<std::shared_ptr<calibrate::BlockPosterior>> fits;
  for (std::size_t f = 0; f < count; ++f) {
    auto& fit = *fits.emplace_back(std::make_shared<calibrate::BlockPosterior>());
    std::uint64_t scores = 0, figures = 0;
    io("fit_block", fit.block);
    io("fit_key", fit.key);
    io("fit_scores", scores);
    io("fit_figures", figures);
    io("fit_effective", fit.effective);
    io("fit_log_evidence", fit.log_evidence);
    fit.scores = scores;
    fit.figures = figures;
  }
  return fits;
}

void unpack_fits(RunRecord& record, const Group& group) {
  if (group.attributes.empty()) return;   // of an older program
  check_seal(Section::fits, group, "/fits");
  Unpacking io(group);
  const auto fits = fits_from(io, extent(group, "fit"));
  const auto& draws = column<double>(group, "particles");
  const auto particles = static_cast<std::ptrdiff_t>(extent(group, "particle"));
  auto next = draws.begin();
  for (std::size_t k = 0; k < extent(group, "learned"); ++k, next += particles) {
    std::int32_t of = 0;
    io("learned_fit", of);
    if (particles == 0 || of < 0 || static_cast<std::size_t>(of) >= fits.size()) {
      throw Unfit("'learned_fit' names a fit that is not there");
    }
    auto& fit = *fits[static_cast<std::size_t>(of)];
    io("learned_name", fit.names.emplace_back());
    prior_fields(io, fit.prior.emplace_back());
    fit.draws.emplace_back(next, next + particles);
  }
  record.fits.assign(fits.begin(), fits.end());
}

ScenarioRows unpack_rows(const Group& group) {
  ScenarioRows rows;
  Unpacking io(group);
  attribute_fields(io, rows);
  rows.spreads.resize(extent(group, "indicator") * extent(group, "year"));
  indicator_fields(io, rows);
  const std::size_t targets = extent(group, "target");
  rows.targets.resize(targets);
  for (TargetRow& row : rows.targets) row.first_met.resize(rows.years.size());
  rows.both_missed.resize(targets * extent(group, "target_other"));
  target_fields(io, rows);
  total_fields(io, rows);
  rows.groups.resize(extent(group, "group"));
  rows.scramblings.resize(extent(group, "scrambling"));
  for (GroupRow& row : rows.groups) row.members.resize(targets);
  group_fields(io, rows);
  parameter_fields(io, rows);
  setting_fields(io, rows);
  fault_fields(io, rows);
  observed_fields(io, rows);
  for (ScramblingRow& row : rows.scramblings) {
    row.count.hits.resize(targets);
    row.count.reported_hits.resize(targets);
    row.count.groups.resize(rows.groups.size());
    row.count.met_count.resize(rows.met_count.size());
  }
  scrambling_fields(io, rows);
  display_fields(io, rows);
  return rows;
}

KeptPaths unpack_kept(const Group& group) {
  KeptPaths kept;
  Unpacking(group).attribute("kept_first_path", kept.first_path);
  kept.paths = extent(group, "path");
  kept.values = column<float>(group, "paths");
  kept.met = column<std::int8_t>(group, "path_met");
  const auto& numbers = column<std::int64_t>(group, "path");
  bool all = true;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    all = all && static_cast<std::uint64_t>(numbers[i]) == kept.first_path + i;
    if (numbers[i] < 0 || (i > 0 && numbers[i] <= numbers[i - 1])) {
      throw Unfit("'path' does not number the kept paths in order");
    }
  }
  if (!all) kept.numbers = numbers;
  return kept;
}

std::string unpack_tally(const Group& group) {
  if (extent(group, "tally") == 0) return {};   // of an older program
  const auto& words = column<std::int64_t>(group, "tally_words");
  const std::size_t room = (words.size() - 1) * sizeof(std::int64_t);
  if (words.front() < 0 || static_cast<std::uint64_t>(words.front()) > room) {
    throw Unfit("'tally_words' does not hold as many bytes as it says");
  }
  return {reinterpret_cast<const char*>(words.data() + 1), static_cast<std::size_t>(words.front())};
}

}  // namespace

RunRecord unpack(const Contents& contents) {
  RunRecord record;
  unpack_root(record, contents.root);
  unpack_inputs(record, contents.inputs);
  check_seal(Section::audit, contents.audit, "/audit");
  Unpacking audit(contents.audit);
  finding_fields(audit, record.audit);
  unpack_answers(record, contents.answers);
  unpack_fits(record, contents.fits);
  for (const auto& [name, group] : contents.scenarios) {
    check_seal(Section::scenario, group, "/scenario/" + name);
    record.scenarios.push_back(restore(unpack_rows(group)));
    record.scenarios.back().posterior = column<double>(group, "posterior");
    record.scenarios.back().kept = unpack_kept(group);
    record.scenarios.back().tally = unpack_tally(group);
  }
  std::set<std::string> sweeps;
  for (const auto& [name, group] : contents.sweeps) {
    check_seal(Section::sweep, group, "/sweep/" + name);
    record.sweeps.push_back(unpack_sweep(group));
    if (!sweeps.insert(record.sweeps.back().name).second) {
      throw Unfit("the sweep '" + record.sweeps.back().name + "' is there twice");
    }
  }
  return record;
}

}  // namespace prospect::store
