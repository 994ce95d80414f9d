"""The register on the screen: empty, imported, refused line by line, weeded."""

import pytest

from innovation_hub.domain.systems import BYTES_MAX
from innovation_hub.services import systems
from tests.factories.accounts import a_student, an_organiser
from tests.factories.systems import QUEUES, a_file, a_system
from tests.pages import kit

WATER = "Maji,Water,RUWASA,Mita za maji,Water meters,,2021,pilot"


@pytest.fixture
def organiser():
    return an_organiser()


def unfolded(app, key):
    app.session_state[key] = True
    return kit.sound(app.run())


def sent(app, content: bytes):
    unfolded(app, "systems.importing").file_uploader[0].upload("systems.csv", content, "text/csv").run()
    app.button(key="systems.take").click().run()
    return kit.sound(app)


def test_an_empty_register_says_how_to_begin(organiser):
    app = kit.open_page("systems", organiser)
    assert "has no systems yet" in kit.text(app)


def test_the_browser_refuses_what_the_register_would(organiser):
    uploader = unfolded(kit.open_page("systems", organiser), "systems.importing").file_uploader[0]
    assert uploader.proto.max_upload_size_mb * 1_000_000 == BYTES_MAX


def test_a_file_with_faults_is_told_line_by_line_and_a_good_one_is_taken(organiser):
    app = kit.open_page("systems", organiser)
    sent(app, a_file("A,B,,C,D,,,", QUEUES, "A,B,O,C,D,,*x*,"))
    (error,) = app.error
    assert "Nothing was imported. Fix 2 faults in the file" in error.value
    assert "Line 2" in error.value
    assert r"“\*x\*”" in error.value
    assert systems.entries(organiser).total == 0
    sent(app, a_file(QUEUES, WATER))
    assert "New: 2" in kit.text(app)
    assert systems.entries(organiser).total == 2


@pytest.mark.parametrize("lang", ["sw", "en"])
def test_systems_are_listed_and_what_was_typed_in_them_does_nothing(organiser, lang):
    a_system(
        QUEUES.replace("Health queues", "<b>Health</b>").replace("Foleni za afya", "=Foleni[x](http://y)")
    )
    app = kit.open_page("systems", organiser, lang=lang)
    table = " ".join(str(element.proto.body) for element in app.get("html"))
    assert ("&lt;b&gt;Health&lt;/b&gt;" if lang == "en" else "=Foleni[x](http://y)") in table
    assert "<b>Health" not in table
    app.text_input(key="systems.text").input("nothing of the kind").run()
    assert kit.sound(app).info


def test_a_system_is_taken_out(organiser):
    a_system()
    app = unfolded(kit.open_page("systems", organiser), "systems.removing")
    app.button(key="systems.remove").click().run()
    assert "was removed" in kit.text(kit.sound(app))
    assert systems.entries(organiser).total == 0


def test_ones_own_import_is_no_change_by_another(organiser):
    app = kit.open_page("systems", organiser)
    sent(app, a_file(QUEUES))
    assert app.session_state["systems.importing"]
    assert not app.warning


def test_ones_own_removal_is_no_change_by_another(organiser):
    a_system()
    a_system(WATER)
    app = unfolded(kit.open_page("systems", organiser), "systems.removing")
    app.button(key="systems.remove").click().run()
    assert not kit.sound(app).warning
    assert systems.entries(organiser).total == 1


def test_a_student_does_not_keep_the_register():
    assert kit.refused(kit.open_page("systems", a_student()))
