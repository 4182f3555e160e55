from interventions.queries.due import DueLine, DueList, due_list, unseen
from interventions.queries.plans import PlanView, plan_of, plan_view
from interventions.queries.visits import VisitLine, visits_of

__all__ = [
    "DueLine",
    "DueList",
    "PlanView",
    "VisitLine",
    "due_list",
    "plan_of",
    "plan_view",
    "unseen",
    "visits_of",
]
