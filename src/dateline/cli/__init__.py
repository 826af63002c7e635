"""The command line. Results go to standard output, everything else to standard error; nothing else in dateline prints.

Exit codes: 0 all well, 1 nothing usable (every input was an issue, or a check failed), 2 the command or a settings
file is wrong, 130 stopped by the user, 141 the reader of our output went away.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["main", "run_quietly"]

USAGE_ERROR = 2
STOPPED = 130
READER_GONE = 141


def main(args: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code; never a traceback for a fault of the input."""
    from typer.exceptions import Abort, TyperException

    from dateline.cli.app import app
    from dateline.errors import DatelineError, InputError

    try:
        code = app(args=None if args is None else list(args), prog_name="dateline", standalone_mode=False)
    except (KeyboardInterrupt, Abort):
        code = STOPPED
    except TyperException as error:
        return _usage(error)
    except InputError as error:
        return _complain(str(error), code=1)
    except DatelineError as error:
        return _complain(str(error), code=USAGE_ERROR)
    if code == STOPPED:
        return _complain("stopped", code=STOPPED)
    return code if isinstance(code, int) else 0


def run_quietly(command: Callable[[], int]) -> int:
    """Run a command whose reader may go away (`dateline code FILE | head`), which is no fault."""
    try:
        code = command()
        sys.stdout.flush()
    except BrokenPipeError:
        # What is left in the buffer would raise once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_GONE
    return code


def _usage(error: Exception) -> int:
    """What is wrong with the command line, in typer's own words."""
    show = getattr(error, "show", None)
    if show is None:
        return _complain(str(error) or type(error).__name__, code=USAGE_ERROR)
    show()
    return int(getattr(error, "exit_code", USAGE_ERROR))


def _complain(message: str, *, code: int) -> int:
    """Say on standard error what went wrong."""
    print(f"dateline: {message}", file=sys.stderr)
    return code
