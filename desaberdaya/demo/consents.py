"""What the demo's families answered when they were asked for photos, their position and sharing."""

import random

from accounts.models import User
from desaberdaya.demo.families import SEED
from desaberdaya.demo.rows import Written, morning
from households.models import Consent
from households.models.enrolment import ConsentHow
from interventions.consent_texts import ASKED_AT_ENROLMENT, CURRENT


def write_consents(families: list[Written], actor: User) -> None:
    """Most were asked at the enrolment; who was not is asked at the next visit."""
    rng = random.Random(SEED)
    rows = []
    for written in families:
        day = written.family.enrolled_on
        if day is None or rng.random() < 0.2:
            continue
        how = rng.choice((ConsentHow.SPOKEN, ConsentHow.WRITTEN))
        rows += [
            Consent(
                household=written.household,
                purpose=purpose,
                text_version=CURRENT[purpose].version,
                given=rng.random() < 0.85,
                given_by=written.members[0][1],
                how=how,
                given_on=day,
                recorded_at=morning(day),
                recorded_by=written.facilitator or actor,
            )
            for purpose in ASKED_AT_ENROLMENT
        ]
    Consent.objects.bulk_create(rows, batch_size=1000)
