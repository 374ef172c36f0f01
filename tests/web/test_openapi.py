"""Whatever is sent to the API, it answers as its description says, and never with a fault of ours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from tests.people import People
from tests.web.conftest import Site

CHECKS = [not_a_server_error, status_code_conformance, response_schema_conformance]

#: What is sent to each call. The order and the examples are the same every time.
EXAMPLES = 12


def operations(site: Site) -> list[Any]:
    """Every call of the API's own description, as schemathesis understands it."""
    schema = schemathesis.openapi.from_url(f"{site.address}/api/v1/openapi.json")
    return [result.ok() for result in schema.get_all_operations()]


def sending(operation: Any, headers: dict[str, str]) -> Callable[[], None]:
    """A test that sends what the call's description allows, and looks at what comes back."""

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def sent(case: Any) -> None:
        response = case.call(headers=headers, timeout=60)
        case.validate_response(response, checks=CHECKS)

    return sent


def failures(site: Site, headers: dict[str, str]) -> dict[str, str]:
    """What was answered otherwise than described, by call."""
    failed = {}
    for operation in operations(site):
        try:
            sending(operation, headers)()
        except (AssertionError, BaseExceptionGroup) as problem:
            failed[operation.label] = str(problem)
    return failed


def test_nothing_that_somebody_unknown_sends_ends_in_a_fault(own_site: Site) -> None:
    assert failures(own_site, {}) == {}


def test_nothing_that_an_editor_sends_ends_in_a_fault(own_site: Site, people: People) -> None:
    assert failures(own_site, {"Authorization": f"Bearer {people.editor.token}"}) == {}
