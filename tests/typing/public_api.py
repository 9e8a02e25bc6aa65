"""A small program that uses every public name; its types are checked by mypy --strict and by pyright."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, assert_type

import mlcareer_content
from mlcareer_content import (
    Chunk,
    Collection,
    ContentError,
    Guide,
    Hit,
    InstalledGuide,
    InvalidContentError,
    LearningPath,
    Limits,
    NotFoundError,
    Problem,
    Report,
    Step,
    __version__,
    guides,
    load,
    model,
    render,
    schema,
    to_dict,
    types,
    validate,
)


def use_the_guide(guide: Guide) -> None:
    """The guide, its article and its collections."""
    assert_type(guide.id, str)
    assert_type(guide.title, str)
    assert_type(guide.language, str)
    assert_type(guide.version, str)
    assert_type(guide.license, str)
    assert_type(guide.digest, str)
    assert_type(guide.source, model.Source | None)
    assert_type(guide.back_link, model.BackLink | None)
    assert_type(guide.share_prompt, str | None)
    assert_type(guide.faq_heading, str | None)
    assert_type(guide.article, model.Article)
    assert_type(guide.article.title, str)
    assert_type(guide.article.date_published, date)
    assert_type(guide.article.date_modified, date | None)
    assert_type(guide.article.sections[0].body, model.Prose)
    assert_type(guide.article.sections[0].stage, model.Stage | None)
    assert_type(guide.stages, Collection[model.Stage])
    assert_type(guide.faq, Collection[model.Question])
    assert_type(guide.skills, Collection[model.Skill])
    assert_type(guide.roles, Collection[model.Role])
    assert_type(guide.credentials, Collection[model.Credential])
    assert_type(guide.resources, Collection[model.Resource])
    assert_type(guide["skill:python"], model.Entry)
    assert_type(guide.get("skill:python"), model.Entry | None)
    assert_type(guide.get("skill:python", model.Skill), model.Skill | None)
    assert_type(guide.get("skill:python", model.Entry), model.Entry | None)
    if skill := guide.get("skill:python", model.Skill):
        assert_type(skill.builds_on, tuple[model.Skill, ...])
    assert_type(guide.backlinks("skill:python"), tuple[model.Entry, ...])
    assert_type("skill:python" in guide, bool)
    assert_type(len(guide), int)
    for entry in guide:
        assert_type(entry, model.Entry)
        assert_type(entry.id, str)
        assert_type(entry.former_ids, tuple[str, ...])
        assert_type(entry.ref, str)
        assert_type(entry.refs, tuple[str, ...])
        assert_type(entry.label, str)
        assert_type(entry.prose, tuple[model.Prose, ...])
        assert_type(entry.references, tuple[model.Entry, ...])


def use_a_collection(faq: Collection[model.Question]) -> None:
    """A collection is a sequence, and more."""
    assert_type(faq[0], model.Question)
    assert_type(faq["education-needed"], model.Question)
    assert_type(faq[1:3], Collection[model.Question])
    assert_type(faq.get("education-needed"), model.Question | None)
    assert_type(faq.where(stages="mid-career"), Collection[model.Question])
    assert_type(faq.ids, tuple[str, ...])
    assert_type(faq.kind, str)
    assert_type(faq.digest, str)
    assert_type(faq.entries, tuple[model.Question, ...])
    assert_type("education-needed" in faq, bool)
    assert_type([question.question for question in faq], list[str])
    assert_type(faq[0].answer.text, str)
    assert_type(faq[0].answer.blocks, tuple[str, ...])
    assert_type(faq[0].answer.mentions, tuple[str, ...])
    assert_type(faq[0].stages, tuple[model.Stage, ...])
    assert_type(first_label(faq), str)


def first_label(entries: Collection[model.Entry]) -> str:
    """A collection of questions is a collection of entries."""
    return entries[0].label


def use_the_entries(guide: Guide) -> None:
    """Stages, skills, roles, credentials and resources."""
    stage = guide.stages["entry-level"]
    assert_type(stage.skills, tuple[model.Skill, ...])
    assert_type(stage.skills[0].name, str)
    assert_type(guide.stages["entry-level"].skills[0].name, str)
    assert_type(stage.essential_skills, tuple[model.Skill, ...])
    assert_type(stage.helpful_skills, tuple[model.Skill, ...])
    assert_type(stage.place, int | Literal["alongside"])
    assert_type(stage.responsibilities, tuple[str, ...])
    assert_type(stage.roles, tuple[model.Role, ...])
    assert_type(stage.leads_to, tuple[model.Transition, ...])
    assert_type(stage.leads_to[0].stage, model.Stage)
    assert_type(stage.leads_to[0].requirements, model.Prose)
    skill = guide.skills["python"]
    assert_type(skill.alt_labels, tuple[str, ...])
    assert_type(skill.category, model.SkillCategory)
    assert_type(skill.builds_on, tuple[model.Skill, ...])
    assert_type(skill.url, str | None)
    assert_type(skill.sources, tuple[model.Source, ...])
    assert_type(skill.checked_on, date | None)
    assert_type(guide.roles[0].title, str)
    credential = guide.credentials[0]
    assert_type(credential.category, model.CredentialCategory)
    assert_type(credential.last_available_on, date | None)
    assert_type(credential.replaced_by, tuple[model.Credential, ...])
    assert_type(credential.status_on(date(2026, 11, 22)), Literal["upcoming", "available", "retired"])
    resource = guide.resources[0]
    assert_type(resource.authors, tuple[str, ...])
    assert_type(resource.year, int | None)
    assert_type(resource.free, bool | None)


def use_the_search(guide: Guide) -> None:
    """Hits hold entries."""
    for hit in guide.search("do I need a PhD", kind="question", limit=3):
        assert_type(hit, Hit)
        assert_type(hit.entry, model.Entry)
        assert_type(hit.score, float)
        assert_type(hit.snippet, str)
        assert_type(hit.ranges, tuple[tuple[int, int], ...])


def use_the_path(guide: Guide) -> None:
    """A path is a sequence of steps."""
    path = guide.path(have=["python", guide.skills["statistics"], {"skills": []}], to=guide.stages["mid-career"])
    assert_type(path, LearningPath)
    assert_type(path.to, model.Stage | model.Role)
    assert_type(path.unknown, tuple[str, ...])
    assert_type(path[:2], tuple[Step, ...])
    assert_type(guide.path(have="python", to="mid-career", as_of=date(2026, 11, 22))[0], Step)
    for step in path:
        assert_type(step.skill, model.Skill)
        assert_type(step.stage, model.Stage | None)
        assert_type(step.needed_for, tuple[str, ...])
        assert_type(step.resources, tuple[model.Resource, ...])
        assert_type(step.credentials, tuple[model.Credential, ...])


def use_the_chunks(guide: Guide) -> None:
    """Passages say what they are about and where their facts come from."""
    for chunk in guide.chunks(as_of=date(2026, 11, 22)):
        assert_type(chunk, Chunk)
        assert_type(chunk.ref, str)
        assert_type(chunk.kind, str)
        assert_type(chunk.label, str)
        assert_type(chunk.language, str)
        assert_type(chunk.breadcrumb, tuple[str, ...])
        assert_type(chunk.text, str)
        assert_type(chunk.source, str)
        assert_type(chunk.sources, tuple[model.Source, ...])
    assert_type(guide.chunks(), tuple[Chunk, ...])


def use_the_renderers(guide: Guide) -> None:
    """A guide and its parts become text and plain data."""
    assert_type(render(guide, "json"), str)
    page: str = render(guide, "html")
    assert page
    assert_type(render(guide.faq, "text", as_of=date(2026, 11, 22), width=60), str)
    assert_type(render(guide["skill:python"], "text"), str)
    assert_type(render(guide.stages, "markdown", link=lambda entry: f"/{entry.id}", heading_level=1), str)
    assert_type(render(guide.faq[0].answer, "text", link=lambda entry: f"/{entry.id}"), str)
    assert_type(render(guide.search("PhD"), "markdown"), str)
    assert_type(render(guide.search("PhD")[0], "text"), str)
    assert_type(render(guide.backlinks("skill:python"), "json"), str)
    assert_type(render([guide.skills[0], guide.roles[0]], "text"), str)
    assert_type(render((entry for entry in guide if entry.prose), "text"), str)
    assert_type(to_dict(guide.faq[0], computed=True), dict[str, Any])
    assert_type(schema("question"), dict[str, Any])


def use_the_data(guide: Guide) -> None:
    """What `to_dict` returns has a type with its fields."""
    assert_type(to_dict(guide), types.GuideDict)
    assert_type(to_dict(guide.article), types.ArticleDict)
    assert_type(to_dict(guide.article.sections[0]), types.SectionDict)
    assert_type(to_dict(guide.faq), types.FAQDict)
    assert_type(to_dict(guide.faq[0]), types.QuestionDict)
    assert_type(to_dict(guide.stages[:2]), types.StagesDict)
    assert_type(to_dict(guide.stages[0]), types.StageDict)
    assert_type(to_dict(guide.skills.where(category="framework")), types.SkillsDict)
    assert_type(to_dict(guide.skills["python"]), types.SkillDict)
    assert_type(to_dict(guide.roles), types.RolesDict)
    assert_type(to_dict(guide.roles[0]), types.RoleDict)
    assert_type(to_dict(guide.credentials), types.CredentialsDict)
    assert_type(to_dict(guide.credentials[0]), types.CredentialDict)
    assert_type(to_dict(guide.resources), types.ResourcesDict)
    assert_type(to_dict(guide.resources[0]), types.ResourceDict)
    assert_type(to_dict(guide)["article"]["sections"], list[types.SectionFields])
    assert_type(to_dict(guide.faq)["entries"], list[types.QuestionFields])
    assert_type(to_dict(guide.faq)["entries"][0]["answer"], list[str])
    assert_type(to_dict(guide.stages[0])["place"], int | Literal["alongside"])
    assert_type(to_dict(guide.stages[0]).get("skills"), list[types.StageSkillDict] | None)
    assert_type(to_dict(guide.skills[0])["kind"], Literal["skill"])
    assert_type(to_dict(guide.skills[0])["category"], str)
    assert_type(to_dict(guide.skills[0]).get("sources", []), list[types.SourceDict])
    assert_type(name_of(to_dict(guide["skill:python"])), str)
    assert_type(ids_of(to_dict(guide.faq)), list[str])
    nested: types.SkillFields = to_dict(guide.skills[0])
    assert nested
    if TYPE_CHECKING:
        to_dict(guide.skills[0])["nmae"]  # type: ignore[typeddict-item] # pyright: ignore[reportGeneralTypeIssues]


def name_of(entry: types.EntryDict) -> str:
    """The kind says which fields an entry has."""
    if entry["kind"] == "skill":
        return entry["name"]
    return entry["id"]


def ids_of(collection: types.CollectionDict) -> list[str]:
    """Every collection has its entries, and every entry its id."""
    return [entry["id"] for entry in collection["entries"]]


def use_the_checks(folder: Path) -> None:
    """Content is checked wherever it stands, and however it is checked it gives a report."""
    path = folder / "skill.json"
    value = to_dict(load()["skill:python"])
    path.write_text('{"kind": "skill", "id": "python"}', "utf-8")
    assert_type(validate(path, str(path), folder), Report)
    assert_type(validate(value), Report)
    assert_type(load(to_dict(load())), Guide)
    assert_type(validate({"kind": "question"}, {"id": "lonely"}), Report)
    assert_type(validate(files("mlcareer_content") / "data", base=False), Report)
    with ThreadPoolExecutor() as executor:
        assert_type(check_with_everything(path, executor), Report)
    use_a_report(validate(path))


def use_the_installed_guides(found: Mapping[str, InstalledGuide]) -> None:
    """Guides in other packages, by their names."""
    for name, guide in found.items():
        assert_type(name, str)
        assert_type(guide.name, str)
        assert_type(guide.packages, tuple[str, ...])
        assert_type(guide.load(), Guide)
        assert_type(validate(guide.content(), base=False), Report)


def check_with_everything(source: Path, executor: Executor | None) -> Report:
    """Every keyword of `validate`, spelled out."""
    return validate(
        source,
        base=True,
        kind="skill",
        as_of=date(2026, 11, 22),
        strict=True,
        limits=Limits(json=10_000, yaml=10_000, line=10_000),
        executor=executor,
    )


def use_the_errors(guide: Guide, folder: Path) -> None:
    """Misses and bad content raise errors that carry data."""
    try:
        guide["skill:pyhton"]
    except NotFoundError as error:
        assert_type(error.near, tuple[str, ...])
        assert_type(label_of(error), str)
    path = folder / "a.json"
    path.write_text('{"kind": "question"}', "utf-8")
    try:
        assert_type(load(path, str(path), folder), Guide)
    except InvalidContentError as error:
        assert_type(error.report, Report)
        use_a_report(error.report)
        assert_type(told(error), str)


def label_of(error: KeyError) -> str:
    """A miss is a KeyError."""
    return str(error)


def told(error: ContentError) -> str:
    """Every error is a ContentError."""
    return str(error)


def use_a_report(report: Report) -> None:
    """A report holds problems."""
    assert_type(report.ok, bool)
    assert_type(report.problems, tuple[Problem, ...])
    assert_type(report.errors, tuple[Problem, ...])
    assert_type(report.warnings, tuple[Problem, ...])
    assert_type(report.format("text"), str)
    assert_type(report.format("json"), str)
    assert_type(report.format("github"), str)
    assert_type(report.format(format="sarif"), str)
    problem = report.problems[0]
    assert_type(problem.code, str)
    assert_type(problem.message, str)
    assert_type(problem.suggestion, str | None)
    assert_type(problem.severity, Literal["error", "warning"])
    assert_type(problem.file, str | None)
    assert_type(problem.line, int | None)
    assert_type(problem.column, int | None)
    assert_type(problem.end_line, int | None)
    assert_type(problem.end_column, int | None)
    assert_type(problem.pointer, str)
    assert_type(problem.ref, str | None)
    if problem.excerpt:
        assert_type(problem.excerpt.line, str)
        assert_type(problem.excerpt.start, int)
        assert_type(problem.excerpt.end, int)
    Report((Problem(code="MLC301", message="nothing refers to it", severity="warning"),)).raise_for_errors()


def main() -> None:
    """Use everything once."""
    guide = load()
    assert_type(guide, Guide)
    sys.stdout.write(f"{__version__}\n")
    assert_type(mlcareer_content.load(base=True), Guide)
    use_the_guide(guide)
    use_a_collection(guide.faq)
    use_the_entries(guide)
    use_the_search(guide)
    use_the_path(guide)
    use_the_chunks(guide)
    use_the_installed_guides(guides())
    use_the_renderers(guide)
    use_the_data(guide)
    with tempfile.TemporaryDirectory() as folder:
        use_the_errors(guide, Path(folder))
        use_the_checks(Path(folder))
    sys.stdout.write("every public name was used\n")


if __name__ == "__main__":
    main()
