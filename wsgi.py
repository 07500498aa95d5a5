"""The WSGI door: `wsgi:app` for any server, and what the `flask` command finds."""

from app import create_app
from config import ConfigError

try:
    app = create_app()
except ConfigError as error:
    # One sentence for whoever started it, instead of a stack of calls.
    raise SystemExit(f"Askwell cannot start. {error}") from None
