"""Questions that are asked again while the cluster is too busy to answer."""

import time
from collections.abc import Callable
from typing import TypeVar

from elasticsearch import ApiError

from index.elastic.errors import BUSY

Value = TypeVar("Value")

PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 8.0)
"""Seconds before each repetition; as for what is written (`index.elastic.bulk`)."""


def patiently(ask: Callable[[], Value], whole: Callable[[Value], bool] = lambda _: True) -> Value:
    """The answer, once there is one and it is `whole`, or what there is after half a minute. A
    cluster that gives none at all is not waited for.

    Raises what the client raises.
    """
    for pause in PAUSES:
        try:
            answer = ask()
            if whole(answer):
                return answer
        except ApiError as error:
            if error.status_code not in BUSY:
                raise
        time.sleep(pause)
    return ask()
