"""The environment of a test run: keys that open nothing, and no setting of a local stack."""

import base64
import hashlib


def _key(name: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(name.encode()).digest()).decode()


TEST_ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "desaberdaya.settings",
    "DESABERDAYA_ENVIRONMENT": "test",
    "SECRET_KEY": "a key for tests, which opens nothing",
    "DESABERDAYA_FIELD_KEYS": f"t1:{_key('field')}",
    "DESABERDAYA_HASH_KEYS": f"t1:{_key('hash')}",
    # A connection kept in a worker's thread would hold the test database.
    "DATABASE_CONN_MAX_AGE": "0",
}
NO_SERVERS = {"DATABASE_URL": "postgres:///nowhere", "REDIS_URL": "redis+socket:///nowhere"}
