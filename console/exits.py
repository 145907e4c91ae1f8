"""What the command says to the shell that called it, and how an error becomes a sentence."""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes. docs/commands.md explains each."""

    OK = 0
    FAILED = 1
    USAGE = 2
    NO_WORKSPACE = 3
    NO_STORE = 4
    BUSY = 5
    STOPPED = 130


class Refused(Exception):
    """What was asked cannot be done; the message says why and what can."""

    def __init__(self, message: str, code: Exit = Exit.FAILED) -> None:
        super().__init__(message)
        self.code = code
