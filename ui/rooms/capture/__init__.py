"""问题登记: photos become findings."""
