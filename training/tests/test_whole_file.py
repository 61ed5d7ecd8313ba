import pytest

from ucnet.whole_file import whole_file


def test_an_interrupted_file_leaves_the_former_one(tmp_path) -> None:
    path = tmp_path / "last.pt"
    with whole_file(path) as unfinished:
        unfinished.write_text("first")
    with pytest.raises(KeyboardInterrupt), whole_file(path) as unfinished:
        unfinished.write_text("half of the sec")
        raise KeyboardInterrupt
    assert path.read_text() == "first"
    assert list(tmp_path.iterdir()) == [path]
