// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import PlanningCycle
import Wire

extension AccessReport {
  var json: JSON {
    .object([
      .init("madeAt", .integer(madeAt.millisecondsSinceEpoch)), .init("company", .text(company)), .init("login", .string(login)),
      .init("label", .text(name)), .init("role", .text(role)), .init("scope", scope.json), .init("isOpen", JSON(isOpen)),
      .init("hasSecondFactor", JSON(hasSecondFactor)), .init("rights", JSON(rights) { $0.json }),
      .init("history", JSON(history) { $0.json }), .init("tokens", JSON(tokens) { $0.json }),
      .init("standIns", JSON(standIns) { $0.json }), .init("days", JSON(days)), .init("signIns", JSON(signIns)),
      .init("refusals", JSON(refusals)), .init("visits", JSON(visits) { $0.json }), .init("exports", JSON(exports) { $0.json }),
      .init("exportCount", JSON(exportCount)),
    ])
  }
}

extension AccessReport.Right {
  fileprivate var json: JSON {
    .object([
      .init("key", .string(permission.rawValue)), .init("label", .text(permission.label)),
      .init("reach", .string(permission.reach.rawValue)), .init("isHeld", JSON(isHeld)), .init("isNarrowedAway", JSON(isNarrowedAway)),
    ])
  }
}

extension AccessReport.Standing {
  fileprivate var json: JSON {
    .object([
      .init("event", .integer(event)), .init("at", .integer(at.millisecondsSinceEpoch)), .init("by", .text(by)),
      .init("label", .text(label)),
      .init("role", .text(role)), .init("scope", .string(scope)), .init("isOpen", JSON(isOpen)), .init("reason", .string(reason)),
    ])
  }
}

extension AccessReport.TokenEntry {
  fileprivate var json: JSON {
    .object([
      .init("id", .string(id)), .init("label", .string(label)), .init("createdAt", .integer(createdAt.millisecondsSinceEpoch)),
      .init("expiresAt", .integer(expiresAt.millisecondsSinceEpoch)), .init("isReadOnly", JSON(isReadOnly)), .init("scope", scope.json),
      .init("isOver", JSON(isOver)),
    ])
  }
}

extension AccessReport.StandIn {
  fileprivate var json: JSON {
    .object([
      .init("isGiven", JSON(isGiven)), .init("other", .text(other)), .init("from", .day(from)), .init("through", .day(through)),
    ])
  }
}
