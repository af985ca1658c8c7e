"""The WSGI door through which gunicorn serves the system."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fengxian.settings")
application = get_wsgi_application()
