"""A database of an earlier release keeps what people hold in their hands: links that were sent, places in teams."""

from alembic import command

from db import engine
from db.migrate import alembic_config
from db.models.accounts import Account
from db.models.proposals import TeamMember
from db.unit_of_work import unit_of_work
from innovation_hub.domain.accounts import AccountKind, AccountState, TokenPurpose
from innovation_hub.domain.proposals import Standing
from innovation_hub.services import accounts
from innovation_hub.services.accounts import tokens
from tests.factories import judging as make


def test_links_and_places_survive_the_way_from_before_new_addresses_and_invitations():
    entry = make.proposal(make.call().id)
    person = make.keep(
        Account(
            email="asha@udom.example",
            name="Asha",
            password_hash="unusable",
            kind=AccountKind.STAFF,
            state=AccountState.UNCONFIRMED,
            language="sw",
        )
    )
    with unit_of_work() as uow:
        secret = tokens.issue(uow, person.id, TokenPurpose.CONFIRM)
        uow.commit()
    places = [(row.id, row.name, row.email) for row in make.rows(TeamMember, proposal_id=entry.id)]
    command.downgrade(alembic_config(engine.engine()), "0021")
    command.upgrade(alembic_config(engine.engine()), "head")
    accounts.confirm(secret)
    assert make.fetch(Account, person.id).state is AccountState.ACTIVE
    now = make.rows(TeamMember, proposal_id=entry.id)
    assert [(row.id, row.name, row.email) for row in now] == places
    assert {row.standing for row in now} == {Standing.JOINED}
