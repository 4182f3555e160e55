"""Who is looked at: the members and households that are enrolled on a day, with their facts."""

from collections.abc import Collection, Mapping

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from entitlements.evaluation import scope
from entitlements.evaluation.rules import Rules
from entitlements.programmes.table import Subject, Table
from households.codes import RESIDENT
from households.models import EnrolmentState, Household, Member
from households.models.enrolment import ACTIVE

# Where the facts stand that are not the subject's own columns.
AT_HOME: Mapping[str, str] = {
    "desil": "home__desil",
    "regency": "home__village__parent__parent__name",
}
OF_THE_DWELLING = (
    "toilet", "closet", "disposal", "emptied", "drinking_water", "other_water", "water_place",
    "water_minutes", "excreta_distance", "runs_dry", "water_passed_test",
)  # fmt: skip
OF_THE_HOUSEHOLD: Mapping[str, str] = {
    **{fact: f"dwelling__{fact}" for fact in OF_THE_DWELLING},
    "area_class": "village__area_class",
}
DIFFERING = "SELECT subject_id FROM flag_difference WHERE entitlement = %s"


def subjects(
    table: Table, rules: Rules, kind: scope.Kind, facts: Collection[str]
) -> QuerySet[Member] | QuerySet[Household]:
    """The table's subjects, with the facts asked for under the names that conditions use.

    Annotated besides: `subject` and `home_id`.
    """
    rows = _rows(table, rules, kind, facts)
    if kind is scope.Kind.DIFFERENCES:
        return rows.filter(pk__in=RawSQL(DIFFERING, [table.entitlement]))
    return rows


def _rows(
    table: Table, rules: Rules, kind: scope.Kind, facts: Collection[str]
) -> QuerySet[Member] | QuerySet[Household]:
    if table.subject is Subject.HOUSEHOLD:
        return _households(rules, kind, facts)
    return _members(rules, kind, facts)


def _members(rules: Rules, kind: scope.Kind, facts: Collection[str]) -> QuerySet[Member]:
    residents = Member.objects.filter(
        Q(presence=None) | Q(presence__in=RESIDENT),
        Q(birth_date=None) | Q(birth_date__lte=rules.on),
        scope.condition(kind, "household_id", "household__village_id"),
        Exists(enrolled(rules, kind, "household_id")),
    ).annotate(subject=F("pk"), home_id=F("household_id"))
    elsewhere = _paths(facts, AT_HOME)
    if not elsewhere:
        return residents
    inside = scope.condition(kind, "household__id", "household__village_id")
    return residents.alias(home=FilteredRelation("household", condition=inside)).alias(**elsewhere)


def _households(rules: Rules, kind: scope.Kind, facts: Collection[str]) -> QuerySet[Household]:
    return (
        Household.objects.filter(
            scope.condition(kind, "id", "village_id"), Exists(enrolled(rules, kind, "id"))
        )
        .annotate(subject=F("pk"), home_id=F("pk"))
        .alias(**_paths(facts, OF_THE_HOUSEHOLD))
    )


def _paths(facts: Collection[str], places: Mapping[str, str]) -> dict[str, F]:
    """Only what is asked for: a path that nobody reads would still be joined."""
    return {fact: F(path) for fact, path in places.items() if fact in facts}


def enrolled(rules: Rules, kind: scope.Kind, of: str) -> QuerySet[EnrolmentState]:
    """The state by which the household that the outer query names in `of` is enrolled."""
    return EnrolmentState.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=rules.on),
        scope.condition(kind, "household_id", "household__village_id"),
        household_id=OuterRef(of),
        state__in=ACTIVE,
        valid_from__lte=rules.on,
    )
