"""The mutations fit the code as it is now: `make mutations` tries them, which takes longer."""

import ast

import pytest

from tests.architecture import source
from tests.mutations import MUTATIONS
from tests.mutations.mutation import mutated


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda one: one.name)
def test_a_mutation_changes_one_place_and_names_tests_that_exist(mutation):
    changed = mutated(mutation, (source.ROOT / mutation.file).read_text())
    assert ast.dump(ast.parse(changed)) != ast.dump(source.tree(source.ROOT / mutation.file))
    assert [path for path in mutation.paths if not (source.ROOT / path).is_file()] == []


def test_every_mutation_has_a_name_of_its_own():
    names = [mutation.name for mutation in MUTATIONS]
    assert len(names) == len(set(names)) >= 25


def test_a_text_that_stands_elsewhere_by_now_is_refused():
    with pytest.raises(ValueError, match="2 times, not once"):
        mutated(MUTATIONS[0], MUTATIONS[0].text * 2)
