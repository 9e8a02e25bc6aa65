"""What a report does not list, in a sentence."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..problems import Report


def omitted(report: "Report") -> str:
    """How many problems a report does not list, by code, such as ``"3 more problems: 2 MLC102, 1 MLC203"``."""
    total = sum(one.count for one in report.omitted)
    by_code = ", ".join(f"{one.count:,} {one.code}" for one in report.omitted)
    return f"{total:,} more problem{'s' * (total != 1)}: {by_code}"
