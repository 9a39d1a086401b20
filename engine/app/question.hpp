#pragma once
/// What the commands that ask something share: the case they ask about, and what becomes of the answer.
///
/// Sources   a scenario file (or several) is read, compiled and fitted; of a result file the scenarios are
///           compiled and fitted from the texts in it, with its seed, year and new figures, and from the posteriors
///           it holds, so that an answer belongs to that result. Questions run plain paths, also of a result of
///           Sobol' points (sobol.hpp): their intervals and tests count independent paths. The answer then says so.
/// Kept      `--store` puts the answer into the result file, in the place of an earlier one to the same
///           question; the file is written anew aside and renamed.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "analyse/answer.hpp"
#include "analyse/goals.hpp"
#include "app/kept_fits.hpp"
#include "app/request.hpp"
#include "base/file_lock.hpp"
#include "calibrate/estimate.hpp"
#include "model/expression.hpp"
#include "model/program.hpp"
#include "read/files.hpp"
#include "read/parsed.hpp"
#include "report/options.hpp"
#include "simulate/plan.hpp"
#include "store/run_record.hpp"

namespace prospect::app {

struct QuestionRequest : Common {
  std::vector<std::string> files;       ///< scenario files, or one result file
  std::vector<std::string> scenarios;   ///< names of a result file's scenarios; empty: all, or the first
  std::vector<std::string> targets;     ///< words of find_goals
  std::uint64_t paths = 200'000;
  std::uint64_t seed = 2020;            ///< a result file's own goes before it
  int as_of = 0;
  bool keep = false;                    ///< --store
  bool show_events = false;             ///< for the command to set: events are indicators too
  std::string asked;                    ///< the command line as typed, without the program
};

/// Worlds that a question keeps in memory, a byte a feature each: no more can be asked for.
inline constexpr std::uint64_t most_kept_worlds = 4'000'000;

/// A scenario that can be run.
struct Case {
  std::string file;                     ///< of the scenario, as `Questioned::files` knows it
  model::Program program;
  calibrate::Estimate estimate;
};

struct Questioned {
  std::vector<Case> cases;
  std::uint64_t seed = 2020;
  int as_of = 0;
  std::string observed;                 ///< table of new figures; empty: none
  std::shared_ptr<const read::FileSource> files;   ///< where the texts of all cases are
  std::optional<store::RunRecord> record;          ///< of a result file
  std::shared_ptr<const base::FileLock> alone;     ///< held while an answer is on its way into that file
  std::shared_ptr<KeptFits> fits;                  ///< posteriors at hand
  bool other_worlds = false;            ///< the result was run on Sobol' points, the answer runs plain paths
};

/// Lets the events of a model be indicators too, so that questions can name what happened. Draws have addresses
/// of their own: nothing else changes.
void show_events(model::Equations& equations);

/// Takes the result file of the request; where the answer will be kept no other command writes it meanwhile. Throws
/// base::Rejected.
void open_record(const QuestionRequest& request, Questioned& about);

/// `questioned` without the fits, for questions that make their own.
[[nodiscard]] Questioned compiled_cases(const QuestionRequest& request, std::size_t most);

/// Compiles and fits what is asked about; `most` scenarios at the most (1 for questions about one). A result
/// file's scenarios are taken in its order. Throws base::Rejected with every problem found.
[[nodiscard]] Questioned questioned(const QuestionRequest& request, std::size_t most);

/// A case from the text of a scenario that stands beside the others under the name `file`; what the fit of
/// `like` shares with it is taken over; `parsed`, where given, remembers the other files; `equations`, where given,
/// is what the program was compiled of. Throws base::Rejected.
[[nodiscard]] Case case_of(const Questioned& about, const std::string& file, const std::string& text,
                           const Case& like, int threads, read::Parsed* parsed = nullptr,
                           model::Equations* equations = nullptr);

/// Paths of the plan the request asks for, of a case, under its new figures if there are any.
[[nodiscard]] simulate::Plan plan_of(const QuestionRequest& request, const Questioned& about, const Case& one);

/// Prints the answer in the language asked for, or as JSON, and keeps it where that was asked. `text` writes it
/// in a language.
int finish(const QuestionRequest& request, Questioned about, analyse::Answer answer,
           const std::function<std::string(const report::VerdictOptions&)>& text);

}  // namespace prospect::app
