"""Forms of the pages room."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import DataRequired

from app.safety.countries import countries
from app.web.forms import Form


class CountryForm(Form):
    """Whose emergency numbers to show."""

    country = StringField(
        _l("Your country"),
        filters=[lambda code: code if code in countries() else None],
        validators=[DataRequired(_l("Choose a country."))],
    )

    def __init__(self, *args: object, **values: object) -> None:
        super().__init__(*args, **values)
        rows = [(code, one.name) for code, one in countries().items()]
        self.country.choices = sorted(rows, key=lambda row: row[1])
