"""A new e-mail address is confirmed by a button behind the e-mail's link."""

from innovation_hub.services import accounts, my_account
from tests.factories.accounts import a_student
from tests.factories.registration import PASSWORD
from tests.web.account_kit import browser, link

__all__ = ["browser"]


def test_the_link_shows_a_button_that_works_once(browser):
    who = a_student(email="mwanzo@udom.example", password_hash=accounts.hash_password(PASSWORD))
    my_account.request_email(who, email="mpya@udom.example", current=PASSWORD)
    address = link("new_email")
    token = address.partition("token=")[2]
    assert my_account.my_profile(who).email == "mwanzo@udom.example"
    assert browser.get(address).status_code == 200
    for lang, said in (("sw", "Baruapepe yako imebadilishwa"), ("en", "This link no longer works")):
        answer = browser.post("/account/email", data={"token": token}, params={"lang": lang})
        assert said in answer.text
    assert answer.status_code == 410
    assert my_account.my_profile(who).email == "mpya@udom.example"
