#pragma once
/// The door of `read`: all files of one scenario as values with places.
///
/// A scenario file names its model (`model = "../data/sonla/model.toml"`, relative to itself) or
/// the scenario it extends (`extends = "baseline"`: a sibling file `baseline.toml`; the model is
/// then inherited). The model's table `[data]` names the tables `series`, `history` and `targets`
/// (relative to the model). A file given to `load` may also be a model itself (it has `[data]` or
/// `[indicator...]` and no `model`): its scenario chain is then empty. Each of these files may say
/// `format = 1`. Names are resolved lexically and written with '/': `a/../b.toml` is `b.toml`.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "read/document.hpp"
#include "read/files.hpp"
#include "read/parsed.hpp"
#include "read/table.hpp"

namespace prospect::read {

struct Document {
  std::string file;
  Value root;
};

/// Every file of one scenario. Plain value; `texts` holds each text read, by name, so that a result
/// file can keep them and a replay can start from them.
struct Inputs {
  std::string name;                  ///< the scenario's file name without folder and ending
  Document model;
  Table series;                      ///< empty when the model names none
  Table history;
  Table targets;
  Table regions;                     ///< the same figures of other regions; empty when none is named
  Table observed;                    ///< new figures the run starts from; empty if none are given
  std::vector<Document> scenarios;   ///< the chain of `extends`, oldest ancestor first
  std::map<std::string, std::string> texts;  ///< by resolved name
  base::Problems notes;              ///< warnings
};

/// Reads a scenario or model file and all that it names. Throws base::Rejected with every problem
/// found (missing file, syntax, an `extends` that goes round, more than 8 generations, a missing
/// `model`, a name in a file that leads outside: absolute, more than one folder up, into a hidden one, or to what is no
/// .toml or .csv). `observed`, unless
/// empty, names a table of new figures, as the command line gives it. `parsed`, where given, remembers files from one
/// call to the next.
[[nodiscard]] Inputs load(const std::string& file, const FileSource& files, const std::string& observed = "",
                          Parsed* parsed = nullptr);

/// The file that a value of another file names under a key, resolved against the folder of that file; nothing, with a
/// problem, if it is no name of a file or leads outside. `ending`, unless empty, is what the name must end in.
[[nodiscard]] std::optional<std::string> path_named(std::string_view key, const Value& value, std::string_view ending,
                                                    base::Problems& problems);

/// The lines of the texts of `files`, for drawing problems. Each text is read once and kept;
/// `files` must outlive the result, which one thread uses at a time.
[[nodiscard]] base::LineSource lines_of(const FileSource& files);

}  // namespace prospect::read
