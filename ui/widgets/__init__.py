"""Parts that several rooms share."""
