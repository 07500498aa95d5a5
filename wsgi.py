"""The WSGI door: `wsgi:app` for any server, and what the `flask` command finds."""

from app import create_app

app = create_app()
