from households.models.caseload import CaseloadAssignment
from households.models.dwelling import Dwelling
from households.models.enrolment import Consent, EnrolmentState
from households.models.household import Household
from households.models.import_batch import ImportBatch
from households.models.import_staging import (
    ImportChange,
    ImportIssue,
    StagedHousehold,
    StagedRow,
)
from households.models.member import Member
from households.models.observation import FactDifference, Observation

__all__ = [
    "CaseloadAssignment",
    "Consent",
    "Dwelling",
    "EnrolmentState",
    "FactDifference",
    "Household",
    "ImportBatch",
    "ImportChange",
    "ImportIssue",
    "Member",
    "Observation",
    "StagedHousehold",
    "StagedRow",
]
