"""The demo province: plainly fictional people in real villages, grown month by month.

`families` invents them (pure, seeded), `rows` writes them, `history` lets the months pass and the
worker's own sweep find what each month brings, `emptying` takes it all away again.
"""
