"""Mail: one message to one person over SMTP, or into a folder when no server is configured."""

from __future__ import annotations

import logging
import smtplib
import ssl
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from app.core.clock import now
from app.core.ids import new_token

log = logging.getLogger(__name__)

#: A mail server that takes longer is tried again later, in seconds.
TIMEOUT = 20


def compose(
    *, sender: str, to: str, subject: str, text: str, unsubscribe_url: str | None = None
) -> EmailMessage:
    """A plain-text message to one recipient.

    Raises ValueError when an address or the subject holds a line break (header injection).
    """
    message = EmailMessage()
    message["From"] = sender
    message["To"] = to
    message["Subject"] = subject
    message["Date"] = format_datetime(now())
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2].strip("> ") or None)
    message["Auto-Submitted"] = "auto-generated"
    if unsubscribe_url:
        message["List-Unsubscribe"] = f"<{unsubscribe_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(text)
    return message


def send(message: EmailMessage, *, url: str, folder: Path) -> None:
    """Deliver the message.

    url: `smtp://user:password@host:port?tls=starttls`, `smtps://…`, or "" for the folder.
    Raises OSError or smtplib.SMTPException when the server does not take it.
    """
    if not url:
        _write(message, folder)
        return
    parts = urlsplit(url)
    host, port = parts.hostname or "localhost", parts.port
    server: smtplib.SMTP
    if parts.scheme == "smtps":
        server = smtplib.SMTP_SSL(
            host, port or 465, timeout=TIMEOUT, context=ssl.create_default_context()
        )
    else:
        server = smtplib.SMTP(host, port or 25, timeout=TIMEOUT)
    with server:
        if parts.scheme == "smtp" and parse_qs(parts.query).get("tls") == ["starttls"]:
            server.starttls(context=ssl.create_default_context())
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(message)


def _write(message: EmailMessage, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{now():%Y%m%d-%H%M%S}-{new_token()[:8]}.eml"
    path.write_bytes(message.as_bytes())
    path.chmod(0o600)
    log.info("mail written to %s (no MAIL_URL is set)", path)
