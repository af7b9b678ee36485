"""Budgets measured: each file opens with its budget in words; ratios come from one run."""
