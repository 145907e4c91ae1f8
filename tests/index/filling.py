"""A store in which a little of everything has happened, another each time."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

from index.base import Store
from offers.alert import Attempt, Mailing, MailingState, Match, Outcome, RuleState
from offers.audit import AuditEntry
from offers.family import Arrival, Grade, Kin, Relation, Ruling
from offers.life import Change, Glance, How, Known
from offers.offer import Protects
from offers.page import Capture
from offers.run import Coverage, End, Lead, Look, Problem, Run, Visit
from tests.index.kindred import (
    alone,
    begin,
    decided,
    family,
    linked,
    made_tables,
    some_print,
)
from tests.index.making import KEEP, MONDAY, again, contact, corpus, edited, offer

RUNS = ("run-1", "run-2", "run-3")
PEOPLE = ("anna@example.org", "bo@example.org")
SITES = ("bazaar", "Market")


def fill(store: Store, random: Random, offers: int, steps: int) -> None:
    """So many offers, and so many things done to them and beside them."""
    assert not store.index.put(_begun(random, offers))
    for step in range(steps):
        random.choice(STEPS)(store, random, step)


def _begun(random: Random, offers: int) -> Sequence[Change]:
    """Some of them seekers', some sealed from the first."""
    made = []
    for change in corpus(random, offers):
        draw = random.random()
        known = change.known
        if draw < 0.15:
            made.append(replace(change, known=replace(known, sealed=Protects.MINOR, pending=())))
        elif draw < 0.4:
            made.append(_of_a_seeker(change))
        else:
            made.append(change)
    return made


def _of_a_seeker(change: Change) -> Change:
    original = replace(
        change.versions[0],
        offer=replace(change.known.offer, contacts=(contact("mail", "me@example.org"),)),
    )
    return replace(change, known=replace(change.known, redacted=True), originals=(original,))


def _moment(random: Random) -> datetime:
    return MONDAY + timedelta(minutes=random.randint(0, 10_000), microseconds=random.randint(0, 9))


def _known(store: Store, random: Random) -> Known | None:
    """Some offer, open or sealed, that is still known."""
    id_ = offer(str(random.randint(0, 15))).id
    return store.index.known([id_]).get(id_)


def _edit(store: Store, random: Random, step: int) -> None:
    if known := _known(store, random):
        text = f"edited {step} {random.choice(['Straße', 'c++', '签证'])}"
        made = replace(known.offer, text=text, digest="", seen=_moment(random))
        store.index.put([edited(known, made, random.choice(RUNS))])


def _seal(store: Store, random: Random, _: int) -> None:
    if known := _known(store, random):
        sealed = again(known, _moment(random), sealed=Protects.MINOR, pending=())
        store.index.put([sealed])


def _redact(store: Store, random: Random, _: int) -> None:
    known = _known(store, random)
    if not known or known.sealed:
        return
    open_ = tuple(store.index.versions(known.offer.id))
    bare = [replace(one, offer=replace(one.offer, contacts=(), text="taken out")) for one in open_]
    seen = again(replace(known, redacted=True), _moment(random), random.choice(RUNS))
    store.index.put([replace(seen, originals=open_, redacted=tuple(bare))])


def _again(store: Store, random: Random, _: int) -> None:
    if known := _known(store, random):
        store.index.put([again(known, _moment(random), random.choice(RUNS), pending=())])


def _glance(store: Store, random: Random, _: int) -> None:
    known = [one for _ in range(3) if (one := _known(store, random))]
    at = _moment(random)
    how = random.choice([How.LISTED, How.UNCHANGED])
    glance = Glance(run=random.choice(RUNS), at=at, expires=at + KEEP, how=how)
    store.index.glance([one.offer.id for one in known], glance)


def _delete(store: Store, random: Random, _: int) -> None:
    if known := _known(store, random):
        store.index.delete([known.offer.id], _moment(random))


def _run(store: Store, random: Random, step: int) -> None:
    run = Run(
        id=random.choice([*RUNS, f"run-{step}"]),
        site=random.choice(SITES),
        started=_moment(random),
        end=random.choice([None, *End]),
        coverage=random.choice(list(Coverage)),
        look=random.choice(list(Look)),
        reason=random.choice([None, "robots.txt says no\x1b", "kein Zugang: 签证 \ud800"]),
        counts={"pages": random.randint(0, 9), "offers": step},
        held=random.random() < 0.2,
    )
    store.journal.write_run(run)


def _problem(store: Store, random: Random, step: int) -> None:
    capture = random.choice([None, Capture("a.warc.gz", step, "ab" * 32)])
    url = random.choice(["https://x.example/\ud800", "https://y.example/\0?q=1"])
    store.journal.add_problem(
        Problem(
            run=random.choice(RUNS),
            number=random.randint(0, 5),
            kind="http",
            url=url,
            reason=f"status {step}",
            capture=capture,
        )
    )


def _visit(store: Store, random: Random, step: int) -> None:
    known = _known(store, random)
    url = random.choice(["https://x.example/ü", "https://y.example/\0?q=1", f"https://{step}"])
    visit = Visit(
        site=random.choice(SITES),
        url=url,
        at=_moment(random),
        status=200,
        etag=random.choice([None, 'W/"1"']),
        offers=(known.offer.id,) if known and random.random() < 0.7 else (),
        leads=random.choice([(), (Lead("https://z.example", _moment(random)), Lead(url))]),
    )
    store.journal.write_visits([visit])


def _match(store: Store, random: Random, step: int) -> None:
    if known := _known(store, random):
        recipients = tuple(random.sample(PEOPLE, random.randint(1, 2)))
        match = Match(
            rule=random.choice(["rule", "другое"]),
            offer=known.offer.id,
            event=f"event-{random.randint(0, 3)}",
            at=_moment(random),
            recipients=recipients,
        )
        store.journal.add_matches([match])


def _mail(store: Store, random: Random, step: int) -> None:
    for (rule, recipient), matches in list(store.journal.unmailed().items())[:1]:
        chosen = matches[: random.randint(1, 3)]
        mailing = Mailing(
            rule=rule,
            recipient=recipient,
            matches=tuple(one.id for one in chosen),
            offers=tuple(one.offer for one in chosen),
            message_id=f"<{step}@example.org>",
            message=random.randbytes(random.randint(0, 40)),
            made=_moment(random),
        )
        assert store.journal.add_mailing(mailing)


def _settle(store: Store, random: Random, step: int) -> None:
    for mailing in store.journal.mailings()[:2]:
        number = len(store.journal.attempts(mailing.id)) + 1
        outcome = random.choice([None, *Outcome])
        store.journal.write_attempt(
            Attempt(mailing=mailing.id, number=number, started=_moment(random), outcome=outcome)
        )
        if random.random() < 0.5:
            store.journal.settle_mailing(mailing.id, random.choice(list(MailingState)))


def _record(store: Store, random: Random, step: int) -> None:
    rule = RuleState(rule=random.choice(["rule", "другое"]), text=f"{step}", since=_moment(random))
    store.journal.write_rule_state(rule)
    entry = AuditEntry(
        at=random.choice([MONDAY, _moment(random)]),
        actor="me",
        action="unseal",
        subject=str(random.randint(0, 1)),
        reason="asked for",
    )
    store.journal.add_audit(entry)


def _place(store: Store, random: Random, _: int) -> None:
    """What an offer is like is known."""
    known = _known(store, random)
    if not known or known.sealed:
        return
    arrival = Arrival(
        earlier=_id(random),
        site=random.choice(SITES),
        seen=_moment(random),
        grade=random.choice(list(Grade)),
        relation=random.choice(list(Relation)),
        other_contacts=random.random() < 0.5,
    )
    placed = replace(known, family=_id(random), arrival=random.choice([None, arrival]))
    store.index.put([Change(known=placed)])


def _id(random: Random) -> str:
    return offer(str(random.randint(0, 15))).id


def _relate(store: Store, random: Random, step: int) -> None:
    """Offers that may be sealed, erased or nobody's are said to be alike."""
    current = store.families.tables()
    if current is None:
        begin(store.families)
    tables = current.id if current else "start"
    ids = sorted({_id(random) for _ in range(3)})
    kin = [
        Kin(print=some_print(random, id_, tables), base=_id(random), family=_id(random))
        for id_ in ids
    ]
    links = [linked(*pair, random.choice([*Grade]), random.random()) for pair in pairwise(ids)]
    leads_to = random.choice([None, _id(random)])
    told = family(_id(random), random.randint(1, 4), base=f"{step}", leads_to=leads_to)
    store.families.enter(kin, links, [told])


def _part(store: Store, random: Random, _: int) -> None:
    ids = [_id(random) for _ in range(2)]
    linked_to = store.families.links(ids[:1])
    store.families.enter(retracted=[one.id for one in linked_to[:1]])
    if random.random() < 0.3:
        store.families.drop(ids[1:])


def _judge(store: Store, random: Random, step: int) -> None:
    one, other = _id(random), _id(random)
    said = decided(one, other, same=random.random() < 0.5, minutes=step)
    store.families.decide(said)
    ruling = Ruling(contact=random.choice("xyz"), hub=said.same, at=said.at, actor="anna")
    store.families.rule(ruling)


def _recount(store: Store, random: Random, step: int) -> None:
    """Tables are made beside the current ones, and sometimes take their place."""
    id_ = f"tables {step}"
    store.families.add_tables(made_tables(id_, step))
    ids = sorted({_id(random) for _ in range(3)})
    store.families.enter([alone(some_print(random, one, id_)) for one in ids])
    if random.random() < 0.4:
        store.families.use_tables(id_)


STEPS: Sequence[Callable[[Store, Random, int], None]] = (
    _edit, _edit, _seal, _redact, _again, _glance, _delete, _run, _problem, _visit, _visit,
    _match, _match, _mail, _settle, _record, _place, _relate, _relate, _part, _judge, _recount,
)  # fmt: skip
