"""The access matrix of accounts (see the package for how to read a row)."""

from __future__ import annotations

from tests.guards.matrix import Row

OURS = (303, 200, 200, 200, 200)
OUR_FORM = (303, 422, 422, 422, 422)

ROWS: list[Row] = [
    ("GET", "accounts.sign_up", "/signup", (200, 303, 303, 303, 303)),
    ("POST", "accounts.post_sign_up", "/signup", (422, 303, 303, 303, 303)),
    ("POST", "accounts.resend", "/email/resend", (422, 303, 303, 303, 303)),
    ("GET", "accounts.set_up", "/setup/{token}", 404),
    ("POST", "accounts.post_set_up", "/setup/{token}", 404),
    ("GET", "accounts.log_in", "/login", (200, 303, 303, 303, 303)),
    ("POST", "accounts.post_log_in", "/login", 422),
    ("POST", "accounts.log_out", "/logout", 303),
    ("GET", "accounts.forgot_password", "/password/forgot", 200),
    ("POST", "accounts.post_forgot_password", "/password/forgot", 422),
    ("GET", "accounts.reset_password", "/password/reset/{token}", 404),
    ("POST", "accounts.post_reset_password", "/password/reset/{token}", 404),
    ("GET", "accounts.confirm_email", "/email/confirm/{token}", 404),
    ("POST", "accounts.post_confirm_email", "/email/confirm/{token}", 404),
    ("GET", "accounts.unsubscribe", "/unsubscribe/{token}", 404),
    ("POST", "accounts.post_unsubscribe", "/unsubscribe/{token}", 404),
    ("GET", "accounts.settings", "/settings", 303),
    ("GET", "accounts.profile", "/settings/profile", OURS),
    ("POST", "accounts.post_profile", "/settings/profile", OUR_FORM),
    ("GET", "accounts.account", "/settings/account", OURS),
    ("POST", "accounts.post_account", "/settings/account", OUR_FORM),
    ("GET", "accounts.security", "/settings/security", OURS),
    ("POST", "accounts.post_security", "/settings/security", OUR_FORM),
    ("POST", "accounts.end_sessions", "/settings/security/sessions", 303),
    ("GET", "accounts.notices", "/settings/notifications", OURS),
    ("POST", "accounts.post_notices", "/settings/notifications", 303),
    ("GET", "accounts.display", "/settings/display", 200),
    ("POST", "accounts.post_display", "/settings/display", 422),
    ("POST", "accounts.post_theme", "/theme", 422),
]
