"""What a wording changed, field by field."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from ledger.history.edits import Edit, edits, rewordings
from ledger.history.wording import Piece
from offers.life import Version
from offers.money import Money, Per, Role
from offers.offer import Contact, IdFrom, Kind, Moment, Named, Offer, Precision
from offers.place import Means, Place, PlaceSort, Route, Spot
from offers.span import Span

SEEN = datetime(2026, 11, 3, tzinfo=UTC)
ANNA = Contact(kind="phone", value="+33612345678", raw="06 12 34 56 78", span=Span("text", 0, 14))
BEN = Contact(kind="telegram", value="ben_jobs", raw="@ben_jobs", span=Span("text", 0, 9))
TEXT = "Call 06 12 34 56 78"


def wording(text: str = TEXT, extractor: str = "1", **more: object) -> Offer:
    offer = Offer(
        id="x", id_from=IdFrom.KEY, site="s", url="u", seen=SEEN, title="Cook", text=text,
        extractor=extractor,
    )  # fmt: skip
    return replace(offer, digest="", **more)  # type: ignore[arg-type]


def money(low: int | None, high: int | None, **more: object) -> Money:
    amounts = [None if one is None else Decimal(one) for one in (low, high)]
    made = Money(low=amounts[0], high=amounts[1], currency="EUR", raw="", span=Span("text", 0, 0))
    return replace(made, **more)  # type: ignore[arg-type]


def test_only_fields_that_changed() -> None:
    assert edits(wording(), wording()) == ()
    assert edits(wording(), wording(title="Waiter")) == (
        Edit(field="title", pieces=(Piece("-", "Cook"), Piece("+", "Waiter"))),
    )


def test_labelled_fields_that_came_and_went() -> None:
    found = edits(wording(said={"price": "2000"}), wording(said={"phone": "none"}))
    assert [(edit.field, edit.pieces) for edit in found] == [
        ("price", (Piece("-", "2000"),)),
        ("phone", (Piece("+", "none"),)),
    ]


def test_contacts_by_their_canonical_value() -> None:
    """The same number in another dress is no other contact."""
    dressed = replace(ANNA, raw="+33 6 12 34 56 78")
    [edit] = edits(wording(contacts=(ANNA, ANNA)), wording(contacts=(dressed, BEN)))
    assert edit == Edit(field="contacts", came=("telegram ben_jobs",))
    [edit] = edits(wording(contacts=(ANNA,)), wording(contacts=(BEN,)))
    assert (edit.went, edit.came) == (("phone +33612345678",), ("telegram ben_jobs",))


def test_amounts_in_words() -> None:
    before = wording(money=(money(2500, 2500, per=Per.MONTH, role=Role.PAY), money(None, 10)))
    after = wording(money=(money(10, 12, per=Per.HOUR), money(100, None, currency=None)))
    [edit] = edits(before, after)
    assert edit.went == ("2500 EUR per month (pay)", "up to 10 EUR")
    assert edit.came == ("10-12 EUR per hour", "from 100")


def test_places_and_routes_by_the_gazetteer() -> None:
    span = Span("text", 0, 4)
    spot = Spot(id="geonames:2761369", name="Vienna", country="AT", sort=PlaceSort.CITY)
    wien = Place(name="Wien", raw="Wien", span=span, spot=spot)
    vienna = Place(name="Vienna", raw="Vienna", span=span, spot=spot)
    assert edits(wording(places=(wien,)), wording(places=(vienna,))) == ()
    camp = Place(name="the camp", raw="the camp", span=span)
    way = Route(origin=camp, destination=wien, raw="", span=span, means=(Means.TRUCK,))
    [places, routes] = edits(wording(places=(wien,)), wording(places=(camp,), routes=(way,)))
    assert (places.went, places.came) == (("Vienna, AT",), ("the camp",))
    assert routes.came == ("the camp - Vienna, AT by truck",)


def test_dates_that_count_from_today_are_no_edit() -> None:
    def published(day: int, *, relative: bool) -> Offer:
        at = SEEN.replace(day=day)
        span = Span("published", 0, 1)
        return wording(published=Moment(
            at=at, precision=Precision.DAY, zone="UTC", raw="x", span=span, relative=relative
        ))  # fmt: skip

    assert edits(published(3, relative=True), published(4, relative=True)) == ()
    [edit] = edits(published(3, relative=False), published(4, relative=False))
    assert (edit.field, edit.went, edit.came) == ("published", ("2026-11-03",), ("2026-11-04",))


def test_what_a_newer_reader_finds_in_old_words_is_no_edit() -> None:
    """Its words stood there before; of those that came, the values came as well."""
    before = wording(employer=Named(name="Sea Inn", raw="Sea Inn", span=Span("text", 0, 7)))
    after = wording(f"{TEXT} or @ben_jobs", "2", contacts=(ANNA, BEN), kinds=frozenset({Kind.JOB}))
    text, employer, contacts = edits(before, after)
    assert text.field == "text"
    assert employer == Edit(field="employer", went=("Sea Inn",))
    assert contacts == Edit(field="contacts", came=("telegram ben_jobs",))


def test_each_wording_is_told_against_the_one_before() -> None:
    first = Version.after(None, "r", wording("A"))
    second = Version.after(first.id, "r", wording("B"))
    told = rewordings([first, second])
    assert [(one.version, len(one.edits)) for one in told] == [(first, 0), (second, 1)]
    assert rewordings([]) == ()
