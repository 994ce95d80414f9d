"""The administrator's list of e-mails that did not arrive."""

from db.models.messages import OutboxMessage
from db.unit_of_work import read_only, unit_of_work
from innovation_hub.domain.messages import MessageState
from innovation_hub.domain.permissions import Role
from tests.factories.accounts import an_account
from tests.pages.kit import open_page, sound, text
from tests.pages.test_account import html


def refused(number: int) -> None:
    with unit_of_work() as uow:
        for n in range(number):
            row = OutboxMessage(kind="reset", to_address=f"p{n}@example.org", language="sw")
            row.state, row.last_error = MessageState.REFUSED, "550 <b>no</b>"
            uow.session.add(row)
        uow.commit()


def state(message_id: int) -> MessageState:
    with read_only() as session:
        return session.get_one(OutboxMessage, message_id).state


def pressed(app, label):
    (button,) = [one for one in app.button if one.label == label]
    return sound(button.click().run())


def test_letters_are_chosen_and_sent_again_or_acknowledged(database_url):
    refused(25)
    app = open_page("messages", an_account(Role.ADMINISTRATOR))
    assert "25 e-mails did not arrive" in html(app)
    assert "550 &lt;b&gt;no&lt;/b&gt;" in html(app)
    assert html(app).count("@example.org") == 20
    assert "Choose at least one" in text(pressed(app, "Send again"))
    app.multiselect[0].set_value([25, 24])
    pressed(app, "Send again")
    assert "2 e-mails are on their way again" in "\n".join([*(one.value for one in app.toast), text(app)])
    assert state(25) is state(24) is MessageState.PENDING
    app.multiselect[0].set_value([23])
    pressed(app, "Acknowledge")
    assert "22 e-mails did not arrive" in html(app)


def test_nothing_to_do_is_said(database_url):
    assert "delivered" in text(open_page("messages", an_account(Role.ADMINISTRATOR)))
