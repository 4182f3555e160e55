"""Find families by a name that may be misspelt."""

from uuid import UUID

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection, transaction
from django.db.models import Max, QuerySet

from households import names
from households.models import Household, Member

BEST = 30
SHORTEST = 3  # letters; a trigram needs as many
# "Ahmed" has 0.5 in common with "Ahmad"; PostgreSQL's own 0.6 alone would not find him, and 0.4
# alone reads through half a province for a name that everybody has.
SET_LIKENESS = "SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)"
LIKENESS = ("0.6", "0.4")


def best_matches(households: QuerySet[Household], text: str, limit: int = BEST) -> list[UUID]:
    """The ids of the households with a member of a name like `text`, the most alike first.

    Near misses are looked for only where the name itself does not fill the page.
    """
    key = names.normalised(text)
    if len(key) < SHORTEST:
        return []
    found = (
        Member.objects.filter(household__in=households.values("pk"))
        .filter(name_key__trigram_word_similar=key)
        .values("household_id")
        .annotate(likeness=Max(TrigramWordSimilarity(key, "name_key")))
        .order_by("-likeness", "household_id")
        .values_list("household_id", flat=True)
    )
    ids: list[UUID] = []
    with transaction.atomic(), connection.cursor() as cursor:
        for likeness in LIKENESS:
            cursor.execute(SET_LIKENESS, [likeness])
            ids = list(found[:limit])
            if len(ids) == limit:
                break
    return ids
