from households.queries.address import Address, address_of
from households.queries.family import (
    FactLine,
    FamilyMember,
    SubjectFacts,
    facts_with_provenance,
    family_of,
)
from households.queries.listing import HouseholdRow, rows_of

__all__ = [
    "Address",
    "FactLine",
    "FamilyMember",
    "HouseholdRow",
    "SubjectFacts",
    "address_of",
    "facts_with_provenance",
    "family_of",
    "rows_of",
]
