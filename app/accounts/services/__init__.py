"""Writes of accounts. Each takes the actor first, where there is one.

Passwords are hashed before the transaction (`hash_password`), so services take the hash.
"""

from app.accounts.hashing import check_password, hash_password, matches
from app.accounts.links import setup_link
from app.accounts.names import fold_name
from app.accounts.services.members import (
    change_role,
    create_setup_token,
    use_setup_token,
)
from app.accounts.services.passwords import (
    change_password,
    request_reset,
    reset_password,
    sign_out_everywhere,
)
from app.accounts.services.profiles import (
    clear_profile,
    refill_profile,
    set_profile_status,
    update_profile,
)
from app.accounts.services.settings import (
    change_email,
    confirm_new_email,
    stop_mails,
    update_settings,
)
from app.accounts.services.signing_in import sign_in
from app.accounts.services.signing_up import (
    add_member,
    confirm_email,
    request_confirmation,
    sign_up,
)

__all__ = [
    "add_member",
    "change_email",
    "change_password",
    "change_role",
    "check_password",
    "clear_profile",
    "confirm_email",
    "confirm_new_email",
    "create_setup_token",
    "fold_name",
    "hash_password",
    "matches",
    "refill_profile",
    "request_confirmation",
    "request_reset",
    "reset_password",
    "set_profile_status",
    "setup_link",
    "sign_in",
    "sign_out_everywhere",
    "sign_up",
    "stop_mails",
    "update_profile",
    "update_settings",
    "use_setup_token",
]
