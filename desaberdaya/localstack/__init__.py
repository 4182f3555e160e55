"""The local stack: PostgreSQL, broker, web, worker and beat as one process tree.

For development, demonstration and tests only; production runs its own servers
(docs/production.md). Nothing here imports an app or Django: it prepares the environment in
which they start.
"""
