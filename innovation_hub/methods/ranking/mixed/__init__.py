"""The linear mixed model: crossed effects of proposals and judges, their variances, and how sure they are."""
