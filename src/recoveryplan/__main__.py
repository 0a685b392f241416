"""The one entry. `now` and `--version` are answered here, before anything heavy is loaded."""

import sys

from recoveryplan import __version__, home


def main() -> None:
    """Run the command in ``sys.argv`` and leave with its exit code."""
    arguments = sys.argv[1:]
    if arguments == ["now"]:
        _print(_kept_card() or _new_card())
        return
    elif arguments == ["--version"]:
        _print(f"recoveryplan {__version__}\n")
        return
    from recoveryplan import cli

    sys.exit(cli.run(arguments))


def _kept_card() -> str | None:
    """The card as it was kept, if it still belongs to the plan as it is and to this program; else None."""
    folder = home.find()
    try:
        with open(f"{folder}/{home.PLAN}", "rb") as file:
            plan = file.read()
        with open(f"{folder}/{home.CARD}", "rb") as file:
            head, _, card = file.read().partition(b"\n")
    except OSError:
        return None
    return card.decode("utf-8", "replace") if head == _head(plan) else None


def _new_card() -> str:
    """The card made anew, without the command line: a hard moment does not wait for it."""
    from recoveryplan.storage.folder import Home
    from recoveryplan.storage.swap import settled
    from recoveryplan.workflows import carding

    return carding.present(Home(settled(home.find())))


def _head(plan: bytes) -> bytes:
    # hashlib loads OpenSSL; the card must be there at once.
    try:
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b
    mark = blake2b(plan, digest_size=16).hexdigest()
    return f"{mark} {__version__} {home.CARD_MARK}".encode()


def _print(words: str) -> None:
    stream = sys.stdout
    if stream is None:  # closed before we began
        return
    try:
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
        stream.write(words)
        stream.flush()
    except BrokenPipeError:
        # What is still in the buffer would complain when Python ends; the reader has gone, so it goes nowhere.
        import os

        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except OSError:
        sys.stderr.write("The text could not be written there. Is the disk full?\n")
        sys.exit(4)


if __name__ == "__main__":
    main()
