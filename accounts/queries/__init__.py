"""What the pages of this app read: every queryset is made here, no view imports a model."""
