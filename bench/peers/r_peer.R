#!/usr/bin/env Rscript
# plan-40 as a user of R writes it: vectorised over paths. Usage: r_peer.R FOLDER PATHS. Prints one line of JSON.

arguments <- commandArgs(trailingOnly = TRUE)
rows <- read.csv(file.path(arguments[1], "indicators.csv"))
paths <- as.integer(arguments[2])
years <- 5
count <- nrow(rows)
logs <- rows$link == "log"
at_least <- rows$direction == ">="
correlation <- matrix(0.3, count, count)
diag(correlation) <- 1
upper <- chol(correlation)  # rows of normals times this are correlated

simulate <- function(paths) {
  across <- function(x) matrix(x, paths, count, byrow = TRUE)
  drift <- across(rows$drift) + across(rows$drift_scale) * matrix(rt(paths * count, 5), paths, count)
  share <- ifelse(logs, 50, rows$start)
  level <- across(ifelse(logs, log(rows$start), log(share / (100 - share))))
  volatility <- across(rows$volatility)
  output <- rep(rows$start[1], paths)
  values <- vector("list", years)
  for (year in seq_len(years)) {
    level <- level + drift + volatility * (matrix(rnorm(paths * count), paths, count) %*% upper)
    growth <- exp(level[, 1]) / output - 1
    level[, 11] <- level[, 11] - 1.5 * growth
    x <- level
    x[, logs] <- exp(level[, logs])
    x[, !logs] <- 100 / (1 + exp(-level[, !logs]))
    output <- x[, 1]
    values[[year]] <- x
  }
  last <- values[[years]]
  target <- across(rows$target)
  met <- last >= target
  met[, !at_least] <- last[, !at_least] <= target[, !at_least]
  levels <- c(0.05, 0.25, 0.5, 0.75, 0.95)
  list(joint = sum(rowSums(met) == count), hits = colSums(met),
       means = lapply(values, colMeans)[[years]],
       sds = lapply(values, function(x) apply(x, 2, sd))[[years]],
       quantiles = lapply(values, function(x) apply(x, 2, quantile, levels, names = FALSE))[[years]])
}

set.seed(2020)
invisible(simulate(1000))
invisible(gc(FALSE))
before <- proc.time()
results <- simulate(paths)
taken <- proc.time() - before
list_of <- function(x) paste0("[", paste(format(x, digits = 12, trim = TRUE, scientific = FALSE), collapse = ", "), "]")
cat(sprintf('{"name": "r", "paths": %d, "wall": %.6f, "processor": %.6f, "joint": %d, ', paths, taken[["elapsed"]],
            taken[["user.self"]] + taken[["sys.self"]], results$joint))
cat(sprintf('"hits": %s, "means": %s, "medians": %s, "version": "%s.%s"}\n', list_of(results$hits),
            list_of(results$means), list_of(results$quantiles[3, ]), R.version$major, R.version$minor))
