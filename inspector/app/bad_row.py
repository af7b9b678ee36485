"""A row of a table that is not taken, with the column to blame."""


class BadRowError(Exception):
    """Never leaves the import: it becomes a line of what was rejected."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.reason = column, reason
