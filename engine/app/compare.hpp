#pragma once
/// Which scenario is better, by how much, and how sure that is.

#include <string>

#include "app/question.hpp"

namespace prospect::app {

struct CompareRequest : QuestionRequest {
  std::string against;   ///< name of the scenario the others are held against; empty: the first
};

int compare_command(const CompareRequest& request);

}  // namespace prospect::app
