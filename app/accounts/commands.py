"""`flask users …`: members, for the owner of the machine."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from app.accounts import hashing, queries
from app.accounts import services as accounts
from app.accounts.services.tokens import LIFETIMES, issue_token
from app.core.db import transaction
from app.core.errors import DomainError
from app.permissions.roles import MEMBER, ROLES
from app.web.addresses import absolute

users = AppGroup("users", help="Make, promote and list members.")


@users.command("create")
@click.argument("name")
@click.argument("email")
@click.option("--role", type=click.Choice(ROLES), default=MEMBER, show_default=True)
@click.option(
    "--password",
    is_flag=False,
    flag_value="",
    help="Ask for a password; without this, a one-time link to set one is printed.",
)
def create(name: str, email: str, role: str, password: str | None) -> None:
    """Make a member whose address counts as confirmed."""
    if password == "":
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    link = None
    try:
        password_hash = None
        if password is not None:
            hashing.check_password(password, about=(name, email))
            password_hash = hashing.hash_password(password)
        with transaction():
            member = accounts.add_member(name, email, password_hash, is_confirmed=True)
            accounts.change_role(None, member, role)
            if password is None:
                # Printed, not mailed: it may wait until the owner has passed it on.
                token = issue_token(
                    "reset", member=member, email=member.email, lifetime=LIFETIMES["confirm"]
                )
                link = absolute(f"/password/reset/{token}")
    except DomainError as error:
        raise click.ClickException(error.sentence) from error
    click.echo(f"{member.name} is a {member.role}.")
    if link:
        click.echo(f"Set a password here, once, within 3 days:\n  {link}")


@users.command("promote")
@click.argument("name")
@click.argument("role", type=click.Choice(ROLES))
def promote(name: str, role: str) -> None:
    """Give a member another role."""
    try:
        with transaction():
            member = accounts.change_role(None, queries.member_by_name(name), role)
    except DomainError as error:
        raise click.ClickException(error.sentence) from error
    click.echo(f"{member.name} is a {member.role}.")


@users.command("list")
@click.option("--role", type=click.Choice(ROLES), help="Only members of this role.")
def list_users(role: str | None) -> None:
    """List members, oldest first."""
    for member in queries.list_members(role):
        state = "" if member.is_confirmed else "  (address not confirmed)"
        click.echo(f"{member.id:>6}  {member.role:<13}  {member.name}{state}")
