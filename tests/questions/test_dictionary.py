"""The data dictionary has every column of every table once, in the words of the tables."""

from dashboard.models import IN_PACKAGE
from dashboard.questions.dictionary import DICTIONARY, dictionary


def test_the_dictionary_has_every_column_once() -> None:
    rows = DICTIONARY.rows(dictionary())
    assert [(row.table, row.column) for row in rows] == [
        (table.name, column) for table in IN_PACKAGE.values() for column in table.columns
    ]
    (salience,) = [row for row in rows if (row.table, row.column) == ("stance", "salience")]
    assert (salience.title, salience.holds) == ("Salience", "number, from 0 to 100")
    assert salience.help.startswith("How much the party cares")


def test_a_table_comes_first_where_it_is_asked_for_and_the_others_stay_in_order() -> None:
    tables = list(dict.fromkeys(row.table for row in DICTIONARY.rows(dictionary("figure"))))
    assert tables == ["figure", *(name for name in IN_PACKAGE if name != "figure")]
