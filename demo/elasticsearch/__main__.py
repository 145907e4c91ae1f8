"""`python -m demo.elasticsearch`: a server of one's own on loopback, until Ctrl-C."""

import argparse
import signal
import sys
import time
from pathlib import Path

from demo.elasticsearch import locks
from demo.elasticsearch.java import newest_release
from demo.elasticsearch.missing import Missing, NotStarted
from demo.elasticsearch.plan import Plan
from demo.elasticsearch.ports import is_free
from demo.elasticsearch.release import RELEASES
from demo.elasticsearch.server import Server, plan

PORT = 9200
"""Where Elasticsearch is looked for by everybody."""

PAUSE = 1.0
"""Seconds between two looks whether the server still runs."""


def main(arguments: list[str] | None = None) -> int:
    given = _parser().parse_args(arguments)
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.default_int_handler)
    if given.port and not is_free(given.port):
        print(f"port {given.port} is taken; try --port 0", file=sys.stderr)
        return 1
    try:
        return _run(given)
    except (Missing, NotStarted) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m demo.elasticsearch", description=__doc__)
    parser.add_argument("--version", choices=RELEASES, help="the newest that runs on your Java")
    parser.add_argument("--port", type=int, default=PORT, help="0 takes a free one")
    parser.add_argument("--heap", type=int, default=1024, metavar="MB")
    parser.add_argument("--secure", action="store_true", help="with TLS and a password")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="where what is stored stays")
    return parser


def _run(given: argparse.Namespace) -> int:
    version = given.version or newest_release().version
    security = locks.kept(given.keep) if given.secure else None
    print(f"Elasticsearch {version} ...", flush=True)
    with Server(
        plan(version, folder=given.keep, port=given.port, heap=given.heap, security=security)
    ) as server:
        if security:
            locks.keep(security, server.plan.folder)
        _show(server.plan)
        while server.runs():
            time.sleep(PAUSE)
        print(f"Elasticsearch ended by itself:\n{server.tail()}", file=sys.stderr)
    return 1


def _show(plan: Plan) -> None:
    print(f'It answers. In offerwatch.toml:\n\nstore = "{plan.url}"')
    if plan.security:
        print(
            f'\n[elasticsearch]\nca_file = "{plan.authority}"\nuser = "{locks.ADMIN}"'
            f'\npassword_file = "{plan.folder / locks.BARE}"'
        )
    print("\nCtrl-C ends it", flush=True)


if __name__ == "__main__":
    sys.exit(main())
