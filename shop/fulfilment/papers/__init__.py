"""The papers of an order: facts are gathered here, and who may read which is decided here; shop/papers draws them.

A door asks for the paper and sends its bytes under its name. It has asked before whether this person may have it.
"""

from shop.fulfilment.papers.orders import contract_of, receipt_of
from shop.fulfilment.papers.parcels import delivery_note_of, packing_facts, packing_list_of
from shop.fulfilment.papers.pieces import CONTENT_TYPE, NoPaper, Paper, parcel_address

__all__ = [
    "CONTENT_TYPE",
    "NoPaper",
    "Paper",
    "contract_of",
    "delivery_note_of",
    "packing_facts",
    "packing_list_of",
    "parcel_address",
    "receipt_of",
]
