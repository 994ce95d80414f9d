"""The linear mixed model: crossed effects of proposals and judges, their variances and precision."""
