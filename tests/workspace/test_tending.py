"""What looks after a store does each thing by itself."""

from pathlib import Path

from ledger.families.kinship import LEAST_COUNTED
from tests.index.making import first, offer
from workspace.folder import Workspace
from workspace.init import init


def test_words_are_counted_when_asked_for_and_not_by_erasing(tmp_path: Path) -> None:
    init(tmp_path)
    workspace = Workspace.open(tmp_path)
    with workspace.open_store() as store:
        ads = [offer(str(number), seen=workspace.now()) for number in range(LEAST_COUNTED)]
        assert not store.index.put([first(ad) for ad in ads])
        assert workspace.expire(store) == 0
        assert store.families.tables() is None
        assert workspace.tend(store)
        tables = store.families.tables()
        assert tables is not None
        assert tables.offers == LEAST_COUNTED
        assert not workspace.tend(store)
