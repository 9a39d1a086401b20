#pragma once
/// The command `rank`: where the region stands among others in the last year.

#include "app/question.hpp"

namespace prospect::app {

/// Throws base::Rejected for mistakes of the request and the files, and where the model has no ranking.
int rank_command(const QuestionRequest& request);

}  // namespace prospect::app
