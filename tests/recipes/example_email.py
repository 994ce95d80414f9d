"""What a new e-mail does, in a copy of the project that has it: see `test_email`."""

import pytest
from sqlmodel import select

from db.models.messages import OutboxMessage
from db.unit_of_work import read_only
from innovation_hub.domain.permissions import Role
from innovation_hub.i18n import translator
from innovation_hub.services import accounts, journal, mail
from tests.factories.accounts import an_account

pytestmark = pytest.mark.usefixtures("database_url", "clock")


@pytest.mark.parametrize(
    ("language", "subject"), [("sw", "Umepewa jukumu jipya"), ("en", "You have a new role")]
)
def test_the_person_is_told_and_the_journal_says_so(language, subject):
    admin = an_account(Role.ADMINISTRATOR)
    asha = an_account(None, name="Asha", email="asha@udom.example", language=language)
    accounts.grant(admin, account_id=asha.id, role=Role.ORGANISER, institution_id=asha.institution_id)
    with read_only() as session:
        (row,) = session.exec(select(OutboxMessage)).all()
    told = mail.render(row)
    assert (row.kind, row.params["person"]) == ("role_granted", asha.id)
    assert (told["To"], told["Subject"], told["Content-Language"]) == ("asha@udom.example", subject, language)
    assert "Asha" in told.get_content()
    assert "{" not in told.get_content()
    assert translator(language)(f"messages.kind.{row.kind}") != "messages.kind.role_granted"
    (entry,) = journal.page(admin, subject_type="account", subject_id=asha.id)
    assert (entry.event, entry.data["role"]) == ("account.role_granted", "organiser")
