#pragma once
/// An answer as every reader takes it: the words as printed and the figures as tables.
///
/// Use      each question makes one; `store` keeps it, `report` turns it into JSON. Its tables are of
///          any shape: what stands in them is said by names of columns and their units.

#include <string>
#include <variant>
#include <vector>

#include "base/label.hpp"

namespace prospect::analyse {

struct AnswerColumn {
  std::string name;                    ///< lower case with underscores; the same in every language
  std::string unit;                    ///< of numbers, never empty: "1" for shares and counts; texts have none
  std::variant<std::vector<double>, std::vector<std::string>> values;
};

struct AnswerTable {
  std::string name;
  std::vector<AnswerColumn> columns;   ///< all of one length
};

struct Answer {
  std::string name;                    ///< unique in a file: the question and what it is about
  std::string question;                ///< the command
  std::string asked;                   ///< the command line, without the program
  base::Label text;                    ///< as printed, without colours
  std::vector<AnswerTable> tables;
};

}  // namespace prospect::analyse
