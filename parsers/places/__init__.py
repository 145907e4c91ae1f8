"""Places that an ad names: in its labelled fields and in its text."""

from parsers.places.countries import LANGUAGES, country_of
from parsers.places.labelled import labelled as places

__all__ = ["LANGUAGES", "country_of", "places"]
