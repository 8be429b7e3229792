"""Reading places: what a name means today, what one may mean while it is typed, what a unit was called before."""

from catalogue_ext.places.queries.suggestions import Suggestion, suggest
from catalogue_ext.places.queries.today import (
    candidates_of,
    commune_of_address,
    commune_today,
    parse_address,
    province_today,
)
from catalogue_ext.places.queries.units import (
    FormerUnit,
    commune,
    communes_of,
    former_label_of,
    former_names_of,
    former_provinces_of,
    land_kind,
    nearest,
    province,
    provinces,
    units_named,
)
from catalogue_ext.places.refusals import AmbiguousPlace, SplitPlace, UnknownPlace

__all__ = [
    "AmbiguousPlace",
    "FormerUnit",
    "SplitPlace",
    "Suggestion",
    "UnknownPlace",
    "candidates_of",
    "commune",
    "commune_of_address",
    "commune_today",
    "communes_of",
    "former_label_of",
    "former_names_of",
    "former_provinces_of",
    "land_kind",
    "nearest",
    "parse_address",
    "province",
    "province_today",
    "provinces",
    "suggest",
    "units_named",
]
