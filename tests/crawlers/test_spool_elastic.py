"""A crawl whose Elasticsearch dies under it, and comes back."""

from crawlers.process import Exit
from demo.elasticsearch.server import Server
from index.query.tree import Everything
from offers.run import End
from tests.crawlers.desk import Desk
from tests.crawlers.test_crawl import FIELDS, ad, listing
from tests.crawlers.web import Answer, Web
from tests.elasticsearch import own

NUMBERS = range(1, 9)
DEADLY = 4
"""The ad that is answered when the server has just been killed. The crawl may end before it reads
that one, if those before were still on their way into the store."""


def test_elastic_dies_and_comes_back(desk: Desk, web: Web) -> None:
    with Server(own()) as server:
        settings = (desk.folder / "offerwatch.toml").read_text()
        (desk.folder / "offerwatch.toml").write_text(f'store = "{server.url}"\n{settings}')
        desk.site("board", web.url("/"), FIELDS)
        web.routes |= {f"/ads/{number}": ad(number) for number in NUMBERS}
        web.routes["/"] = listing(*NUMBERS)
        web.routes[f"/ads/{DEADLY}"] = lambda: dying(server)
        failed = desk.crawl("board")
        assert failed.returncode == Exit.ABORTED, failed.stderr
        assert "nothing more can be stored" in failed.stderr
        assert "Traceback" not in failed.stderr
        files = (desk.folder / "spool" / "board").glob("*.jsonl")
        spooled = "".join(file.read_text() for file in files)
        assert spooled
        refused = desk.crawl("board")
        assert refused.returncode == Exit.USAGE
        assert "Traceback" not in refused.stderr
        server.restart()
        web.routes |= {f"/ads/{number}": Answer("", 404) for number in NUMBERS}
        web.routes["/"] = Answer("", 500)
        again = desk.crawl("board")
        assert "were entered from the spool" in again.stderr, again.stderr
        with desk.store() as store:
            found = store.index.search(Everything(), limit=100).offers
            stored = {known.offer.url for known in found}
            read = {web.url(f"/ads/{number}") for number in range(1, DEADLY)}
            last = web.url(f"/ads/{DEADLY}")
            assert stored in (read, read | {last})
            assert f'"{last}"' not in spooled or last in stored
            for known in found:
                assert len(store.index.versions(known.offer.id)) == 1
                assert len(store.index.events(known.offer.id)) == 1
        ends = [run.end for run in desk.runs()]
        assert ends.count(End.ABORTED) == 1


def dying(server: Server) -> Answer:
    server.kill()
    return ad(DEADLY)
