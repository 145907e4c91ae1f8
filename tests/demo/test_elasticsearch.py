"""A real server, as people try it and tests use it."""

import pytest

from demo.elasticsearch.asking import Asker, Refused
from tests.elasticsearch import remove


@pytest.mark.parametrize("number", range(3))
def test_a_test_has_names_of_its_own(elasticsearch: str, prefix: str, number: int) -> None:
    asker = Asker(elasticsearch)
    asker.ask(f"/_index_template/{prefix}-all", "PUT", {"index_patterns": [f"{prefix}-*"]})
    asker.ask(f"/{prefix}-offers", "PUT")
    asker.ask(f"/{prefix}-hidden", "PUT", {"settings": {"index.hidden": True}})
    remove(elasticsearch, prefix)
    for path in (f"/_index_template/{prefix}-all", f"/{prefix}-hidden", f"/{prefix}-offers"):
        with pytest.raises(Refused, match="404"):
            asker.ask(path)
