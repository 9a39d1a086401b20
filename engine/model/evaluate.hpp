#pragma once
/// Runs a program over a block of lanes.
///
/// Contract  all memory is taken when the evaluator is made; running allocates nothing.
/// Method    what depends on no parameter and no draw is computed once, when the evaluator is made; years run in the
///           order of a schedule; steps that hand one value on run as a chain.
/// Threads   one evaluator a thread.
/// Words     random words come from the WordSource given; parameters from the caller's rows.

#include <cstdint>
#include <set>
#include <vector>

#include "lanes/block.hpp"
#include "lanes/quantile_table.hpp"
#include "lanes/threefry.hpp"
#include "lanes/word_source.hpp"
#include "model/chain.hpp"
#include "model/mix.hpp"
#include "model/program.hpp"
#include "model/schedule.hpp"

namespace prospect::model {

/// Streams and tables of a program, made once and shared by all threads.
class Draws {
 public:
  Draws(const Program& program, std::uint64_t seed);
  /// The same with curves that other programs' tables share.
  Draws(const Program& program, std::uint64_t seed, lanes::Tables& curves);

  [[nodiscard]] const lanes::Stream& stream(std::size_t index) const { return streams_[index]; }
  [[nodiscard]] const lanes::QuantileTable& table(std::size_t index) const { return tables_[index]; }

 private:
  std::vector<lanes::Stream> streams_;
  std::vector<lanes::QuantileTable> tables_;
};

class Evaluator {
 public:
  /// `program` and `draws` must outlive it. Rows that the program's code reads and none of it writes are read where
  /// one of `given` writes them, which must outlive it too: theirs are other parts of the same split (split.hpp).
  Evaluator(const Program& program, const Draws& draws, std::vector<const Evaluator*> given = {});

  /// Row of a parameter, to be filled before `run`: lane_count values.
  [[nodiscard]] double* parameter_row(ParameterId id) { return parameters_.row(id.value); }

  /// Evaluates all years of lane_count paths from `first_path` on.
  void run(lanes::WordSource& words, std::uint64_t first_path);

  /// Values of an indicator in a calendar year from the base year on. Valid until the next run.
  [[nodiscard]] const double* row(VariableId variable, int year) const;

 private:
  /// A step and its year.
  struct Dated {
    Step step;
    int year = 0;
  };
  /// A step by itself, a chain if it has steps, sums if it has rows to mix, or, if it has scores, the normal scores of
  /// a stream's words in years in turn from `year` on, which are all that is read of these words.
  struct Line {
    Step step;
    int year = 0;
    Chain chain;
    std::vector<double*> scores;
    Mix mix;
  };

  [[nodiscard]] std::size_t slot(std::uint32_t row, int year) const;
  [[nodiscard]] double* find(const Operand& operand, int year);
  /// Where an operand is read: here, or where it is written among those given.
  const double* find_read(const Operand& operand, int year);
  [[nodiscard]] Step link(const Instruction& instruction, int year);
  void link_path();
  void link_years();
  /// Takes a step in, or carries it out if it gives the same numbers on every path and nothing writes over them.
  void add(const Step& step, const Operand& out, int year, std::vector<Dated>& steps);
  /// Joins steps that hand one value on.
  [[nodiscard]] std::vector<Line> chained(const std::vector<Dated>& steps);
  /// Joins chains that are sums of products of the same rows.
  [[nodiscard]] static std::vector<Line> mixed(std::vector<Line> lines);
  void execute(const Step& step, int year);
  void execute(const std::vector<Line>& lines);

  const Program* program_;
  const Draws* draws_;
  Schedule schedule_;
  std::vector<const Evaluator*> given_;
  std::vector<bool> writes_path_, writes_kept_;   ///< by row
  lanes::Rows parameters_, path_, scratch_, kept_, zero_;
  std::vector<std::size_t> kept_offset_;
  std::vector<const double*> parameter_of_;  ///< by path row: the parameter it would be a copy of, or null
  std::set<const double*> constant_;         ///< rows that hold the same numbers on every path
  std::vector<Line> lines_;
  lanes::WordSource* words_ = nullptr;
  std::uint64_t first_path_ = 0;
};

}  // namespace prospect::model
