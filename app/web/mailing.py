"""Mails of the site: a text template, rendered and sent to one person.

Called by outbox handlers, outside any request. Links come from BASE_URL alone, never from a Host
header (threat model 5.2, case 26). Subjects and texts say nothing about anybody's health, and
never repeat a post: a mail is read on lock screens and by others.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import current_app

from app.core import mail


def send_mail(
    to: str, subject: str, template: str, *, unsubscribe_url: str | None = None, **values: Any
) -> None:
    """Render a text template and send it to one address.

    values: what the template needs beside `site_name`, `base_url` and `unsubscribe_url`.
    Raises OSError or SMTPException when the mail server does not take it; the outbox tries again.
    """
    config = current_app.config
    # Not `render_template`: its context is about the reader of a page, and there is none.
    text = current_app.jinja_env.get_template(template).render(
        site_name=config["SITE_NAME"],
        base_url=config["BASE_URL"],
        unsubscribe_url=unsubscribe_url,
        **values,
    )
    message = mail.compose(
        sender=_sender(config["SITE_NAME"], config["MAIL_FROM"]),
        to=to,
        subject=subject,
        text=text.strip() + "\n",
        unsubscribe_url=unsubscribe_url,
    )
    mail.send(message, url=config["MAIL_URL"], folder=Path(config["INSTANCE_PATH"]) / "outbox")


def _sender(name: str, address: str) -> str:
    """The From line: the configured address, with the site's name before it if it has none."""
    return address if "<" in address else f'"{name}" <{address}>'
