"""Reading what was typed: what must be found, and what some of the words mean."""

from shop.discovery.reading.reading import Reading, read
from shop.discovery.reading.understood import KINDS, Understood

__all__ = ["KINDS", "Reading", "Understood", "read"]
