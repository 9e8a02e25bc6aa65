"""What GitHub reads: workflows that hold the least permissions and are pinned, and forms that name what there is."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))

pytestmark = pytest.mark.skipif(not GITHUB.is_dir(), reason="an sdist leaves hidden files out")


def _workflow(name):
    # BaseLoader takes `on` for a word, as GitHub does, and not for true.
    return yaml.load((GITHUB / "workflows" / f"{name}.yml").read_text("utf-8"), Loader=yaml.BaseLoader)


def _jobs():
    return [(path.stem, name, job) for path in WORKFLOWS for name, job in _workflow(path.stem)["jobs"].items()]


def _option(name):
    """A list that the noxfile assigns to an option."""
    for node in ast.parse((ROOT / "noxfile.py").read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == f"nox.options.{name}":
            return ast.literal_eval(node.value)
    return pytest.fail(f"noxfile.py assigns nothing to nox.options.{name}")


def test_workflows_are_there():
    """There is a workflow for the tests, for content, for a release and for facts that were checked long ago."""

    assert ["content", "release", "stale-facts", "tests"] == [path.stem for path in WORKFLOWS]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned(path):
    """Every action is named by a whole commit, with its version beside it."""

    used = re.findall(r"uses: (.+)", path.read_text("utf-8"))

    assert used
    assert [] == [action for action in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action)]


def test_one_action_has_one_pin():
    """The workflows do not name two commits of one action."""

    text = "".join(path.read_text("utf-8") for path in WORKFLOWS)
    pins = set(re.findall(r"uses: ([\w/-]+)@(\w+)", text))

    assert len(pins) == len({action for action, _ in pins})


def test_workflows_install_from_the_lock_file():
    """Whatever a workflow installs has the versions and hashes of the lock file, except pip itself."""

    installs = re.findall(r"pip install (.+)", "".join(path.read_text("utf-8") for path in WORKFLOWS))

    assert {"--constraint requirements-dev.txt nox"} == {line for line in installs if not line.startswith('"pip>=')}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_nothing_is_permitted_by_default(path):
    """A workflow permits nothing; what a job needs, the job says."""

    workflow = _workflow(path.stem)

    assert {} == workflow["permissions"]
    assert "pull_request_target" not in workflow["on"]
    assert "group" in workflow["concurrency"]


def test_jobs_say_what_they_need():
    """Every job has its permissions and an end, and leaves no credentials behind."""

    jobs = _jobs()
    kept = [
        name
        for workflow, name, job in jobs
        for step in job["steps"]
        if step.get("uses", "").startswith("actions/checkout@") and step["with"]["persist-credentials"] != "false"
    ]

    assert [] == [name for _, name, job in jobs if not job["permissions"] or "timeout-minutes" not in job]
    assert [] == kept


def test_only_a_release_and_the_list_of_stale_facts_may_write():
    """No job writes but those that attest, publish, announce and list; only the first two sign."""

    writing = {
        name: sorted(scope for scope, access in job["permissions"].items() if access == "write")
        for _, name, job in _jobs()
        if "write" in job["permissions"].values()
    }

    assert {
        "attest": ["attestations", "id-token"],
        "publish": ["id-token"],
        "announce": ["contents"],
        "list": ["issues"],
    } == writing


def test_every_supported_python_is_tested():
    """The tests run on every Python from the oldest that the package allows."""

    oldest = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["requires-python"]
    tested = _workflow("tests")["jobs"]["tests"]["strategy"]["matrix"]["python"]

    assert oldest == f">={tested[0]}"
    assert ["3.11", "3.12", "3.13", "3.14"] == tested


def test_every_check_is_run():
    """What `nox` runs by default runs on GitHub, too."""

    run = {"tests", *_workflow("tests")["jobs"]["checks"]["strategy"]["matrix"]["session"]}

    assert [] == [name for name in _option("sessions") if name not in run]


def test_release_builds_once():
    """One job builds; the others take what it checked, and publishing waits for its environment."""

    jobs = _workflow("release")["jobs"]
    downloading = {
        name
        for name, job in jobs.items()
        if any(step.get("uses", "").startswith("actions/download-artifact@") for step in job["steps"])
    }

    assert {"attest", "publish", "announce"} == downloading
    assert ("pypi", ["build", "attest"]) == (jobs["publish"]["environment"], jobs["publish"]["needs"])


def test_form_for_questions_offers_the_stages(guide):
    """The form for a new question offers the stages that there are."""

    form = yaml.safe_load((GITHUB / "ISSUE_TEMPLATE" / "question.yml").read_text("utf-8"))
    (options,) = (field["attributes"]["options"] for field in form["body"] if field.get("id") == "stage")

    assert list(guide.stages.ids) == options


def test_classifiers_name_no_python_that_is_not_tested():
    """The classifiers of the package name Pythons that the workflow tests."""

    classifiers = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["classifiers"]
    named = {found[1] for text in classifiers if (found := re.search(r":: (3\.\d+)$", text))}

    assert named <= set(_workflow("tests")["jobs"]["tests"]["strategy"]["matrix"]["python"])
