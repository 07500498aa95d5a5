"""Mail: into a folder, over SMTP, and later when the server is down."""

from __future__ import annotations

import socket

import pytest
from aiosmtpd.controller import Controller

from app.accounts import services as accounts
from app.accounts.models import AccountToken
from app.core import mail
from app.core.clock import now
from app.core.db import db, transaction
from app.core.outbox import OutboxEntry, deliver_due


class _Taking:
    """A mail server that keeps what it is given, or refuses it."""

    def __init__(self) -> None:
        self.taken = []
        self.answer = "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 (the library's name)
        if self.answer.startswith("250"):
            self.taken.append(envelope)
        return self.answer


@pytest.fixture
def server(sqlite_app, monkeypatch):
    """A mail server on a free port, which the application uses."""
    handler = _Taking()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]  # free now; the library cannot take port 0 itself
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    monkeypatch.setitem(sqlite_app.config, "MAIL_URL", f"smtp://127.0.0.1:{port}")
    yield handler
    controller.stop()


def _ask_reset():
    with transaction():
        accounts.request_reset("asha@example.org")


def test_mail_goes_out_over_smtp_to_one_person(sqlite_app, asha, server):
    _ask_reset()
    deliver_due()
    (envelope,) = server.taken
    assert envelope.rcpt_tos == ["asha@example.org"]
    text = envelope.content.decode()
    assert "Subject: Set a new password" in text
    assert "Auto-Submitted: auto-generated" in text


def test_mail_waits_when_the_server_refuses_and_goes_out_later(sqlite_app, asha, server):
    server.answer = "451 try again"
    _ask_reset()
    deliver_due()
    entry = db.session.query(OutboxEntry).one()
    assert entry.done_at is None
    assert entry.due_at > now()
    assert "451" in entry.last_error
    assert db.session.query(AccountToken).count() == 0, "a failed try is not one of the three mails"
    server.answer = "250 OK"
    with transaction():
        db.session.query(OutboxEntry).one().due_at = now()
    deliver_due()
    assert len(server.taken) == 1
    assert db.session.query(OutboxEntry).one().payload == {}


def test_mail_waits_when_there_is_no_server(sqlite_app, asha, monkeypatch):
    monkeypatch.setitem(sqlite_app.config, "MAIL_URL", "smtp://127.0.0.1:1")
    _ask_reset()
    deliver_due()
    entry = db.session.query(OutboxEntry).one()
    assert (entry.done_at, entry.attempts) == (None, 1)


def test_mail_is_written_to_a_folder_that_others_cannot_read(sqlite_app, asha, mailbox):
    _ask_reset()
    deliver_due()
    (file,) = mailbox.folder.glob("*.eml")
    assert file.stat().st_mode & 0o077 == 0
    (message,) = mailbox.collect()
    assert (
        message["From"] == f'"Askwell" <{sqlite_app.config["MAIL_FROM"]}>'
        or "Askwell" in message["From"]
    )


@pytest.mark.parametrize("field", ["to", "subject"])
def test_line_breaks_in_headers_are_refused(field):
    values = {"sender": "a@example.org", "to": "b@example.org", "subject": "Hello", "text": "x"}
    with pytest.raises(ValueError, match=r"."):
        mail.compose(**values | {field: "b@example.org\r\nBcc: all@example.org"})


def test_address_with_a_line_break_is_refused_at_the_form(sqlite_app, make, browse):
    form = {"email": "asha@example.org\r\nBcc: all@example.org", "password": "violet harbour sings"}
    assert browse().post("/signup", data=form).status_code == 422


def test_subjects_say_nothing_about_health(sqlite_app, asha, mailbox):
    _ask_reset()
    with transaction():
        accounts.sign_up("Somebody", "asha@example.org", "hash")
        accounts.change_password(asha, "hash")
    subjects = {message["Subject"] for message in mailbox.collect()}
    assert subjects == {
        "Set a new password – Askwell",
        "You already have an account – Askwell",
        "Your password was changed – Askwell",
    }
