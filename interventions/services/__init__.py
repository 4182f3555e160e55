from interventions.services.batches import enrol_batch
from interventions.services.checks import check_after_visit

__all__ = ["check_after_visit", "enrol_batch"]
