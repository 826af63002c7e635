"""The compact place index and the actor table: built from their sources, opened read-only, looked up by folded name."""

from dateline.gazetteer.fold import fold
from dateline.gazetteer.places import PlaceIndex, PlaceRow, open_places

__all__ = ["PlaceIndex", "PlaceRow", "fold", "open_places"]
