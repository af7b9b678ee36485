"""问题台账: every issue found, filtered, read."""
