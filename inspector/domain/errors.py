"""Failures a person is told about: one sentence, one hint, one exit code."""


class InspectorError(Exception):
    """What went wrong, in words for the person; ``hint`` says what to do next.

    ``field`` names the field of a form to blame, where it is one.
    """

    exit_code = 70

    def __init__(self, message: str, hint: str = "", *, code: str = "", field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.code = code or type(self).__name__
        self.field = field


class InputError(InspectorError):
    """The person can mend it: bad input, unknown code, not a workspace, a newer file."""

    exit_code = 2


class MachineError(InspectorError):
    """The machine must be mended: disk full, locked, read-only, drive gone, remote away."""

    exit_code = 3


class NeedsPerson(InspectorError):  # noqa: N818 - it is a request, not an error
    """Done in part; a person must decide before the rest goes on."""

    exit_code = 4
