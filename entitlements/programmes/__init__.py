"""The four decision tables, in the order in which a house is looked at."""

from entitlements.programmes import kip, kis, sanitation, water
from entitlements.programmes.table import Row, Table

TABLES: tuple[Table, ...] = (kip.TABLE, kis.TABLE, sanitation.TABLE, water.TABLE)
ROWS: dict[str, Row] = {row.id: row for table in TABLES for row in table.rows}
TABLE_OF: dict[str, Table] = {table.entitlement.value: table for table in TABLES}
