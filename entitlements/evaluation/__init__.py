"""From facts to flags: one transaction a scope, the same for one household and for all."""

from django.db import connection, transaction

from entitlements.evaluation import difference
from entitlements.evaluation.apply import Counts, apply
from entitlements.evaluation.rules import Rules, rules_on
from entitlements.evaluation.scope import Scope

__all__ = ["Counts", "Rules", "Scope", "evaluate", "rules_on"]


def evaluate(rules: Rules, scope: Scope) -> Counts:
    """Open, change and close the flags in scope; an unchanged run writes nothing."""
    with transaction.atomic(), connection.cursor() as cursor:
        if not difference.find(cursor, rules, scope):
            return Counts()
        changes = apply(cursor, rules)
        difference.forget(cursor)
        return changes
