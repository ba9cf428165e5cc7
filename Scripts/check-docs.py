#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Lists the documents and checks what can be checked about them: named files exist, every decision is in the index, the HTTP
contract and its description name the same routes, the glossary's code names are in the code."""
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDERS = ("Sources/", "Tests/", "Docs/", "Models/", "Scripts/", "Examples/", "Reference/", "Benchmarks/", "Web/", "Locales/")
METHODS = ("get", "post", "put", "patch", "delete")


def documents():
    tops = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "Benchmarks/README.md")]
    return tops + sorted((ROOT / "Docs").rglob("*.md"))


def text_of(path):
    return path.read_text(encoding="utf-8")


def named_files(path):
    """Paths in code marks that begin at a folder of the repository, and targets of links."""
    text = text_of(path)
    for mark in re.findall(r"`([^`\n]+)`", text):
        if mark.startswith(FOLDERS) and not re.search(r"[<>*…{ ]", mark):
            yield ROOT / mark
    for target in re.findall(r"\]\(([^)#\s]+)", text):
        if ":" not in target:
            yield path.parent / target


def missing_files():
    for path in documents():
        for named in named_files(path):
            if not named.exists():
                yield f"{path.relative_to(ROOT)} names {named.relative_to(ROOT)}, which is not there"


def decisions():
    index = text_of(ROOT / "Docs/decisions/README.md")
    for path in sorted((ROOT / "Docs/decisions").glob("[0-9]*.md")):
        if path.name not in index:
            yield f"Docs/decisions/README.md does not list {path.name}"
        if "Status: " not in text_of(path):
            yield f"{path.relative_to(ROOT)} has no status"


def references(value):
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for member in value.values():
            yield from references(member)
    elif isinstance(value, list):
        for member in value:
            yield from references(member)


def resolve(contract, reference):
    place = contract
    for step in reference.removeprefix("#/").split("/"):
        place = place.get(step.replace("~1", "/")) if isinstance(place, dict) else None
    return place


def contract_faults():
    """OpenAPI 3.1 as far as it carries the contract: ids unique, references resolved, path parameters declared."""
    contract = json.loads(text_of(ROOT / "Docs/api/openapi.json"))
    if not contract.get("openapi", "").startswith("3.1"):
        yield "openapi.json is not OpenAPI 3.1"
    ids = []
    for path, item in contract["paths"].items():
        for method, operation in item.items():
            where = f"openapi.json {method} {path}"
            if method not in METHODS:
                yield f"{where}: no such method"
                continue
            ids.append(operation.get("operationId"))
            if not operation.get("responses") or not operation.get("summary"):
                yield f"{where}: without summary or responses"
            declared = {p["name"] for p in operation.get("parameters", []) if p["in"] == "path"}
            if declared != set(re.findall(r"\{(\w+)\}", path)):
                yield f"{where}: path parameters are not those of the path"
            if not any(code[0] in "23" for code in operation.get("responses", {})):
                yield f"{where}: no good answer"
    yield from (f"openapi.json: operationId {name} is used twice" for name in sorted({i for i in ids if ids.count(i) > 1}))
    yield from (f"openapi.json: {ref} leads nowhere" for ref in references(contract) if resolve(contract, ref) is None)


def routes_of_specification():
    for method, path in re.findall(r"`(GET|POST|DELETE|PUT) (/api/v1/(?:[^`? {]|\{[a-z]+\})*)", text_of(ROOT / "Docs/specs/SPEC-http.md")):
        yield method.lower(), path


def route_faults():
    contract = json.loads(text_of(ROOT / "Docs/api/openapi.json"))
    described = {(method, path) for path, item in contract["paths"].items() for method in item if path.startswith("/api/v1")}
    agreed = set(routes_of_specification())
    yield from (f"openapi.json does not describe {m.upper()} {p}" for m, p in sorted(agreed - described))
    yield from (f"SPEC-http.md does not name {m.upper()} {p}" for m, p in sorted(described - agreed))


def glossary_faults():
    code = "\n".join(text_of(p) for p in sorted((ROOT / "Sources").rglob("*.swift")))
    code += "".join(text_of(p) for p in sorted((ROOT / "Models").glob("*.plan")))
    for line in text_of(ROOT / "Docs/GLOSSARY.md").splitlines():
        cells = [cell.strip() for cell in line.split(" | ")]
        if len(cells) < 4 or not line.startswith("| "):
            continue
        for name in re.findall(r"`([A-Za-z_]+)(?:…)?`", cells[2]):
            if not re.search(r"\b" + name, code):
                yield f"GLOSSARY.md: {name} ({cells[0].strip('| ')}) is not in the code"


def main():
    for path in documents():
        title = next((line.lstrip("# ").strip() for line in text_of(path).splitlines() if line.startswith("#")), "")
        print(f"{path.relative_to(ROOT)!s:<48} {title}")
    faults = [*missing_files(), *decisions(), *contract_faults(), *route_faults(), *glossary_faults()]
    for fault in faults:
        print("✗ " + fault, file=sys.stderr)
    print(f"{len(list(documents()))} documents, {len(faults)} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
