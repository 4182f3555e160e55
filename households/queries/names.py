"""Find families by a name that may be misspelt."""

from uuid import UUID

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection, transaction
from django.db.models import Max, QuerySet

from households import names
from households.models import Household, Member

BEST = 30
SHORTEST = 3  # letters; a trigram needs as many
# "Ahmed" has 0.5 in common with "Ahmad"; PostgreSQL's own 0.6 would not find him.
ALIKE = "0.4"


def best_matches(households: QuerySet[Household], text: str, limit: int = BEST) -> list[UUID]:
    """The ids of the households with a member of a name like `text`, the most alike first."""
    key = names.normalised(text)
    if len(key) < SHORTEST:
        return []
    found = (
        Member.objects.filter(household__in=households.values("pk"))
        .filter(name_key__trigram_word_similar=key)
        .values("household_id")
        .annotate(likeness=Max(TrigramWordSimilarity(key, "name_key")))
        .order_by("-likeness", "household_id")
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [ALIKE])
        return [row["household_id"] for row in found[:limit]]
