"""Files appear whole or not at all; what is no file is never replaced by one."""

import os
import threading
from pathlib import Path

import pytest

from auditor.core.whole_file import write_whole


def test_a_file_appears_whole(tmp_path):
    write_whole(tmp_path / "a", [b"one", b"two"])
    assert (tmp_path / "a").read_bytes() == b"onetwo"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_what_fails_half_way_leaves_the_old_one(tmp_path, error):
    (tmp_path / "a").write_bytes(b"old")

    def chunks():
        yield b"new"
        raise error

    with pytest.raises(error):
        write_whole(tmp_path / "a", chunks())
    assert (tmp_path / "a").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_pipe_stays_a_pipe(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append((tmp_path / "pipe").read_bytes()))
    reader.start()
    write_whole(tmp_path / "pipe", [b"one", b"two"])
    reader.join(5)
    assert read == [b"onetwo"]
    assert (tmp_path / "pipe").is_fifo()


def test_a_device_stays_a_device():
    write_whole(Path(os.devnull), [b"x"])
    assert Path(os.devnull).is_char_device()


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "link").symlink_to("there")
    write_whole(tmp_path / "link", [b"x"])
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "there").read_bytes() == b"x"


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(IsADirectoryError):
        write_whole(tmp_path, [b"x"])
