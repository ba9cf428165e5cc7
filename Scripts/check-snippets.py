#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks the pages of the forecasting libraries: every block of Swift stands, line for line, in an example that is compiled and run
(Examples/ForecastExamples); every symbol and every article that a page links to exists."""
import pathlib
import re
import sys
import textwrap

ROOT = pathlib.Path(__file__).resolve().parent.parent
ROOMS = ("Forecasting", "ForecastMethods")
GUIDE = ROOT / "Docs/EXTENDING-forecasts.md"
DECLARED = re.compile(r"\b(?:struct|enum|protocol|class|typealias|func|var|let|case)\s+`?(\w+)")


def text_of(path):
    return path.read_text(encoding="utf-8")


def pages():
    return {room: sorted((ROOT / f"Sources/{room}/{room}.docc").glob("*.md")) for room in ROOMS}


def example_code():
    files = sorted((ROOT / "Examples/ForecastExamples/Sources").rglob("*.swift"))
    return [[line.rstrip() for line in text_of(path).splitlines()] for path in files]


def stands_in(block, lines):
    """Whether the block is a run of these lines, all indented alike."""
    wanted = textwrap.dedent("\n".join(block)).split("\n")
    for start in range(len(lines) - len(wanted) + 1):
        if textwrap.dedent("\n".join(lines[start:start + len(wanted)])).split("\n") == wanted:
            return True
    return False


def snippet_faults(path, code):
    for found in re.findall(r"```swift\n(.*?)```", text_of(path), re.S):
        block = [line.rstrip() for line in found.rstrip("\n").split("\n")]
        if not any(stands_in(block, lines) for lines in code):
            yield f"{path.relative_to(ROOT)}: \"{block[0].strip()} …\" is in no example"


def public_names(room):
    """Every name a file of the room declares and shows: members of public protocols and cases of enumerations are public without saying so."""
    names = set()
    for path in (ROOT / f"Sources/{room}").rglob("*.swift"):
        for line in text_of(path).splitlines():
            code = line.split("//")[0]
            if re.search(r"\b(private|fileprivate|internal)\b(?!\(set\))", code):
                continue
            names.update(DECLARED.findall(code))
            for case in re.findall(r"^\s*case\s+([\w\s,]+)$", code):
                names.update(word.strip() for word in case.split(","))
    return names


def link_faults(room, path):
    names = public_names(room) | {room}
    for link in re.findall(r"(?<!`)``([^`\n]+)``(?!`)", text_of(path)):
        for part in link.split("/"):
            if part.split("(")[0] not in names:
                yield f"{path.relative_to(ROOT)} links to {link}, and {room} declares no {part}"
    for article in re.findall(r"<doc:(\w+)>", text_of(path)):
        if not (path.parent / f"{article}.md").exists():
            yield f"{path.relative_to(ROOT)} links to the article {article}, which is not there"


def main():
    code = example_code()
    faults = []
    count = 0
    for room, files in pages().items():
        if not files:
            faults.append(f"{room} has no pages")
        for path in files:
            count += 1
            faults += list(snippet_faults(path, code)) + list(link_faults(room, path))
    faults += list(snippet_faults(GUIDE, code))
    for fault in faults:
        print(f"✗ {fault}")
    if not faults:
        print(f"✓ {count} pages of the forecasting libraries and their guide: snippets compile in the examples, links resolve")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
