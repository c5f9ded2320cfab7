"""The page is true: its kinds are those that are promised, its rights those that the tests use."""

from pathlib import Path

import pytest

from auditor_plugins.mysql.accounts import MARIADB_STATES, RIGHTS
from auditor_plugins.mysql.collector import ROOMS
from auditor_plugins.mysql.options import Options
from tests.integration import mariadb_bank as bank

PAGE = (Path(__file__).parents[3] / "plugins/mysql/README.md").read_text("utf-8")
FLAT = " ".join(PAGE.split())


@pytest.mark.parametrize("kind", ROOMS)
def test_it_names_every_kind(kind):
    assert f"| `{kind}` |" in PAGE


@pytest.mark.parametrize("option", Options.model_fields)
def test_it_names_every_option(option):
    assert f"`{option}`" in PAGE.partition("## Options")[2].partition("## Rights")[0]


@pytest.mark.parametrize("right", bank.RIGHTS.values())
def test_it_names_every_right(right):
    if "closed (" not in right and " ON crm.v_" not in right:
        assert right.partition(" TO ")[0] in FLAT


def test_its_view_of_accounts_is_the_one_that_is_tested():
    view = " ".join(MARIADB_STATES.split())
    assert view in FLAT
    assert view in " ".join(bank.VIEW.split())
    assert "authentication_string" not in view.replace("'$.authentication_string'), '') = ''", "")


def test_its_columns_of_mysql_user_are_those_that_are_read():
    assert all(f"{right}_priv" in FLAT for right in RIGHTS)
