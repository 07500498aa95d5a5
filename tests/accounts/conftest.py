"""What the tests of accounts share: a mailbox, passwords, and a member who has one."""

from __future__ import annotations

from typing import Any

import pytest

from app.accounts.hashing import hash_password
from tests.mailbox import Mailbox

PASSWORD = "violet harbour sings softly"
OTHER = "copper meadow walks backwards"


@pytest.fixture
def mailbox(request: pytest.FixtureRequest) -> Mailbox:
    name = "sqlite_app" if "sqlite_app" in request.fixturenames else "app"
    return Mailbox(request.getfixturevalue(name))


@pytest.fixture
def asha(make: Any) -> Any:
    """Asha, with a password."""
    return make.member("Asha", password_hash=hash_password(PASSWORD))
