#pragma once
/// The command `score`: how the fit would have done in years that are past.

#include "app/question.hpp"

namespace prospect::app {

struct ScoreRequest : QuestionRequest {
  std::string origins;                  ///< "2017,2018"; empty: the three years before the base year
  std::vector<std::string> rules;       ///< "damping=0.8,1"
  std::string csv;                      ///< file for the forecasts; empty: none
  bool sensitivity = false;             ///< the table of other assumptions instead of the record
  std::vector<std::string> alternatives;   ///< scenario files; empty: alternatives/*.toml beside the file
};

int score_command(const ScoreRequest& request);

}  // namespace prospect::app
