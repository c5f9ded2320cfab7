"""`auditor` and `python -m auditor`: the one exit point."""

from __future__ import annotations

import os
import signal
import sys
import traceback

from auditor.api.errors import AuditorError

USAGE, BUG, INTERRUPTED, TERMINATED = 2, 4, 130, 143


def main() -> None:
    """Run the command line and exit; see the README for the exit codes."""
    sys.exit(_run())


def _run() -> int:
    from auditor.cli.main import cli  # noqa: PLC0415 - errors of the import are bugs too

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))  # engines clean up on the way
    try:
        code = cli.main(prog_name="auditor", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except AuditorError as error:
        return _say(str(error), USAGE)
    except KeyboardInterrupt:
        return _say("interrupted", INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BUG
    except Exception as error:
        return _unexpected(error)


def _unexpected(error: Exception) -> int:
    """click's own errors are usage; all else is a bug, shown without the exception's text, which
    may quote evidence.
    """
    import click  # noqa: PLC0415 - start-up time

    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    if isinstance(error, click.Abort):
        return _say("interrupted", INTERRUPTED)
    if isinstance(error, click.ClickException):
        return _say(error.format_message(), USAGE)
    frames = "".join(traceback.format_tb(error.__traceback__))
    return _say(f"this is a bug in auditor: {type(error).__name__}\n{frames.rstrip()}", BUG)


def _say(text: str, code: int) -> int:
    """Print to standard error, whatever a message may quote redacted."""
    from auditor.core.masking import redact  # noqa: PLC0415 - start-up time

    sys.stderr.write(f"auditor: {redact(text)}\n")
    return code


if __name__ == "__main__":
    main()
