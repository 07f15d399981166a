"""What the web server serves: `granian --interface wsgi tracker.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
application = get_wsgi_application()

if not os.environ.get("DATABASE_URL"):
    # A web server uses the embedded database for as long as it lives, not only from its first visitor on.
    from django.db import connection

    connection.ensure_connection()
    connection.close()
