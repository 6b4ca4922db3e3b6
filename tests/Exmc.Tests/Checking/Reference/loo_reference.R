# Reference figures of R's loo and posterior packages for the tests beside this script: Rscript loo_reference.R > loo_reference.json
# The draws are made by arithmetic that is exact in IEEE doubles, so the tests make the same ones.
suppressPackageStartupMessages({library(loo); library(posterior)})
options(digits = 17)

# Lehmer generator modulo 2^31 - 1: exact in doubles, since 48271 * 2^31 < 2^53.
state <- 20240607
uniform <- function() {
  state <<- (state * 48271) %% 2147483647
  state / 2147483647
}

chains <- 4
draws <- 250
observations <- 12

# Log likelihood of observation i given an autoregressive parameter: the tails of the ratios grow heavier with i.
# Only +, -, *, /: no function whose last bit could differ.
parameter <- matrix(0, draws, chains)
for (c in seq_len(chains)) {
  x <- 0
  for (s in seq_len(draws)) {
    e <- 0
    for (j in 1:12) e <- e + uniform()
    x <- 0.3 * x + (e - 6)
    parameter[s, c] <- x
  }
}

ll <- function(strength) {
  out <- array(0, c(draws, chains, observations))
  for (i in seq_len(observations)) {
    z <- (i - 4) * 0.5 - 0.125 * i * parameter * strength
    out[, , i] <- -0.5 * z * z
  }
  out
}

one <- function(values) {
  reff <- relative_eff(exp(values))
  fit <- suppressWarnings(loo(values, r_eff = reff, save_psis = TRUE))
  w <- suppressWarnings(waic(values))
  flat <- matrix(values, draws * chains, observations)
  lw <- weights(fit$psis_object, normalize = TRUE, log = TRUE)
  # Monte Carlo error by the log-normal approximation (Vehtari et al. 2024, section 2.3): loo 2.5.1 uses another one.
  elpd <- fit$pointwise[, "elpd_loo"]
  mcse <- sapply(seq_len(observations), function(i) {
    v <- sum(exp(lw[, i])^2 * (exp(flat[, i] - elpd[i]) - 1)^2) / reff[i]
    sqrt(log1p(v))
  })
  list(loo = fit, waic = w, json = list(
    r_eff = reff, pareto_k = fit$diagnostics$pareto_k, elpd_loo = elpd, p_loo = fit$pointwise[, "p_loo"], mcse = mcse,
    loo = c(fit$estimates), elpd_waic = w$pointwise[, "elpd_waic"], p_waic = w$pointwise[, "p_waic"], waic = c(w$estimates),
    weights = exp(lw[1:5, 9])))
}

number <- function(x) paste0("[", paste(trimws(formatC(unname(x), digits = 17, format = "g")), collapse = ", "), "]")
block <- function(name, items) paste0("\"", name, "\": {\n", paste0("  \"", names(items), "\": ", sapply(items, number), collapse = ",\n"), "\n}")
strong <- one(ll(1))
weak <- one(ll(0.5))
comparison <- suppressWarnings(loo_compare(strong$loo, weak$loo))
theta <- parameter

# Nested R-hat of two groups of two chains (Margossian et al. 2024, equations 7 to 9): posterior 1.4.0 has none.
group <- list(theta[, 1:2], theta[, 3:4])
within <- mean(sapply(group, function(g) var(colMeans(g)) + mean(apply(g, 2, var))))
nested <- sqrt(1 + var(sapply(group, mean)) / within)
quantiles <- c(0.05, 0.1, 0.5, 0.9)
diagnostics <- list(
  ess_quantile = sapply(quantiles, function(p) ess_quantile(theta, probs = p)),
  mcse_quantile = sapply(quantiles, function(p) mcse_quantile(theta, probs = p)),
  mcse_median = mcse_median(theta), ess_bulk = ess_bulk(theta), ess_tail = ess_tail(theta), rhat = rhat(theta),
  mcse_mean = mcse_mean(theta), mcse_sd = mcse_sd(theta), rhat_nested = nested)
cat("{\n", paste(c(
  block("strong", strong$json), block("weak", weak$json),
  block("comparison", list(elpd_diff = comparison[, "elpd_diff"], se_diff = comparison[, "se_diff"],
    first_is_strong = as.numeric(rownames(comparison)[1] == "model1"))),
  block("diagnostics", diagnostics)), collapse = ",\n"), "\n}\n", sep = "")
