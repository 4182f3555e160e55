from interventions.models.goal import PlanGoal
from interventions.models.photo import VisitPhoto
from interventions.models.plan import MentoringPlan, PlanPause, PlanShift
from interventions.models.template import PlanTemplate, TemplateMilestone, TemplatePhase
from interventions.models.visit import Visit, VisitAmendment, VisitConflict

__all__ = [
    "MentoringPlan",
    "PlanGoal",
    "PlanPause",
    "PlanShift",
    "PlanTemplate",
    "TemplateMilestone",
    "TemplatePhase",
    "Visit",
    "VisitAmendment",
    "VisitConflict",
    "VisitPhoto",
]
