"""Places that an ad names: in its labelled fields and in its text."""

from parsers.places.countries import LANGUAGES, country_of
from parsers.places.labelled import labelled as places
from parsers.places.reading import Placed, placed

__all__ = ["LANGUAGES", "Placed", "country_of", "placed", "places"]
