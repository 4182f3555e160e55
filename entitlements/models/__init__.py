from entitlements.models.evaluation_run import EvaluationRun
from entitlements.models.flag import Cause, Flag, FlagEvent
from entitlements.models.rule_version import RuleVersion

__all__ = ["Cause", "EvaluationRun", "Flag", "FlagEvent", "RuleVersion"]
