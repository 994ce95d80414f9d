"""Names are sought and sorted by their keys alone: whatever else a query did, the two databases would do it apart."""

import ast

from tests.architecture.source import files, name, tree

NAMES = {"name", "name_sw", "name_en", "title", "title_sw", "title_en", "owner", "description"}
BY_CASE = {"ilike", "icontains", "istartswith", "iendswith"}
HOME = "db/queries/searching.py"


def past_the_keys(source):
    """Lines that seek or sort by a name as it is written."""
    for call in (node for node in ast.walk(source) if isinstance(node, ast.Call)):
        called = ast.unparse(call.func)
        method = called.rpartition(".")[2]
        sought = method in BY_CASE or called == "func.lower"
        sorts = method == "order_by" and any(
            isinstance(node, ast.Attribute) and node.attr in NAMES
            for argument in call.args
            for node in ast.walk(argument)
        )
        if sought or sorts:
            yield call.lineno


def test_names_are_sought_and_sorted_by_their_keys():
    queries = [path for path in files("db", "innovation_hub/services") if name(path) != HOME]
    assert [f"{name(path)}:{line}" for path in queries for line in past_the_keys(tree(path))] == []


def test_what_goes_past_the_keys_is_found():
    wrong = (
        "q.order_by(col(Account.name), col(Account.id))",
        "col(Account.name).icontains(text)",
        "func.lower(Institution.name_sw)",
    )
    assert all(list(past_the_keys(ast.parse(line))) == [1] for line in wrong)
    assert not list(past_the_keys(ast.parse("q.order_by(col(Account.name_key))")))
