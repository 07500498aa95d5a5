"""Forms of accounts. Passwords are taken as typed: nothing is trimmed, cleaned or cut."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, PasswordField, StringField, TextAreaField
from wtforms.validators import AnyOf, InputRequired

from app.accounts.services.settings import ABOUT_LENGTH, THEMES
from app.web.forms import Between, Form, line_filter, text_filter


def _trimmed(value: object) -> object:
    return value.strip() if isinstance(value, str) else value


def _password(label: str, missing: str) -> PasswordField:
    return PasswordField(label, validators=[InputRequired(missing)])


def _email(label: str = _l("E-mail address")) -> StringField:
    return StringField(
        label, filters=[_trimmed], validators=[InputRequired(_l("Enter your e-mail address."))]
    )


class SignUpForm(Form):
    """Becoming a member. Without a name we give one."""

    name = StringField(_l("Name"), filters=[_trimmed])
    email = _email()
    password = _password(_l("Password"), _l("Choose a password."))


class SetupForm(Form):
    """Becoming the first administrator."""

    name = StringField(
        _l("Name"), filters=[_trimmed], validators=[InputRequired(_l("Choose a name."))]
    )
    email = _email()
    password = _password(_l("Password"), _l("Choose a password."))


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

    password = _password(_l("New password"), _l("Choose a password."))


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

    current = _password(_l("Password of now"), _l("Enter the password you use now."))
    password = _password(_l("New password"), _l("Choose a new password."))


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
