from accounts.models.assignment import RegionAssignment
from accounts.models.audit import AuditEntry
from accounts.models.region import Region
from accounts.models.sign_in import OneTimeLink
from accounts.models.user import User

__all__ = ["AuditEntry", "OneTimeLink", "Region", "RegionAssignment", "User"]
