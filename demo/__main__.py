"""`python -m demo serve`: the boards on loopback, until Ctrl-C."""

import argparse
import signal
import sys
from threading import Event

from demo.ads import online
from demo.web import BOARDS, DemoWeb
from demo.workspace import PORT


def main(arguments: list[str] | None = None) -> int:
    given = _parser().parse_args(arguments)
    # A shell that starts us in the background has Ctrl-C ignored; whoever sends it means it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with DemoWeb(given.port) as web:
            web.day = given.day
            _show(web)
            _wait(web, given.day_seconds)
    except OSError as error:
        print(f"port {given.port} cannot be used: {error}; try --port 0", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m demo", description=__doc__)
    serve = parser.add_subparsers(required=True).add_parser("serve", help="serve all boards")
    serve.add_argument("--port", type=int, default=PORT, help="0 takes a free one")
    serve.add_argument("--day", type=int, default=1, help="the simulated day, from 1 on")
    serve.add_argument(
        "--day-seconds", type=float, metavar="S", help="go on to the next day every S seconds"
    )
    return parser


def _show(web: DemoWeb) -> None:
    print(f"day {web.day}, {web.today.isoformat()}")
    for name, board in BOARDS.items():
        count = len(online(name, web.day))
        print(f"  {name:<13} {count:>3} ads  {web.url(name, board.start[0])}")
    print("Ctrl-C ends it", flush=True)


def _wait(web: DemoWeb, day_seconds: float | None) -> None:
    while not Event().wait(day_seconds):
        web.day += 1
        print(f"day {web.day}, {web.today.isoformat()}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
