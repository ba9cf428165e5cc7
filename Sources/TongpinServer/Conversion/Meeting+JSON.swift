// SPDX-License-Identifier: Apache-2.0
import Calendars
import PlanningCycle
import Wire

extension MeetingView {
  func json(revision: Int64) -> JSON {
    .object([
      .init("revision", .integer(revision)), .init("today", .day(today)), .init("company", .text(company)), .init("since", .day(since)),
      .init("lastAt", lastAt.map { .integer($0.millisecondsSinceEpoch) } ?? .null), .init("lastBy", lastBy.map { .text($0) } ?? .null),
      .init(
        "figures",
        JSON(figures) {
          .object([
            .init("key", .string($0.key)), .init("label", .text($0.label)), .init("now", .money($0.now)),
            .init("before", .money($0.before)),
          ])
        }),
      .init("months", JSON(months) { $0.json }), .init("regions", JSON(regions) { $0.json }), .init("deals", JSON(deals) { $0.json }),
      .init("dealCount", JSON(dealCount)), .init("changes", JSON(changes) { $0.json }), .init("changeCount", JSON(changeCount)),
      .init("alerts", JSON(alerts) { $0.json }), .init("openProposals", openProposals.map { JSON($0) } ?? .null),
      .init(
        "actions",
        JSON(actions) {
          .object([
            .init("id", .string($0.id)), .init("title", .text($0.title)), .init("detail", .text($0.detail)), .init("dueOn", .day($0.dueOn)),
            .init("isOverdue", JSON($0.isOverdue)), .init("link", .string($0.link)),
          ])
        }),
      .init("decisions", JSON(decisions) { $0.json }),
      .init(
        "people",
        JSON(people) { .object([.init("login", .string($0.login)), .init("name", .text($0.name)), .init("role", .text($0.role))]) }),
      .init("mayDecide", JSON(mayDecide)),
    ])
  }
}

extension MeetingView.Comparison {
  fileprivate var json: JSON {
    .object([
      .init("key", .string(key)), .init("label", .text(label)), .init("forecast", .money(forecast)), .init("budget", .money(budget)),
      .init("difference", .money(difference)),
    ])
  }
}

extension MeetingView.MovedDeal {
  fileprivate var json: JSON {
    .object([
      .init("move", .string(move.rawValue)), .init("code", .string(code)), .init("name", .text(name)),
      .init("owner", owner.map { .text($0) } ?? .null), .init("region", region.map { .text($0) } ?? .null),
      .init("amountInclTax", .money(amount)), .init("from", .day(from)), .init("to", .day(to)),
    ])
  }
}

extension MeetingView.Change {
  fileprivate var json: JSON {
    .object([
      .init("event", .integer(event)), .init("at", .integer(at.millisecondsSinceEpoch)), .init("by", .text(by)),
      .init("label", .text(label)),
      .init("reason", .string(reason)),
    ])
  }
}

extension MeetingView.Decision {
  fileprivate var json: JSON {
    .object([
      .init("decision", .integer(event)), .init("words", .string(words)), .init("owner", .text(owner)), .init("due", .day(due)),
      .init("isDone", JSON(isDone)), .init("isOverdue", JSON(isOverdue)), .init("mayMark", JSON(mayMark)),
    ])
  }
}
