"""Shape and messages; what a form was told goes to a service as plain values or a dataclass."""
