"""The folder that mails are written to while no mail server is configured."""

from __future__ import annotations

import email
import email.policy
import re
from email.message import EmailMessage
from pathlib import Path

from flask import Flask

from app.core.outbox import deliver_due


class Mailbox:
    """What was mailed since it was made; what lay in the folder before is thrown away."""

    def __init__(self, app: Flask) -> None:
        self.folder = Path(app.config["INSTANCE_PATH"]) / "outbox"
        for file in self.folder.glob("*.eml"):
            file.unlink()

    def collect(self) -> list[EmailMessage]:
        """Send what is due and take all mails out of the folder, oldest first."""
        deliver_due()
        files = sorted(self.folder.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
        found = []
        for file in files:
            message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
            assert isinstance(message, EmailMessage)
            found.append(message)
            file.unlink()
        return found

    def link(self, start: str) -> str:
        """The path of the first link of the newest mail that begins so."""
        text = self.collect()[-1].get_content()
        found = re.search(rf"http://[^/\s]+({re.escape(start)}\S+)", text)
        assert found, text
        return found.group(1)
