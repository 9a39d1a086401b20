#pragma once
/// A report as a value: sections of words, tables and charts in one language, before any file format.
///
/// Use       `compose` makes one from a run's record; each format (html, xlsx, md, svg) writes what it can show.
///           The same record gives the same sections, blocks and rows in both languages, so that the two can stand
///           in one page side by side.
/// Numbers   a cell has both: the text as people read it, rounded to what is known, and the number behind it as the
///           result file has it. Formats that hold real numbers take the number, with the column's decimals for show.
/// Origin    a table's columns and a chart name the datasets of the result file that their numbers stand in.

#include <limits>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "analyse/answer.hpp"
#include "base/label.hpp"

namespace prospect::publish {

/// What a cell or a line means, for formats that show it: never by colour alone, the words say it too.
enum class Signal { none, good, doubtful, bad };

struct Cell {
  std::string text;                                          ///< as shown; may hold line breaks
  double value = std::numeric_limits<double>::quiet_NaN();   ///< of columns that are no words; NaN: none
  Signal signal = Signal::none;
};

struct Column {
  /// `share`: a number of unit 1 shown as a percentage. `code`: words in fixed width, as equations. `quote`: words
  /// of the user's files, in whatever language they are.
  enum class Kind { words, code, quote, number, share, count };
  /// `page`: read by people only, as "6.4–6.6 %". `data`: for sheets and tables of data only, as its two ends.
  enum class Where { everywhere, page, data };

  std::string name;            ///< for machines: lower case with underscores, unique in its table
  std::string head;            ///< for people
  Kind kind = Kind::words;
  Where where = Where::everywhere;
  std::string unit;            ///< of numbers that share one, else empty
  int decimals = 1;            ///< shown by formats with real numbers; of shares in percent
  std::string dataset;         ///< path in the result file; empty for words
};

struct Table {
  std::string id;              ///< unique in the document: anchors, sheet and file names; lower case, hyphens
  std::string caption;
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;   ///< as long as columns each
  /// Rows before which a line of words stands across: index and words, in order.
  std::vector<std::pair<std::size_t, std::string>> headings;
};

/// Whether numbers stand in a column, and not words of any kind.
[[nodiscard]] inline bool is_numeric(const Column& column) {
  using Kind = Column::Kind;
  return column.kind != Kind::words && column.kind != Kind::code && column.kind != Kind::quote;
}

/// A picture: its data, the words it shows and the kind of its specification (page/charts/KIND.json).
struct Chart {
  std::string id;              ///< unique in the document
  std::string kind;
  std::string title;
  std::string description;     ///< what is to be seen, in words, for those who cannot see it
  std::vector<std::pair<std::string, std::string>> words;   ///< gaps of the specification: axes, legends
  std::vector<analyse::AnswerTable> data;                   ///< tables the specification names
  std::string dataset;         ///< where its numbers stand in the result file
  Table table;                 ///< the same numbers to be read; stands beside it
};

struct Paragraph {
  std::string text;
  Signal signal = Signal::none;
};

struct Points {
  std::vector<std::string> items;
};

/// As a terminal prints it: fixed width, its own line breaks.
struct Printed {
  std::string text;
};

/// A heading below that of the section.
struct Subheading {
  std::string text;
};

using Block = std::variant<Paragraph, Points, Printed, Subheading, Table, Chart>;

struct Section {
  std::string id;              ///< unique: anchors and sheet names; lower case, hyphens
  std::string title;
  std::string navigation;      ///< its name in a list of contents, short
  std::vector<Block> blocks;
};

/// Name and value of something the report is about: seed, paths, versions, hashes.
struct Fact {
  std::string name, head, value;
};

struct Document {
  base::Language language = base::Language::english;
  std::string title, subtitle;
  std::vector<Fact> facts;
  std::vector<Section> sections;   ///< the first one is the first screen
};

}  // namespace prospect::publish
