# SPDX-License-Identifier: Apache-2.0
"""As much of JSON Schema 2020-12 as the description of the HTTP contract uses."""
import re

TYPES = {
    "object": lambda v: isinstance(v, dict), "array": lambda v: isinstance(v, list), "string": lambda v: isinstance(v, str),
    "integer": lambda v: isinstance(v, int) and not isinstance(v, bool), "boolean": lambda v: isinstance(v, bool),
    "number": lambda v: isinstance(v, (int, float)) and not isinstance(v, bool), "null": lambda v: v is None,
}


class Schemas:
    def __init__(self, contract):
        self.contract = contract

    def resolve(self, schema):
        while "$ref" in schema:
            place = self.contract
            for step in schema["$ref"].removeprefix("#/").split("/"):
                place = place[step]
            schema = place
        return schema

    def faults(self, value, schema, path="$", limit=20):
        """Where a value is not what the schema says; at most `limit` of them."""
        found = []
        self._collect(value, schema, path, found, limit)
        return found

    def _collect(self, value, schema, path, found, limit):
        if len(found) >= limit:
            return
        schema = self.resolve(schema)
        if "anyOf" in schema:
            if not any(not self.faults(value, option, path, 1) for option in schema["anyOf"]):
                found.append(f"{path}: fits none of the possibilities: {str(value)[:80]}")
            return
        if "const" in schema and value != schema["const"]:
            found.append(f"{path}: {value!r} is not {schema['const']!r}")
        if "enum" in schema and value not in schema["enum"]:
            found.append(f"{path}: {value!r} is none of {schema['enum']}")
        kinds = schema.get("type")
        kinds = [kinds] if isinstance(kinds, str) else kinds
        if kinds and not any(TYPES[kind](value) for kind in kinds):
            found.append(f"{path}: {str(value)[:80]!r} is no {' or '.join(kinds)}")
        elif isinstance(value, dict):
            self._members(value, schema, path, found, limit)
        elif isinstance(value, list):
            if len(value) > schema.get("maxItems", len(value)) or len(value) < schema.get("minItems", 0):
                found.append(f"{path}: has {len(value)} items")
            for index, item in enumerate(value):
                self._collect(item, schema.get("items", {}), f"{path}[{index}]", found, limit)
        elif isinstance(value, str) and "pattern" in schema and not re.search(schema["pattern"], value):
            found.append(f"{path}: {value!r} does not look like {schema['pattern']}")

    def _members(self, value, schema, path, found, limit):
        for name in schema.get("required", ()):
            if name not in value:
                found.append(f"{path}: {name} is missing")
        known = schema.get("properties", {})
        for name, member in value.items():
            inner = known.get(name, schema.get("additionalProperties"))
            if isinstance(inner, dict):
                self._collect(member, inner, f"{path}.{name}", found, limit)
