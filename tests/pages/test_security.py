"""The administrator's page of attempts, and the trace that a refused page leaves."""

from innovation_hub.domain.permissions import Role
from innovation_hub.domain.trail import TrailEvent
from innovation_hub.services import trail
from tests.factories.accounts import an_account
from tests.pages.kit import go, open_page, refused, sound, text
from tests.pages.test_account import html


def test_a_refused_page_is_on_the_page_of_attempts(database_url):
    curious = an_account(Role.JUDGE, name="Mdadisi <b>")
    assert refused(open_page("people", curious))
    for n in range(25):
        trail.note(TrailEvent.SIGN_IN_FAILED, client=f"192.0.2.{n}")
    app = open_page("security", an_account(Role.ADMINISTRATOR))
    assert "26 entries" in html(app)
    assert html(app).count("Unknown account") == 20
    app.selectbox[0].set_value(TrailEvent.REFUSED)
    sound(app.run())
    assert "Mdadisi &lt;b&gt;" in html(app)
    assert "1 entry" in html(app)
    app.selectbox[0].set_value(TrailEvent.PASSWORD_RESET)
    assert "nothing to show" in text(sound(app.run()))
    assert not refused(go(app, "security"))
