"""What the launcher says instead of a traceback."""


class StackError(Exception):
    """Something a person has to know or mend; its text is a sentence for the terminal."""


class StopAskedError(Exception):
    """Ctrl-C or TERM arrived while something was awaited."""
