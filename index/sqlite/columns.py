"""Where the values of a field stand in the file."""

from index.asked import known
from index.fields import FIELDS, TEXTS, FieldType

SINGLE = tuple(
    name for name, field in FIELDS.items() if field.type is not FieldType.TEXT and not field.many
)
"""Fields that are columns of the table `offer`, under their own names."""

SEVERAL = frozenset(name for name, field in FIELDS.items() if field.many)
"""Fields whose values are rows of the table `keyword`."""

WORDS = tuple(TEXTS)
"""Fields that are columns of the tables `document` and `words`."""


def column(name: str) -> str:
    """The column of a single field, quoted for SQL."""
    return f'offer."{known(name).name}"'
