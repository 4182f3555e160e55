"""The style guide is for administrators."""

from tests.access.matrix import Row, expect

ROWS = [Row("styleguide", get=expect(admin=200))]
