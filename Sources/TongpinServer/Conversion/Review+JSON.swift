// SPDX-License-Identifier: Apache-2.0
import Calendars
import FinancialPlanning
import Journal
import PlanningCycle
import Wire

extension ReviewList {
  func json(revision: Int64) -> JSON {
    .object([
      .init("revision", .integer(revision)), .init("today", .day(today)),
      .init(
        "rows",
        JSON(rows) {
          .object([
            .init("month", .month($0.month)), .init("state", .string($0.state.rawValue)), .init("actual", .money($0.actual)),
            .init("budget", .money($0.budget)), .init("forecast", .money($0.forecast)), .init("lastYear", .money($0.lastYear)),
            .init("actions", JSON($0.actions)), .init("openActions", JSON($0.openActions)),
            .init("overdueActions", JSON($0.overdueActions)),
          ])
        }),
    ])
  }
}

extension ReviewView {
  func json(revision: Int64) -> JSON {
    .object([
      .init("revision", .integer(revision)), .init("month", .month(month)), .init("today", .day(today)), .init("company", .text(company)),
      .init("state", .string(state.rawValue)), .init("factors", JSON(VarianceFactor.allCases) { .string($0.rawValue) }),
      .init("comparisons", JSON(figures.comparisons) { $0.json }), .init("digest", .string(digest.hex)),
      .init("content", .string(content.hex)),
      .init("isFrozen", JSON(isFrozen)), .init("hasMovedSince", JSON(hasMovedSince)),
      .init("closedBy", closedBy.map { .text($0) } ?? .null),
      .init("closedAt", closedAt.map { .integer($0.millisecondsSinceEpoch) } ?? .null), .init("seen", .integer(seen)),
      .init("sheet", sheet.json), .init("signatures", JSON(signatures) { $0.json }), .init("actions", JSON(actions) { $0.json }),
      .init(
        "causeKinds",
        JSON(CauseKind.allCases) {
          .object([
            .init("key", .string($0.rawValue)), .init("label", .text($0.label)), .init("isControllable", JSON($0.isControllable)),
          ])
        }),
      .init(
        "people",
        JSON(people) {
          .object([
            .init("login", .string($0.login)), .init("name", .text($0.name)), .init("role", .text($0.role)),
            .init("sides", JSON($0.sides) { .string($0.rawValue) }),
          ])
        }),
      .init("showsMargin", JSON(showsMargin)), .init("mayEdit", JSON(mayEdit)),
    ])
  }
}

extension ReviewFigures.Comparison {
  fileprivate var json: JSON {
    .object([
      .init("base", .string(base.rawValue)), .init("label", .text(base.label)), .init("madeOn", .day(madeOn)),
      .init("workdays", JSON(workdays.actual)), .init("workdaysBase", JSON(workdays.base)),
      .init("festivalWeight", .share(Double(festivalWeights.actual) / 10_000)),
      .init("festivalWeightBase", .share(Double(festivalWeights.base) / 10_000)), .init("areas", JSON(areas) { $0.json }),
      .init(
        "evidence",
        JSON(evidence) {
          .object([
            .init("factor", .string($0.factor.rawValue)), .init("code", .string($0.code)), .init("name", .text($0.name)),
            .init("region", .string($0.region)), .init("amount", .money($0.amount)), .init("on", JSON($0.on)),
          ])
        }),
    ])
  }
}

extension ReviewFigures.Area {
  fileprivate var json: JSON {
    .object([
      .init("key", .string(key)), .init("label", .text(label)), .init("base", .money(base)), .init("actual", .money(actual)),
      .init("difference", .money(difference)), .init("parts", split.json), .init("residual", .money(residual)),
      .init(
        "margin",
        margin.map {
          .object([
            .init("base", .money($0.base)), .init("actual", .money($0.actual)), .init("difference", .money($0.actual - $0.base)),
            .init("parts", $0.split.json), .init("residual", .money($0.actual - $0.base - $0.split.total)),
          ])
        } ?? .null),
    ])
  }
}

extension VarianceSplit {
  /// By factor.
  fileprivate var json: JSON { .object(VarianceFactor.allCases.map { .init($0.rawValue, .money(self[$0])) }) }
}

extension ReviewSheet {
  fileprivate var json: JSON {
    .object([
      .init("summary", .string(summary)),
      .init("participants", .object(ReviewSide.allCases.map { .init($0.rawValue, JSON(participants[$0])) })),
      .init(
        "causes",
        JSON(causes) { .object($0.subject.members + [.init("kind", .string($0.kind.rawValue)), .init("words", .string($0.words))]) }),
      .init("actions", JSON(actions) { .object($0.members) }),
    ])
  }
}

extension ReviewSubject {
  fileprivate var members: [JSON.Member] {
    [.init("base", .string(base.rawValue)), .init("area", .string(area)), .init("factor", .string(factor.rawValue))]
  }
}

extension ReviewAction {
  fileprivate var members: [JSON.Member] {
    [.init("number", JSON(number))] + subject.members + [
      .init("words", .string(words)), .init("owner", .string(owner)), .init("due", .day(due)),
    ]
  }
}

extension ReviewView.Signature {
  fileprivate var json: JSON {
    .object([
      .init("side", .string(side.rawValue)), .init("login", JSON(login)), .init("name", name.map { .text($0) } ?? .null),
      .init("at", at.map { .integer($0.millisecondsSinceEpoch) } ?? .null), .init("isValid", JSON(isValid)), .init("isMine", JSON(isMine)),
    ])
  }
}

extension ReviewView.Action {
  fileprivate var json: JSON {
    .object(
      action.members + [
        .init("ownerName", .text(owner)), .init("isDone", JSON(isDone)), .init("note", .string(words)), .init("isOverdue", JSON(isOverdue)),
        .init("followUp", .day(action.followUp)), .init("measuredIn", .month(measuredIn)), .init("before", before?.json ?? .null),
        .init("after", after?.json ?? .null), .init("since", JSON(since) { $0.json }),
        .init("isBetter", isBetter.map { JSON($0) } ?? .null), .init("mayMark", JSON(mayMark)),
      ])
  }
}

extension ReviewView.Effect {
  fileprivate var json: JSON {
    .object([
      .init("month", .month(month)), .init("amount", .money(amount)), .init("base", .money(base)), .init("rate", .share(rate)),
    ])
  }
}
