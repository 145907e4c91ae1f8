"""Ways that an ad offers: from where to where, by what, and what is said of the journey."""

from parsers.routes.reading import Travels, travels

__all__ = ["Travels", "travels"]
