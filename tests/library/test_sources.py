"""What people give as a source of shared banks, and what it means."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.library.sources import FollowedSource, SourceKind, plain_name, source_named

GIT, HTTPS = SourceKind.GIT, SourceKind.HTTPS
RAW = "https://raw.githubusercontent.com/o/r/main/x.yaml"


@pytest.mark.parametrize(
    ("given_text", "kind", "address", "name"),
    [
        ("https://github.com/owner/repo", GIT, "https://github.com/owner/repo", "repo"),
        ("https://github.com/owner/repo/", GIT, "https://github.com/owner/repo", "repo"),
        ("  https://github.com/owner/repo\n", GIT, "https://github.com/owner/repo", "repo"),
        ("<https://github.com/owner/repo>", GIT, "https://github.com/owner/repo", "repo"),
        ("'https://github.com/owner/repo'", GIT, "https://github.com/owner/repo", "repo"),
        ("https://github.com/owner/repo.git", GIT, "https://github.com/owner/repo.git", "repo"),
        ("github.com/owner/repo", GIT, "https://github.com/owner/repo", "repo"),
        ("HTTPS://github.com/Owner/My-Repo", GIT, "https://github.com/Owner/My-Repo", "my-repo"),
        ("https://codeberg.org/o/r", GIT, "https://codeberg.org/o/r", "r"),
        ("https://git.uni.example/x/y.git", GIT, "https://git.uni.example/x/y.git", "y"),
        ("git@github.com:owner/repo.git", GIT, "git@github.com:owner/repo.git", "repo"),
        ("git@host:repo", GIT, "git@host:repo", "repo"),
        ("ssh://git@host.org:22/o/r", GIT, "ssh://git@host.org:22/o/r", "r"),
        ("git+https://host.org/o/r", GIT, "https://host.org/o/r", "r"),
        ("git+ssh://git@host.org/o/r", GIT, "ssh://git@host.org/o/r", "r"),
        ("https://example.org/caps.yaml", HTTPS, "https://example.org/caps.yaml", "caps"),
        ("https://example.org/a.quiz.zip", HTTPS, "https://example.org/a.quiz.zip", "a"),
        ("https://example.org/a.yml?dl=1", HTTPS, "https://example.org/a.yml?dl=1", "a"),
        ("https://example.org/a.yml#top", HTTPS, "https://example.org/a.yml", "a"),
        ("https://example.org/", HTTPS, "https://example.org/", "example-org"),
        ("https://example.org/My%20Bank.yaml", HTTPS, "https://example.org/My%20Bank.yaml",
         "my-bank"),
        ("https://github.com/o/r/blob/main/x.yaml", HTTPS, RAW, "x"),
        ("https://gitlab.com/o/r/-/blob/main/x.yaml", HTTPS,
         "https://gitlab.com/o/r/-/raw/main/x.yaml", "x"),
        ("https://codeberg.org/o/r/src/branch/main/x.yaml", HTTPS,
         "https://codeberg.org/o/r/raw/branch/main/x.yaml", "x"),
        (RAW, HTTPS, RAW, "x"),
        ("https://[::1]:8443/x.yaml", HTTPS, "https://[::1]:8443/x.yaml", "x"),
    ],
)  # fmt: skip
def test_what_people_give_means_what_they_expect(
    given_text: str, kind: SourceKind, address: str, name: str
) -> None:
    source = source_named(given_text)
    assert (source.kind, source.address, source.usual_name) == (kind, address, name)
    assert not source.branch


@pytest.mark.parametrize(
    ("given_text", "branch", "folder"),
    [
        ("https://github.com/o/r/tree/main", "main", ""),
        ("https://github.com/o/r/tree/v2/banks/geo/", "v2", "banks/geo"),
        ("https://gitlab.example.org/o/r/-/tree/main/banks", "main", "banks"),
        ("https://codeberg.org/o/r/src/branch/main/banks", "main", "banks"),
    ],
)
def test_the_page_of_a_folder_is_that_folder_of_the_repository(
    given_text: str, branch: str, folder: str
) -> None:
    source = source_named(given_text)
    assert source.kind is GIT
    assert (source.branch, source.folder) == (branch, folder)
    assert source.address.endswith("/o/r")


@pytest.mark.parametrize(
    ("given_text", "said"),
    [
        ("", "give a folder"),
        ("   ", "give a folder"),
        ("http://example.org/x.yaml", "http isn't safe"),
        ("HTTP://example.org/x.yaml", "https://example.org/x.yaml"),
        ("git://example.org/x", "git:// isn't safe"),
        ("ftp://example.org/x", "ftp:// can't be followed"),
        ("javascript://x/y", "can't be followed"),
        ("ext::sh -c id", "no such folder or file"),
        ("-u", "no such folder or file"),
        ("owner/repo", "no such folder or file"),
        ("/nowhere/at/all", "no such folder or file"),
        ("~/nowhere at all", "no such folder or file"),
        ("file:///nowhere", "no such folder or file"),
        ("example.org/x.yaml", "no such folder or file"),
        ("https://", "not an address"),
        ("https:///x.yaml", "not an address"),
        ("https://host:99999/x", "not an address"),
        ("https://exa mple.org/x", "not an address"),
        ("ssh://-oProxyCommand=touch%20x/y", "not an address"),
        ("x@-oProxyCommand:z", "not a safe address"),
        ("https://ann:secret@example.org/x.yaml", "a password isn't kept"),
        ("https://token@github.com/o/r", "a password isn't kept"),
        ("https://example.org/\x1b[31m", "give a folder"),
        ("x" * 5000, "give a folder"),
    ],
)
def test_what_cannot_be_followed_is_refused_with_what_to_do(given_text: str, said: str) -> None:
    with pytest.raises(QuizError) as error:
        source_named(given_text)
    assert said in str(error.value)
    assert "secret" not in str(error.value)


def test_a_folder_a_file_and_a_repository_without_files_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "caps.yaml").write_text("x")
    bare = tmp_path / "bare.git"
    for name in ("objects", "refs"):
        (bare / name).mkdir(parents=True)
    (bare / "HEAD").write_text("ref: refs/heads/main")
    assert source_named(str(tmp_path)).kind is SourceKind.FOLDER
    assert source_named(f"file://{tmp_path}").address == str(tmp_path)
    assert source_named(str(tmp_path / "caps.yaml")).kind is SourceKind.FILE
    assert source_named(str(bare)).kind is GIT


@given(st.text())
def test_any_text_is_a_source_or_a_clear_error(text: str) -> None:
    try:
        source = source_named(text)
    except QuizError:
        return
    assert plain_name(source.usual_name) == source.usual_name


@given(st.text())
def test_a_name_is_that_of_one_folder(text: str) -> None:
    name = plain_name(text)
    assert not set(name) & set("/\\.:~ ")
    assert not name.startswith("-")
    assert FollowedSource(kind=HTTPS, address=text).usual_name
