"""CPU seconds of this process and of others, and ratios of two things measured in turns."""

import os
import resource
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

MIB = 1 << 20
NOTED = 4_000
"""Bytes of what a process complained of that are shown."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One round: seconds of ours, and seconds of the peer right before or after."""

    ours: float
    peer: float


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of some rounds, the least and the most."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        return cls(median(values), min(values), max(values))

    def times(self, factor: float) -> "Spread":
        return Spread(self.median * factor, self.low * factor, self.high * factor)


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds that this process spends on something, in user and kernel."""
    before = time.process_time()
    work()
    return time.process_time() - before


def turns(
    ours: Callable[[int], float], peer: Callable[[int], float], rounds: int
) -> tuple[Pair, ...]:
    """Measure both so often, in turns; each is told the number of the round and says seconds.

    Who begins changes from round to round: what comes second finds the machine warmer.
    """
    pairs = []
    for number in range(rounds):
        if number % 2:
            first = peer(number)
            pairs.append(Pair(ours(number), first))
        else:
            first = ours(number)
            pairs.append(Pair(first, peer(number)))
    return tuple(pairs)


def ratios(pairs: Sequence[Pair]) -> Spread:
    """How many times as much as the peer we spend."""
    return Spread.of([pair.ours / pair.peer for pair in pairs])


def gains(pairs: Sequence[Pair]) -> Spread:
    """How many times as much as we the peer spends."""
    return Spread.of([pair.peer / pair.ours for pair in pairs])


def percentile(values: Sequence[float], share: int) -> float:
    """The value below which `share` percent of at least two values lie."""
    return quantiles(values, n=100, method="inclusive")[share - 1]


def child(command: Sequence[str], watch: Callable[[int], None] | None = None) -> float:
    """CPU seconds of a process from its start to its end, with those that it waited for.

    `watch` is called with its number while it runs. Raises `CalledProcessError`, with the end of
    what the process wrote to its error output as a note, if it fails.
    """
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        if watch:
            watch(process.pid)
        assert process.stderr
        said = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        error = subprocess.CalledProcessError(process.returncode, command, stderr=said)
        error.add_note(said[-NOTED:].decode(errors="replace"))
        raise error
    return _spent(usage)


def _spent(usage: resource.struct_rusage) -> float:
    return usage.ru_utime + usage.ru_stime
