"""Two people on one form: what only one changed is joined, what both changed is decided by the reader."""

from innovation_hub.errors import Conflict, Invalid
from innovation_hub.ui.draft import Draft


class Store:
    """What is saved, with its version, as a service keeps it."""

    def __init__(self, **values):
        self.values, self.version, self.writes = values, 1, 0

    def read(self):
        return dict(self.values), self.version

    def write(self, draft):
        if draft.version != self.version:
            raise Conflict
        self.values, self.version, self.writes = dict(draft.typed), draft.version + 1, self.writes + 1
        return self.version

    def opened(self) -> Draft:
        values, version = self.read()
        return Draft("x", version, dict(values), dict(values), self.write, self.read)


def typed(store: Store, **changes) -> Draft:
    draft = store.opened()
    draft.typed |= changes
    return draft


def test_nothing_typed_writes_nothing():
    store = Store(a="1")
    assert store.opened().keep()
    assert store.writes == 0


def test_changes_to_different_fields_are_joined():
    store = Store(a="1", b="1")
    mine, theirs = typed(store, a="mine"), typed(store, b="theirs")
    assert theirs.keep()
    assert mine.keep()
    assert store.values == {"a": "mine", "b": "theirs"} == mine.typed


def test_where_both_wrote_mine_stays_and_theirs_is_shown_until_decided():
    store = Store(a="1")
    mine, theirs = typed(store, a="mine"), typed(store, a="theirs")
    theirs.keep()
    assert not mine.keep()
    assert (mine.typed["a"], mine.theirs, store.values["a"]) == ("mine", {"a": "theirs"}, "theirs")
    assert not mine.keep()
    mine.settle("a", take_theirs=False)
    assert mine.keep()
    assert store.values["a"] == "mine"


def test_taking_theirs_leaves_nothing_to_save():
    store = Store(a="1")
    mine, theirs = typed(store, a="mine"), typed(store, a="theirs")
    theirs.keep()
    mine.keep()
    mine.settle("a", take_theirs=True)
    assert not mine.changed


def test_the_same_words_and_white_space_are_no_quarrel():
    store = Store(a="1")
    mine, theirs = typed(store, a="same"), typed(store, a="same ")
    theirs.keep()
    assert mine.keep()
    assert not mine.theirs


def test_a_refusal_is_kept_and_the_text_stays():
    store = Store(a="1")
    mine = typed(store, a="bad")

    def refuse(_draft):
        raise Invalid("errors.money.zero")

    mine.write = refuse
    assert not mine.keep()
    assert (mine.typed["a"], mine.refusal.key, mine.changed) == ("bad", "errors.money.zero", True)
