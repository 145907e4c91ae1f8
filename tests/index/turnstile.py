"""Several at work on one store on Elasticsearch, of whom one at a time may send one request."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Any

from index.elastic.cluster import Cluster


@dataclass(slots=True)
class Actor:
    """Does its work in a thread of its own, and stops before each request until `move`."""

    cluster: Cluster
    work: Callable[[Cluster], object]
    over: bool = False
    dead: bool = False
    moves: int = 0
    error: Exception | None = None
    _turns: "SimpleQueue[bool]" = field(default_factory=SimpleQueue)
    _stopped: "SimpleQueue[None]" = field(default_factory=SimpleQueue)

    def start(self) -> None:
        """Let it work up to its first request."""
        transport: Any = self.cluster.client.transport
        perform = transport.perform_request

        def performed(*given: Any, **more: Any) -> Any:
            self._stop()
            return perform(*given, **more)

        transport.perform_request = performed
        threading.Thread(target=self._run, daemon=True).start()
        self._stopped.get()

    def move(self, *, dies: bool = False) -> None:
        """Let it send its next request, and work until it is about to send another; or let it
        die instead."""
        if not self.over:
            self.moves += 1
            self._turns.put(dies)
            self._stopped.get()

    def _stop(self) -> None:
        self._stopped.put(None)
        if self._turns.get():
            self.over = self.dead = True
            self._stopped.put(None)
            # The dead do nothing any more: not even what stands behind a `finally`.
            threading.Event().wait()

    def _run(self) -> None:
        try:
            self.work(self.cluster)
        except Exception as error:  # noqa: BLE001 - whatever it meets is told by `error`
            self.error = error
        self.over = True
        self._stopped.put(None)


def undisturbed(actor: Actor) -> int:
    """Let it work to its good end; how many requests that took, which are two at least."""
    while not actor.over:
        actor.move()
    assert actor.error is None
    assert actor.moves > 1
    return actor.moves
