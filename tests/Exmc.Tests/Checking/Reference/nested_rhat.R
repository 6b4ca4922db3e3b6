# Nested R-hat by its definition, for the tests beside this script: Rscript nested_rhat.R > nested_rhat.csv
# Margossian et al. (2024), Bayesian Analysis: means of superchains, their variance, and within them the variance of the chains'
# means plus the mean variance of the chains, each a plain sum over its definition; 0 where there is one chain or one draw.
# Debian's posterior 1.4.0 has no rhat_nested. The draws are those of loo_reference.R, cut into chains anew.
state <- 20240607
uniform <- function() {
  state <<- (state * 48271) %% 2147483647
  state / 2147483647
}

draws <- numeric(1000)
x <- 0
for (s in 0:999) {
  e <- 0
  for (j in 1:12) e <- e + uniform()
  x <- (if (s %% 250 == 0) 0 else 0.3 * x) + (e - 6)
  draws[s + 1] <- x
}

# theta[n, m, k]: draw n of chain m of superchain k.
nested <- function(values, chains, superchains) {
  per <- chains / superchains
  theta <- array(values, c(length(values) / chains, per, superchains))
  n <- dim(theta)[1]
  grand <- sum(theta) / length(theta)
  between <- 0
  within <- 0
  for (k in seq_len(superchains)) {
    centre <- sum(theta[, , k]) / (n * per)
    between <- between + (centre - grand)^2 / (superchains - 1)
    for (m in seq_len(per)) {
      own <- sum(theta[, m, k]) / n
      if (per > 1) within <- within + (own - centre)^2 / ((per - 1) * superchains)
      if (n > 1) within <- within + sum((theta[, m, k] - own)^2) / ((n - 1) * per * superchains)
    }
  }
  sqrt(1 + between / within)
}

cat("count,chains,superchains,nested_rhat\n")
for (case in list(c(1000, 4, 2), c(1000, 4, 4), c(1000, 20, 5), c(1000, 20, 10), c(1000, 20, 20), c(1000, 20, 2), c(1000, 500, 50), c(64, 64, 8), c(64, 32, 16)))
  cat(paste(c(case, sprintf("%.17g", nested(draws[seq_len(case[1])], case[2], case[3]))), collapse = ","), "\n", sep = "")
