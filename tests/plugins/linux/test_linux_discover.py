from auditor_plugins.linux.discover import discover


def test_this_host_and_the_trees_below_the_folder(tmp_path):
    for name in ("teller-host", "hosts/db-01", "too/deep/down/host"):
        (tmp_path / name / "etc").mkdir(parents=True)
        (tmp_path / name / "etc/passwd").touch()
    (tmp_path / "registers").mkdir()
    assert list(discover(tmp_path, {})) == [
        {"name": "localhost", "type": "linux"},
        {"name": "hosts-db-01", "type": "linux", "root": "./hosts/db-01"},
        {"name": "teller-host", "type": "linux", "root": "./teller-host"},
    ]
