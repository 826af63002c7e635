"""Who is a private person and by which role; who holds an office, speaks for a body or signs the report is none."""

from __future__ import annotations

import pytest

from tests.coding.sensitive.hand_scenes import care_of, private, reasons


def beside(role: str, name: str = "Marija/PROPN:NNP/compound/1 Kovac/PROPN:NNP/nsubj/{verb}") -> str:
    """`Marija Kovac, ROLE, waited.`; the role's words count from token 3 on, its head stands last."""
    count = len(role.split())
    verb = 4 + count
    head = verb - 2
    links = [*[f"det/{head}"] * (count - 1), "appos/1"]
    inner = " ".join(f"{word}/{link}" for word, link in zip(role.split(), links, strict=True))
    return (f"{name.format(verb=verb)} ,/PUNCT:,/punct/1 {inner} ,/PUNCT:,/punct/1 waited=wait/VERB:VBD/ROOT/{verb} "
            f"./PUNCT:./punct/{verb}")


@pytest.mark.parametrize(("role", "expected"), [
    ("a/DET:DT teacher/NOUN:NN", "a teacher"),
    ("a/DET:DT crane/NOUN:NN driver/NOUN:NN", "a crane driver"),
    ("a/DET:DT seamstress/NOUN:NN", "a seamstress"),
    ("an/DET:DT engineer/NOUN:NN", "an engineer"),
    ("a/DET:DT former/ADJ:JJ teacher/NOUN:NN", "a former teacher"),
    ("16/NUM:CD", "a 16-year-old girl"),
    ("nine/NUM:CD", "a 9-year-old girl"),
    ("38/NUM:CD", "a 38-year-old woman"),
])
def test_the_role_is_the_reports_own(role, expected):
    name = "Mary/PROPN:NNP/compound/1 Kovac/PROPN:NNP/nsubj/{verb}"
    assert private(beside(role, name)) == [("Mary Kovac", expected)]


@pytest.mark.parametrize("role", [
    "a/DET:DT minister/NOUN:NN", "the/DET:DT mayor/NOUN:NN", "a/DET:DT spokeswoman/NOUN:NN", "an/DET:DT editor/NOUN:NN",
    "a/DET:DT general/NOUN:NN", "an/DET:DT economist/NOUN:NN",
])
def test_who_stands_in_public_is_not_private(role):
    name = "Mary/PROPN:NNP/compound/1 Kovac/PROPN:NNP/nsubj/{verb}"
    assert private(beside(role, name)) == []


ARRESTED = (
    "Police/NOUN:NNS/nsubj/1 arrested=arrest/VERB:VBD/ROOT/1 Mary/PROPN:NNP/compound/3 Kovac/PROPN:NNP/dobj/1 "
    "./PUNCT:./punct/1"
)
MET = ARRESTED.replace("arrested=arrest", "met=meet")


def test_what_is_done_to_a_person_makes_a_name_private():
    assert private(ARRESTED) == [("Mary Kovac", "a person")]
    assert reasons(ARRESTED) == ["detainee", "private_person"]
    assert private(MET) == []


def test_later_mentions_by_the_surname_are_the_same_person():
    care = care_of(f"{ARRESTED} || Kovac/PROPN:NNP/nsubj/1 wept=weep/VERB:VBD/ROOT/1 ./PUNCT:./punct/1")
    text = care.reading.article.text
    assert [text[start:end] for start, end in care.persons[0].mentions] == ["Mary Kovac", "Kovac"]
    assert [person.text for person in care.named_in("Kovac wept.")] == ["Mary Kovac"]
    assert care.named_in("Kovacs wept.") == []


@pytest.mark.parametrize("name", [
    "Nelson/PROPN:NNP/compound/1 Mandela/PROPN:NNP/nsubj/{verb}",
    "Mercy/PROPN:NNP/compound/1 Hospital/PROPN:NNP/nsubj/{verb}",
])
def test_known_people_and_bodies_are_none(name):
    assert private(beside("a/DET:DT teacher/NOUN:NN", name)) == []


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), [
    ("Police picked up the baker Ahmed Farouk at his shop in Tanta on Friday.", [("Ahmed Farouk", "a baker")]),
    ("A taxi driver named Samir Haddad has been held since March in Adra prison.", [("Samir Haddad", "a taxi driver")]),
    ("Soldiers shot dead a miner, Tom\u00e1s Quispe, at the roadblock in Oruro.", [("Tom\u00e1s Quispe", "a miner")]),
    ("Police spokeswoman Irene Walsh said two men had been held.", []),
    ("John Pelling, director of the relief group Medair, said the road was cut.", []),
    ("Kwame Mensah, who leads the dockers' union, was arrested.", []),
    ("The mayor of Bunia, Jean Bosco Lalu, was abducted on Sunday.", []),
])
def test_read_with_the_model(text, expected, parts):
    from dateline.coding.sensitive import care_for
    from dateline.evaluate.snippets import read_snippet

    reading, resolution = read_snippet({"id": "x", "text": text, "published": "2009-01-01"}, parts)
    care = care_for(reading, resolution, words=parts.coding.sensitive, table=parts.coding.actors)
    assert [(person.text, person.role) for person in care.persons] == expected
