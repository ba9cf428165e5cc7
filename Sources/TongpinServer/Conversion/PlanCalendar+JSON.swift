// SPDX-License-Identifier: Apache-2.0
import Calendars
import PlanningCycle
import Wire

extension PlanCalendarView {
  func json(revision: Int64) -> JSON {
    .object([
      .init("revision", .integer(revision)), .init("today", .day(today)), .init("month", .month(month)),
      .init("days", JSON(days) { .object([.init("day", .day($0.day)), .init("isWorkday", JSON($0.isWorkday))]) }),
      .init("isPresumed", JSON(isPresumed)), .init("rhythm", rhythm?.json ?? .null), .init("rounds", JSON(rounds) { $0.json }),
      .init("todos", JSON(todos) { $0.json }),
      .init(
        "owners",
        JSON(owners) {
          .object([.init("key", .string($0.key)), .init("label", .text($0.label)), .init("owner", $0.owner.map { .text($0) } ?? .null)])
        }),
      .init(
        "people",
        JSON(people) { .object([.init("login", .string($0.login)), .init("name", .text($0.name)), .init("role", .text($0.role))]) }),
      .init("mayEdit", JSON(mayEdit)),
    ])
  }
}

extension PlanRhythm {
  fileprivate var json: JSON {
    .object([
      .init("since", .month(since)), .init("forecast", forecast.map { JSON($0) } ?? .null),
      .init("reforecast", reforecast.map { JSON($0) } ?? .null),
      .init("budget", budget.map { .object([.init("month", JSON($0.month)), .init("workday", JSON($0.workday))]) } ?? .null),
      .init("asksDepartments", JSON(asksDepartments)), .init("reconciliation", reconciliation.map { JSON($0) } ?? .null),
      .init("remindBefore", JSON(remindBefore)),
      .init("escalateAfter", JSON(escalateAfter)),
      .init("owners", .object(owners.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) })),
    ])
  }
}

extension PlanCalendarView.Round {
  fileprivate var json: JSON {
    .object([
      .init("id", .string(id)), .init("kind", .string(kind.rawValue)), .init("label", .text(label)), .init("month", .month(month)),
      .init("opensOn", .day(opensOn)), .init("due", .day(due)), .init("rule", .text(rule)), .init("closesOn", .day(closesOn)),
      .init("handedIn", JSON(handedIn)), .init("approved", JSON(approved)), .init("late", JSON(late)), .init("overdue", JSON(overdue)),
      .init("forms", JSON(forms) { $0.json }),
    ])
  }
}

extension PlanCalendarView.Form {
  fileprivate var json: JSON {
    .object([
      .init("key", .string(key)), .init("label", .text(label)), .init("state", .string(state.rawValue)),
      .init("handedInOn", .day(handedInOn)), .init("late", JSON(late)), .init("owner", owner.map { .text($0) } ?? .null),
      .init(
        "next",
        JSON(next) { .object([.init("person", .text($0.person)), .init("step", $0.step.map { .text($0) } ?? .null)]) }),
      .init("approval", approval.map { .integer($0) } ?? .null), .init("link", .string(link)),
      .init("importedBy", importedBy.map { .text($0) } ?? .null), .init("hasMoved", JSON(hasMoved)), .init("remindedOn", .day(remindedOn)),
    ])
  }
}
