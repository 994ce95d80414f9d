"""A decision carries what was drawn with its button, by `innovation_hub.ui.decision`, never what is read anew.

What changes a record is a service that opens a transaction, by its own code. Each call of one from a page stands
behind a button of the helper, or behind ``.stale``, or is the act of an option of `decision.draw`, or is named
below with the reason why nothing seen is decided.
"""

import ast

from tests.architecture.source import ROOT

NEW = "adds a record; nothing that was seen is decided on"
OWN = "the reader's own account; nobody else changes it"
WRITTEN = "written over time, over the version that was typed over"
NO_DECISION = {
    "budgets.create_line": NEW,
    "budgets.record": NEW,
    "calls.add_criterion": NEW,
    "calls.create": NEW,
    "devices.add_device": NEW,
    "funding.plan": NEW,
    "institutions.add": NEW,
    "panels.invite": NEW,
    "proposals.begin": NEW,
    "ranking.keep": NEW,
    "reviews.sign": NEW,
    "my_account.change_password": OWN,
    "my_account.close_mine": f"{OWN}; asks for the password",
    "accounts.end_other_sessions": OWN,
    "my_account.rename": OWN,
    "my_account.request_email": OWN,
    "my_account.set_about": OWN,
    "my_account.set_language": OWN,
    "panels.set_my_fields": OWN,
    "proposals.attach": WRITTEN,
    "proposals.detach": WRITTEN,
    "proposals.invite_again": "an e-mail to the one whose row it is; one who joined meanwhile is refused",
    "proposals.remove_member": WRITTEN,
    "proposals.save_member": WRITTEN,
    "calls.remove_criterion": "asks with the name; the press names the one, and one that is gone stays gone",
    "covering.clear": "of one page of a file, named by its id; shown with the places that are covered",
    "covering.rule": "of words that the press itself names",
    "covering.undo": "of one ruling, named by its id; one that is gone is refused",
    "covering.withhold": "hides one page again, whatever others have cleared",
    "trail.note": "a trace, of no record",
}
TEXT_GOES_ON = {
    "proposals.reopen": "its state was seen; text typed meanwhile stays",
    "proposals.withdraw": "its state was seen; text typed meanwhile stays",
    "reviews.reopen": "state and total were seen",
    "reviews.submit": "the judge's own sheet, which says what it has saved",
}
"""Decisions whose version in the database is not the one that the reader saw, and what they are bound to."""


def functions(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def called(node):
    return {ast.unparse(call.func) for call in ast.walk(node) if isinstance(call, ast.Call)}


def changing():
    """Public functions of services that open a transaction, themselves or by another of their module."""
    found = set()
    for path in (ROOT / "innovation_hub/services").rglob("*.py"):
        of = {each.name: called(each) for each in functions(ast.parse(path.read_text()))}
        writing = {name for name, calls in of.items() if "unit_of_work" in calls}
        while more := {name for name, calls in of.items() if calls & writing} - writing:
            writing |= more
        parts = path.relative_to(ROOT / "innovation_hub/services").parts
        found |= {f"{part.removesuffix('.py')}.{name}" for part in parts for name in writing}
    return found


def services_of(tree):
    """Names under which a module knows the packages of services."""
    imports = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    return {
        each.asname or each.name
        for node in imports
        if (node.module or "").startswith("innovation_hub.services")
        for each in node.names
    }


def undecided(source, writing):
    """Lines and names of services that change a record without a button of the helper before them."""
    tree = ast.parse(source)
    services, above = services_of(tree), {}
    for node in ast.walk(tree):
        above.update(dict.fromkeys(ast.iter_child_nodes(node), node))
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)):
            continue
        name = f"{node.value.id}.{node.attr}"
        if node.value.id in services and name in writing and name not in NO_DECISION:
            if not guarded(node, above):
                yield node.lineno, name
            call = above[node]
            if isinstance(call, ast.Call) and call.func is node and not bound(call, above):
                yield node.lineno, name


def guarded(node, above):
    """Whether the node is in an act, or under an ``if`` upon a button of the helper, here or where this is called."""
    function = enclosing(node, above)
    if isinstance(function, ast.Lambda):
        return is_act(function, above)
    pressed = {"decision.button", ".stale"}
    if function is not None:
        for each in ast.walk(function):
            if isinstance(each, ast.Assign) and "decision.button" in ast.unparse(each.value):
                pressed |= {ast.unparse(target) for target in each.targets}
    inner = node
    while inner in above and inner is not function:
        outer = above[inner]
        test = ast.unparse(outer.test) if isinstance(outer, ast.If) and inner is not outer.test else ""
        if any(word in test.split() or word in test for word in pressed):
            return True
        inner = outer
    return function is not None and takes_seen(function) and called_behind(function, above)


def is_act(function, above):
    """Whether the function is the act of an option, which `decision.draw` calls with the seen version."""
    call = above[function]
    return (
        isinstance(call, ast.Call)
        and ast.unparse(call.func) == "decision.Option"
        and call.args[1:2] == [function]
        and [each.arg for each in function.args.args][:1] == ["on"]
    )


def called_behind(function, above):
    """Whether each call of this function of the module stands behind a button of the helper."""
    calls = [
        node
        for node in above
        if isinstance(node, ast.Call) and ast.unparse(node.func) == function.name and node in above
    ]
    return bool(calls) and all(guarded(call, above) for call in calls)


def enclosing(node, above):
    while node in above:
        node = above[node]
        if isinstance(node, ast.FunctionDef | ast.Lambda):
            return node
    return None


def takes_seen(function):
    return any("Seen" in ast.unparse(each.annotation) for each in function.args.args if each.annotation)


def bound(call, above):
    """Whether a version handed to a service is that of what was seen."""
    if ast.unparse(call.func) in TEXT_GOES_ON:
        return True
    for word in call.keywords:
        if word.arg in ("version", "seen", "expected"):
            function = enclosing(call, above)
            names = {each.arg for each in function.args.args} & {"on"}
            names |= {
                ast.unparse(target)
                for each in ast.walk(function)
                if isinstance(each, ast.Assign | ast.AnnAssign) and "seen" in ast.unparse(each.value or each)
                for target in (each.targets if isinstance(each, ast.Assign) else [each.target])
            }
            used = {each.id for each in ast.walk(word.value) if isinstance(each, ast.Name)}
            if not used & names:
                return False
    return True


def pages():
    for folder in ("pages", "innovation_hub/ui"):
        for path in (ROOT / folder).rglob("*.py"):
            yield str(path.relative_to(ROOT)), path.read_text()


def test_every_decision_goes_through_the_helper():
    writing = changing()
    found = [(name, *each) for name, source in pages() for each in undecided(source, writing)]
    assert not found, "decide through innovation_hub.ui.decision, or name it in NO_DECISION with the reason"


def test_each_exception_is_one():
    """What is no longer called, or now goes through the helper, leaves the list."""
    sources = "\n".join(source for _, source in pages())
    writing = changing()
    assert [name for name in NO_DECISION if name not in writing or name not in sources] == []
    assert [name for name in TEXT_GOES_ON if name not in writing or name not in sources] == []


HEAD = "from innovation_hub.services import budgets\n"


def found(source):
    return [line for line, _ in undecided(HEAD + source, {"budgets.approve", "budgets.withdraw"})]


def test_a_decision_without_the_helper_is_found():
    assert found("def f(row):\n    if st.button('x'):\n        budgets.approve(actor)") == [4]
    assert found("def f(act):\n    if st.button('x'):\n        act(budgets.withdraw)") == [4]
    assert found("def f(row):\n    budgets.approve(actor)") == [3]
    assert not found(
        "def f(on):\n    if decision.button(on, 'x'):\n        budgets.approve(version=on.version)"
    )


def test_a_version_read_in_the_run_of_the_click_is_found():
    behind = "    if decision.button(on, 'x'):\n        budgets.approve(version={})"
    assert found("def f(on, row):\n" + behind.format("row.version")) == [4]
    assert not found("def f(on: decision.Seen):\n" + behind.format("on.version"))


def test_a_function_that_decides_is_only_called_behind_a_button():
    does = "def do(on: decision.Seen):\n    budgets.approve(version=on.version)\n"
    assert found(does + "def f(on):\n    do(on)") == [3]
    assert not found(does + "def f(on):\n    if decision.button(on, 'x'):\n        do(on)")


def test_an_act_of_an_option_decides_on_what_was_seen():
    option = "def f(row):\n    decision.Option('x', lambda on, _: budgets.approve(version={}), 'said')"
    assert not found(option.format("on.version"))
    assert found(option.format("row.version")) == [3]
    assert found("def f(row):\n    act = lambda on, _: budgets.approve(version=on.version)") == [3]
    beside = "def f(row):\n    decision.Option('x', act, 'said', then=lambda: budgets.approve(version=1))"
    assert found(beside) == [3, 3]
