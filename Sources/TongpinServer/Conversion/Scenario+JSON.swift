// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal
import PlanningCycle
import Wire

extension ScenarioEntry {
  var json: JSON {
    .object([
      .init("id", .integer(scenario.id)), .init("name", .string(scenario.name)), .init("owner", .string(scenario.owner.login)),
      .init("isShared", JSON(scenario.isShared)), .init("isOwn", JSON(isOwn)),
      .init("createdAt", .integer(scenario.createdAt.millisecondsSinceEpoch)), .init("baseRevision", .integer(scenario.baseEvent)),
      .init("baseAt", .integer(scenario.baseAt.millisecondsSinceEpoch)),
      .init("changedAt", .integer(scenario.changed.at.millisecondsSinceEpoch)),
      .init("changedBy", .string(scenario.changed.by.login)), .init("isBehind", JSON(isBehind)),
      .init("changedCells", changedCells.map { JSON($0) } ?? .null), .init("bytes", bytes.map { JSON($0) } ?? .null),
    ])
  }
}

extension ScenarioComparison {
  var json: JSON {
    .object([
      .init("scenario", entry.json), .init("against", .string(against.rawValue)), .init("revision", .integer(revision)),
      .init("content", .string(content.hex)), .init("isExact", JSON(isExact)), .init("inputs", JSON(inputs) { $0.json }),
      .init("inputsTotal", JSON(inputTotal)), .init("conflicts", JSON(conflicts)), .init("withoutPlace", JSON(withoutPlace)),
      .init(
        "planChanges",
        JSON(planChanges) {
          .object([
            .init("measure", .string($0.measure)), .init("name", .text($0.name)), .init("cells", JSON($0.cells)),
            .init("by", JSON($0.by) { .string($0) }),
          ])
        }), .init("figures", JSON(figures) { $0.json }),
      .init(
        "checks",
        JSON(checks) {
          .object([
            .init("id", .string($0.id)), .init("name", .text($0.name)), .init("scenario", JSON($0.scenario)),
            .init("plan", JSON($0.plan)),
          ])
        }), .init("showsCash", JSON(showsCash)),
      .init(
        "shortfall",
        .object([
          .init("scenario", scenarioShortfall?.json ?? .null), .init("plan", planShortfall?.json ?? .null),
        ])), .init("mayMerge", JSON(mayMerge)),
    ])
  }
}

extension ScenarioComparison.Input {
  var json: JSON {
    let decimals = isPercent ? 6 : 2
    return .object([
      .init("cell", .string(cell)), .init("measure", .string(measure)), .init("label", .text(label)),
      .init("period", period.map { .object([.init("id", .string($0.id)), .init("label", .text($0.label))]) } ?? .null),
      .init("unit", .string(unit)), .init("was", .figure(was, decimals: decimals)),
      .init("scenario", .figure(scenario, decimals: decimals)), .init("now", .figure(now, decimals: decimals)),
      .init("by", JSON(by)), .init("at", at.map { .integer($0.millisecondsSinceEpoch) } ?? .null), .init("reason", .string(reason)),
      .init("planBy", JSON(planBy)), .init("planAt", planAt.map { .integer($0.millisecondsSinceEpoch) } ?? .null),
      .init("isConflict", JSON(isConflict)), .init("isKept", JSON(isKept)), .init("hasPlace", JSON(hasPlace)),
    ])
  }
}
