"""Forms of the recall room."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from app.web.forms import Form


class PrivacyForm(Form):
    """Whether we note which posts a member was shown."""

    allows_exposure = BooleanField(_l("Note which posts I was shown, so that you can warn me"))
