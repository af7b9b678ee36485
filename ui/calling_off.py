"""The wish of a person that a deed be stopped; light, since the window loads it at its start."""


class Cancelled(Exception):  # noqa: N818 - a wish of the person, not an error
    """Raised inside work when the person no longer wants it."""
