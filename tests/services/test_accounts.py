"""Coming in and going out: registering, confirming, signing in, forgetting the password, changing and closing."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import select

from db.models.accounts import Account, AccountRole, EmailToken, FailedTry, Session
from db.models.messages import OutboxMessage
from db.unit_of_work import read_only
from innovation_hub.domain.accounts import AccountKind, AccountState, Sex, StudyLevel
from innovation_hub.domain.permissions import Role
from innovation_hub.errors import Forbidden, Invalid, NotFound, NotNow, Several, TooManyTries
from innovation_hub.services import accounts, my_account
from innovation_hub.services.accounts import passwords
from tests.factories.registration import PASSWORD, a_form, a_person, a_university, an_institution

EMAIL = "neema@udom.example"


def rows(table):
    with read_only() as session:
        return session.exec(select(table)).all()


def account(email: str = EMAIL) -> Account:
    return next(row for row in rows(Account) if row.email == email)


def outbox(kind: str) -> list[OutboxMessage]:
    return sorted((row for row in rows(OutboxMessage) if row.kind == kind), key=lambda row: row.id)


def secret_in(message: OutboxMessage) -> str:
    return message.params["link"].partition("token=")[2]


def registered(**typed: object) -> None:
    accounts.register(a_form(**typed))
    accounts.confirm(secret_in(outbox("confirm")[-1]))


def test_a_student_registers_confirms_and_signs_in():
    accounts.register(a_form(email=" Neema@UDOM.example ", name="  Neema   Mushi", sex=Sex.FEMALE))
    waiting = account()
    assert (waiting.state, waiting.name) == (AccountState.UNCONFIRMED, "Neema Mushi")
    assert waiting.password_hash.startswith("$argon2id$")
    with pytest.raises(Invalid, match="sign_in"):
        accounts.sign_in(EMAIL, PASSWORD)

    message = outbox("confirm")[0]
    assert (message.to_address, message.language) == (EMAIL, "sw")
    assert accounts.confirm(secret_in(message)) is AccountKind.STUDENT

    signed = accounts.sign_in(" NEEMA@udom.example", PASSWORD, user_agent="Firefox")
    actor = accounts.actor_of_session(signed.session_id)
    assert actor.roles == {Role.STUDENT}
    assert accounts.session_of_secret(signed.secret) == signed.session_id
    assert signed.secret not in {row.token_hash for row in rows(Session)}
    accounts.sign_out(signed.session_id)
    assert accounts.session_of_secret(signed.secret) is None
    assert accounts.actor_of_session(signed.session_id) is None


def test_staff_wait_for_a_role_and_leave_no_sex_or_level():
    registered(kind=AccountKind.STAFF, institution=an_institution(), sex=Sex.MALE)
    assert rows(AccountRole) == []
    assert (account().sex, account().study_level) == (Sex.UNSAID, StudyLevel.NONE)


@pytest.mark.parametrize(
    ("typed", "field", "key"),
    [
        ({"email": "nobody"}, "email", "accounts.refused.email"),
        ({"email": "a@b..tz"}, "email", "accounts.refused.email"),
        ({"email": "a@b.tz\nBcc: c@d.tz"}, "email", "accounts.refused.email"),
        ({"email": "é@udom.example"}, "email", "accounts.refused.email"),
        ({"email": "a" * 65 + "@udom.example"}, "email", "accounts.refused.email"),
        ({"email": " "}, "email", "accounts.refused.email_missing"),
        ({"name": ""}, "name", "accounts.refused.name_missing"),
        ({"name": "7"}, "name", "accounts.refused.name"),
        ({"name": "Ne\u202eema"}, "name", "accounts.refused.name"),
        ({"name": "N" * 121}, "name", "accounts.refused.name_long"),
        ({"password": "mvua kubwa"[:9]}, "password", "accounts.refused.password_short"),
        ({"password": "x" * 201}, "password", "accounts.refused.password_long"),
        ({"password": "Password123!"}, "password", "accounts.refused.password_common"),
        ({"password": "0712 345 678"}, "password", "accounts.refused.password_digits"),
        ({"password": "aaaabbbbcccc"}, "password", "accounts.refused.password_words"),
        ({"password": "tanzaniatanzania"}, "password", "accounts.refused.password_repeat"),
        ({"password": "Neema Mushi 1999"}, "password", "accounts.refused.password_personal"),
        ({"password": "neema@udom.example"}, "password", "accounts.refused.password_personal"),
        ({"institution": None}, "university", "accounts.refused.university"),
        ({"institution": 999}, "university", "accounts.refused.university"),
        ({"kind": AccountKind.STAFF, "institution": None}, "institution", "accounts.refused.institution"),
        ({"study_level": StudyLevel.NONE}, "study_level", "accounts.refused.study_level"),
        ({"consent": False}, "consent", "accounts.refused.consent"),
    ],
)
def test_what_cannot_be_accepted_is_told_at_its_field(typed, field, key):
    with pytest.raises(Several) as refusal:
        accounts.register(a_form(**typed))
    assert [(problem.field, problem.key) for problem in refusal.value.problems] == [(field, key)]
    assert rows(Account) == []


def test_every_problem_is_told_at_once():
    with pytest.raises(Several) as refusal:
        accounts.register(a_form(email="x", name="", password="short", consent=False))
    assert [p.field for p in refusal.value.problems] == ["name", "email", "password", "consent"]


def test_a_student_cannot_choose_a_ministry_or_a_closed_university():
    for place in (an_institution(), a_university(active=False)):
        with pytest.raises(Several, match="university"):
            accounts.register(a_form(institution=place))


def test_names_of_every_script_and_passwords_of_any_kind_are_taken():
    for name in ("Ng'wandu Ole-Sokoine", "José Ñandú", "محمد علي", "李小龙"):
        registered(name=name, email=f"p{abs(hash(name))}@example.test", password="🦁 simba mla nyasi")
    assert len(rows(Account)) == 4


def test_registering_a_known_address_changes_nothing_and_writes_to_its_owner():
    registered()
    before = account()
    accounts.register(a_form(name="Somebody Else", password="another long one 1"))
    assert account() == before
    assert [message.to_address for message in outbox("already_registered")] == [EMAIL]
    assert accounts.sign_in(EMAIL, PASSWORD)


def test_registering_again_before_confirming_counts_the_newest_form_alone():
    accounts.register(a_form(name="First"))
    accounts.register(a_form(name="Second", password="another long one 1"))
    first, second = outbox("confirm")
    with pytest.raises(NotNow):
        accounts.confirm(secret_in(first))
    accounts.confirm(secret_in(second))
    assert account().name == "Second"
    with pytest.raises(Invalid):
        accounts.sign_in(EMAIL, PASSWORD)


def test_one_address_registered_twice_at_the_same_moment_is_one_account():
    form = a_form()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(accounts.register, [form] * 4))
    assert len(rows(Account)) == 1


def test_a_link_is_good_once_and_for_two_days(clock):
    accounts.register(a_form())
    clock.forward(hours=48)
    with pytest.raises(NotNow):
        accounts.confirm(secret_in(outbox("confirm")[0]))
    accounts.resend(EMAIL)
    secret = secret_in(outbox("confirm")[-1])
    accounts.confirm(secret)
    for dead in (secret, "never was", ""):
        with pytest.raises(NotNow):
            accounts.confirm(dead)
    assert secret not in {row.token_hash for row in rows(EmailToken)}


def test_resend_and_reset_say_nothing_about_unknown_addresses():
    accounts.resend("nobody@example.test")
    accounts.request_reset("nobody@example.test")
    assert rows(OutboxMessage) == []


def test_nobody_can_fill_another_persons_mailbox(clock):
    registered()
    for _ in range(20):
        accounts.request_reset(EMAIL)
    assert len(outbox("reset")) <= 4
    clock.forward(hours=2)
    sent = len(outbox("reset"))
    accounts.request_reset(EMAIL)
    assert len(outbox("reset")) == sent + 1


def test_a_reset_ends_every_session_and_the_old_password():
    registered()
    old = accounts.sign_in(EMAIL, PASSWORD)
    accounts.request_reset(EMAIL)
    secret = secret_in(outbox("reset")[-1])
    with pytest.raises(Invalid, match="short"):
        accounts.reset_password(secret, password="short")
    accounts.reset_password(secret, password="kiangazi kirefu 3")
    assert accounts.actor_of_session(old.session_id) is None
    with pytest.raises(Invalid):
        accounts.sign_in(EMAIL, PASSWORD)
    assert accounts.sign_in(EMAIL, "kiangazi kirefu 3")
    with pytest.raises(NotNow):
        accounts.reset_password(secret, password="kiangazi kirefu 4")


def test_a_confirmation_link_does_not_reset_a_password():
    accounts.register(a_form())
    with pytest.raises(NotNow):
        accounts.reset_password(secret_in(outbox("confirm")[0]), password="kiangazi kirefu 3")


def test_failed_tries_slow_down_and_are_forgotten(clock):
    registered()
    for _ in range(5):
        with pytest.raises(Invalid):
            accounts.sign_in(EMAIL, "wrong wrong wrong")
    with pytest.raises(TooManyTries) as wait:
        accounts.sign_in(EMAIL, PASSWORD)
    clock.forward(seconds=wait.value.data["seconds"])
    assert accounts.sign_in(EMAIL, PASSWORD)
    for _ in range(5):
        with pytest.raises(Invalid):
            accounts.sign_in(EMAIL, "wrong wrong wrong")
    clock.forward(hours=1, seconds=1)
    assert accounts.sign_in(EMAIL, PASSWORD)
    assert EMAIL not in {row.key for row in rows(FailedTry)}


def test_one_client_trying_many_addresses_slows_down(clock, monkeypatch):
    monkeypatch.setattr(passwords, "verify", lambda password, stored: (False, None))
    for number in range(50):
        with pytest.raises(Invalid):
            accounts.sign_in(f"p{number}@example.test", "wrong wrong wrong", client="192.0.2.1")
    with pytest.raises(TooManyTries):
        accounts.sign_in("p50@example.test", "wrong wrong wrong", client="192.0.2.1")
    with pytest.raises(Invalid):
        accounts.sign_in("p50@example.test", "wrong wrong wrong", client="192.0.2.2")


def test_a_hundred_tries_at_once_are_a_hundred_tries(monkeypatch):
    registered()
    monkeypatch.setattr(passwords, "verify", lambda password, stored: (False, None))

    def attempt(_: int) -> type[Exception]:
        try:
            accounts.sign_in(EMAIL, "wrong wrong wrong")
        except (Invalid, TooManyTries) as refusal:
            return type(refusal)

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(attempt, range(64)))
    assert answers.count(Invalid) <= 6


def test_an_old_hash_is_made_anew_at_sign_in():
    from pwdlib import PasswordHash
    from pwdlib.hashers.argon2 import Argon2Hasher

    cheap = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8192),)).hash(PASSWORD)
    who = a_person(password_hash=cheap)
    email = next(row.email for row in rows(Account) if row.id == who.id)
    accounts.sign_in(email, PASSWORD)
    assert account(email).password_hash != cheap
    assert accounts.sign_in(email, PASSWORD)


def test_a_session_ends_by_itself(clock):
    registered()
    signed = accounts.sign_in(EMAIL, PASSWORD)
    clock.forward(hours=12, seconds=1)
    assert accounts.actor_of_session(signed.session_id) is None


def test_people_see_and_end_their_own_sessions_only():
    registered()
    here, there = (accounts.sign_in(EMAIL, PASSWORD, user_agent=name) for name in ("here", "there"))
    actor, stranger = accounts.actor_of_session(here.session_id), a_person()
    assert {(s.user_agent, s.current) for s in accounts.my_sessions(actor)} == {
        ("here", True),
        ("there", False),
    }
    with pytest.raises(NotFound):
        accounts.end_session(stranger, session_id=there.session_id)
    assert accounts.end_other_sessions(actor) == 1
    assert accounts.actor_of_session(there.session_id) is None
    assert accounts.actor_of_session(here.session_id)


def test_changing_the_password_asks_for_the_present_one_and_ends_other_sessions():
    registered()
    here, there = (accounts.sign_in(EMAIL, PASSWORD) for _ in range(2))
    actor = accounts.actor_of_session(here.session_id)
    with pytest.raises(Invalid, match="current_password"):
        my_account.change_password(actor, current="not this one 1", new="kiangazi kirefu 3")
    my_account.change_password(actor, current=PASSWORD, new="kiangazi kirefu 3")
    assert accounts.actor_of_session(there.session_id) is None
    assert accounts.actor_of_session(here.session_id)
    assert accounts.sign_in(EMAIL, "kiangazi kirefu 3")


def test_a_name_is_corrected():
    actor = a_person()
    assert my_account.rename(actor, name=" Asha  Mrisho Juma ") == "Asha Mrisho Juma"
    with pytest.raises(Invalid):
        my_account.rename(actor, name=" ")
    assert my_account.my_profile(actor).name == "Asha Mrisho Juma"


def test_the_copy_of_ones_data_is_whole_and_without_secrets():
    registered(sex=Sex.FEMALE)
    actor = accounts.actor_of_session(accounts.sign_in(EMAIL, PASSWORD).session_id)
    text = my_account.export_mine(actor)
    held = json.loads(text)
    assert held["account"]["email"] == EMAIL
    assert held["account"]["sex"] == "female"
    assert held["roles"] == ["student"]
    assert len(held["sessions"]) == 1
    assert "argon2" not in text
    assert "token" not in text


def test_closing_an_account_erases_the_person(clock):
    registered(sex=Sex.FEMALE)
    actor = accounts.actor_of_session(accounts.sign_in(EMAIL, PASSWORD).session_id)
    with pytest.raises(Invalid):
        my_account.close_mine(actor, password="not this one 1")
    assert my_account.close_mine(actor, password=PASSWORD) is False
    gone = next(row for row in rows(Account) if row.id == actor.id)
    assert (gone.name, gone.sex, gone.state) == ("", Sex.UNSAID, AccountState.DISABLED)
    assert EMAIL not in gone.email
    assert accounts.actor_of_session(actor.session_id) is None
    registered()  # the address is free again
    assert account().id != actor.id


def test_housekeeping_deletes_what_is_over(clock):
    registered()
    accounts.sign_in(EMAIL, PASSWORD)
    assert accounts.sweep() == 0
    clock.forward(days=91)
    assert accounts.sweep() >= 3
    assert rows(Session) == rows(EmailToken) == rows(FailedTry) == []
    assert accounts.sign_in(EMAIL, PASSWORD)


def test_the_language_is_kept():
    actor = a_person()
    my_account.set_language(actor, language="sw")
    assert accounts.actor_of_session(actor.session_id).language == "sw"


def test_the_last_administrator_cannot_close_their_account():
    only = a_person(Role.ADMINISTRATOR, password_hash=accounts.hash_password(PASSWORD))
    with pytest.raises(Forbidden, match="last_administrator"):
        my_account.close_mine(only, password=PASSWORD)
    a_person(Role.ADMINISTRATOR)
    my_account.close_mine(only, password=PASSWORD)


def test_a_link_confirms_no_form_that_was_typed_after_it_was_sent():
    accounts.register(a_form())
    for number in range(6):  # somebody else, who goes on when no more mail may be sent to the address
        accounts.register(a_form(name="Mtu Mwingine", password=f"nenosiri la wizi {number}"))
    newest = outbox("confirm")
    assert len(newest) == 4
    accounts.confirm(secret_in(newest[-1]))
    with pytest.raises(Invalid):
        accounts.sign_in(EMAIL, "nenosiri la wizi 5")
    assert accounts.sign_in(EMAIL, "nenosiri la wizi 2")  # the form that the last e-mail was about


def test_a_password_that_is_changed_while_it_is_checked_opens_nothing(monkeypatch):
    registered()
    accounts.request_reset(EMAIL)
    secret, check = secret_in(outbox("reset")[-1]), passwords.verify

    def slowly(password, stored):
        right = check(password, stored)
        accounts.reset_password(secret, password="kiangazi kirefu 3")
        return right

    monkeypatch.setattr(passwords, "verify", slowly)
    with pytest.raises(Invalid, match="sign_in"):
        accounts.sign_in(EMAIL, PASSWORD)
    assert rows(Session) == []
    monkeypatch.setattr(passwords, "verify", check)
    assert accounts.sign_in(EMAIL, "kiangazi kirefu 3")


def test_a_reset_is_not_undone_by_a_change_that_began_before_it(monkeypatch):
    registered()
    thief = accounts.actor_of_session(accounts.sign_in(EMAIL, PASSWORD).session_id)
    accounts.request_reset(EMAIL)
    secret, check = secret_in(outbox("reset")[-1]), passwords.verify

    def slowly(password, stored):
        right = check(password, stored)
        accounts.reset_password(secret, password="kiangazi kirefu 3")
        return right

    monkeypatch.setattr(passwords, "verify", slowly)
    with pytest.raises(Invalid, match="current_password"):
        my_account.change_password(thief, current=PASSWORD, new="nenosiri la mwizi 9")
    monkeypatch.setattr(passwords, "verify", check)
    assert accounts.sign_in(EMAIL, "kiangazi kirefu 3")
