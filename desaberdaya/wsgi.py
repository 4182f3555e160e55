"""The web application for gunicorn."""

from desaberdaya.environment import load_local_stack

load_local_stack()

from django.core.wsgi import get_wsgi_application  # noqa: E402  the environment comes first

application = get_wsgi_application()
