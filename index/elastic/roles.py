"""Who may do what: the roles of a store, with the least that each needs.

`owner` makes and migrates it, `writer` crawls, watches and mails, `analyst` searches, here and in
Kibana; `keeper` is what an analyst has besides who may open what is sealed.
"""

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

Role = Mapping[str, Any]
"""As Elasticsearch's API takes it (`PUT /_security/role/ROLE`)."""


def roles(name: str) -> Mapping[str, Role]:
    """The roles of the store called `name`, by their own names."""
    text = files("index.elastic").joinpath("roles.json").read_text("utf-8")
    found: Mapping[str, Role] = json.loads(text.replace("NAME", name))
    return found


def as_file(name: str) -> str:
    """The same as lines of a `roles.yml`, of which JSON is a part."""
    return "".join(f"{role}: {json.dumps(what)}\n" for role, what in roles(name).items())
