"""Forms of accounts. Passwords are taken as typed: nothing is trimmed, cleaned or cut."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, PasswordField, StringField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, Optional, StopValidation

from app.accounts.addresses import checked_email
from app.accounts.hashing import check_password
from app.accounts.names import checked_name
from app.accounts.services.profiles import ABOUT_LENGTH
from app.accounts.services.settings import THEMES
from app.core.errors import Invalid
from app.web.forms import Between, Form, line_filter, text_filter


class Accepted:
    """Validator: what a rule of the room does not refuse, with the rule's own sentence."""

    def __init__(self, rule: Callable[[str], object]) -> None:
        self.rule = rule

    def __call__(self, form: Any, field: Any) -> None:
        try:
            self.rule(field.data or "")
        except Invalid as refusal:
            raise StopValidation(refusal.sentence) from refusal


class GoodPassword:
    """Validator: a password that is neither short nor well known, nor made of name or address."""

    def __call__(self, form: Any, field: Any) -> None:
        about = getattr(form, "about", None) or tuple(
            form[name].data for name in ("name", "email") if name in form
        )
        Accepted(lambda password: check_password(password, about=about))(form, field)


def _trimmed(value: object) -> object:
    return value.strip() if isinstance(value, str) else value


def _password(label: str, missing: str, *validators: Any) -> PasswordField:
    return PasswordField(label, validators=[InputRequired(missing), *validators])


def _email(label: str = _l("E-mail address")) -> StringField:
    return StringField(
        label,
        filters=[_trimmed],
        validators=[InputRequired(_l("Enter your e-mail address.")), Accepted(checked_email)],
    )


def _name() -> StringField:
    return StringField(
        _l("Name"),
        filters=[_trimmed],
        validators=[InputRequired(_l("Choose a name.")), Accepted(checked_name)],
    )


class SignUpForm(Form):
    """Becoming a member. Without a name we give one."""

    name = StringField(
        _l("Name"), filters=[_trimmed], validators=[Optional(), Accepted(checked_name)]
    )
    email = _email()
    password = _password(_l("Password"), _l("Choose a password."), GoodPassword())


class SetupForm(Form):
    """Becoming the first administrator."""

    name = _name()
    email = _email()
    password = _password(_l("Password"), _l("Choose a password."), GoodPassword())


class LoginForm(Form):
    """Signing in."""

    login = StringField(
        _l("E-mail address or name"),
        filters=[line_filter],
        validators=[InputRequired(_l("Enter your e-mail address or your name."))],
    )
    password = _password(_l("Password"), _l("Enter your password."))
    stay = BooleanField(_l("Stay signed in on this device"))


class EmailForm(Form):
    """An address that a mail shall go to."""

    email = _email()


class NewPasswordForm(Form):
    """A new password, opened by a link."""

    password = _password(_l("New password"), _l("Choose a password."), GoodPassword())


class ProfileForm(Form):
    """What others see of a member."""

    name = StringField(
        _l("Name"), filters=[_trimmed], validators=[InputRequired(_l("Choose a name."))]
    )
    about = TextAreaField(
        _l("About you"),
        filters=[text_filter],
        validators=[
            Between(
                0,
                ABOUT_LENGTH,
                short="",
                long=_l("Use at most %(count)s characters.", count=ABOUT_LENGTH),
            )
        ],
    )


class ChangeEmailForm(Form):
    """Another address; asks for the password again."""

    email = _email(_l("New e-mail address"))
    password = _password(_l("Your password"), _l("Enter your password."))


class ChangePasswordForm(Form):
    """Another password; asks for the one of now."""

    #: Name and address of the member, which make a poor password.
    about: tuple[str | None, ...] = ()

    current = _password(_l("Current password"), _l("Enter your current password."))
    password = _password(_l("New password"), _l("Choose a new password."), GoodPassword())


class NoticesForm(Form):
    """Whether news come by mail."""

    wants_mail = BooleanField(_l("Send me an e-mail when there is news for me"))


class _ThemeField(StringField):
    """One of the three; `choices` are what the macro of radio pills draws."""

    choices = (
        ("auto", _l("As my device")),
        ("light", _l("Light")),
        ("dark", _l("Dark")),
    )


class ThemeForm(Form):
    """The colours of the site; for visitors too."""

    theme = _ThemeField(
        _l("Colours"), validators=[AnyOf(THEMES, message=_l("Choose one of the three."))]
    )


class DisplayForm(ThemeForm):
    """The colours, and for members the keyboard."""

    has_single_keys = BooleanField(_l("Use single-key shortcuts"))
