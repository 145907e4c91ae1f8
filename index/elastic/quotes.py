"""What quotes an offer: matches, and mailings about it."""

from collections.abc import Collection, Mapping

from index.elastic import claims
from index.elastic.claims import FORMING, WITHDRAWN
from index.elastic.cluster import Action, Cluster, Found, slices
from index.elastic.kept import MANY, value, where
from index.elastic.layout import Part
from index.elastic.mailing import ATTEMPT, MAILING, without_text
from index.elastic.slots import slots
from index.elastic.sweeping import sweep
from offers.alert import Mailing, MailingState

MATCH = "match"

_SETTLED = {MailingState.SENT, MailingState.REFUSED}


def forget(cluster: Cluster, offers: Collection[str]) -> None:
    """Erase matches of the offers and what was written about them.

    Call it once their slots no longer say that they are open: what is written about them
    meanwhile sees that, or is found here. May be repeated, and must be after a crash.
    """
    withdraw(cluster, offers)
    for some in slices(offers, MANY):
        for kind in (MATCH, claims.TOLD):
            sweep(cluster, Part.MATCHES, where(kind=kind, offer=some))


def withdraw(cluster: Cluster, offers: Collection[str]) -> None:
    """Take back mailings that wait and speak of the offers, so that their matches are unmailed
    again, and erase the text of those that are settled.

    Call it once their slots have another revision. May be repeated, and must be after a crash.
    """
    for some in slices(offers, MANY):
        query = where(kind=MAILING, offers=some)
        for hit in cluster.scan(Part.MAILINGS, query, source=claims.STATE):
            take_back(cluster, Found.of(hit))


def take_back(cluster: Cluster, mailing: Found) -> None:
    """See `withdraw`. Somebody may write the mailing meanwhile: then it is looked at again, unless
    it is made anew."""
    attempt = mailing.source.get("attempt")
    while found := cluster.document(Part.MAILINGS, mailing.id):
        state = claims.state(cluster, found)
        told_all = state in _SETTLED and not found.source.get("message")
        if told_all or found.source.get("attempt") != attempt:
            return
        if state == WITHDRAWN:
            _let_go(cluster, found)
        [done] = cluster.write([Action(Part.MAILINGS, found.id, _after(found, state), over=found)])
        if done and state != MailingState.WAITING:
            return


def _after(found: Found, state: str) -> str | None:
    """What is left of a mailing: one that waits is withdrawn first, and erased when its claims
    are gone."""
    if state in {FORMING, WITHDRAWN}:
        return None
    return without_text(found, state=WITHDRAWN if state == MailingState.WAITING else state)


def _let_go(cluster: Cluster, withdrawn: Found) -> None:
    """Make the matches of a mailing unmailed again, and erase the attempts to send it."""
    made = value(cluster, Part.MAILINGS, Mailing, withdrawn)
    ids = [claims.told_id(match, made.recipient) for match in made.matches]
    while held := _held(cluster, ids, withdrawn):
        cluster.write([
            Action(Part.MATCHES, one.id, claims.freed(one), over=one) for one in held
        ])  # fmt: skip
    sweep(cluster, Part.MAILINGS, where(kind=ATTEMPT, mailing=made.id))


def _held(cluster: Cluster, ids: Collection[str], mailing: Found) -> list[Found]:
    """Those of the pairs that are still claimed by the mailing."""
    told = cluster.documents(Part.MATCHES, ids).values()
    return [one for one in told if claims.is_by(one, mailing)]


def unspeakable(cluster: Cluster, offers: Collection[str]) -> frozenset[str]:
    """Those that were erased or sealed, so that nothing may be written about them."""
    found = slots(cluster, offers)
    return frozenset(id_ for id_, slot in found.items() if slot.found and not slot.open)


def quotable(cluster: Cluster, offers: Collection[str], read: Mapping[str, str | None]) -> bool:
    """Whether none of the offers was erased or sealed, and those that were read still have the
    token that they were read with."""
    found = slots(cluster, {*offers, *read})
    if any(found[offer].found and not found[offer].open for offer in offers):
        return False
    now = {offer: found[offer].token if found[offer].open else None for offer in read}
    return now == dict(read)
