// SPDX-License-Identifier: Apache-2.0
import Calendars
import PlanningCycle
import Quantities
import TradeMeasures
import Wire

extension MeasureBridgeView {
  func json(revision: Int64) -> JSON {
    .object([
      .init("revision", .integer(revision)), .init("from", .object(from.members)), .init("to", .object(to.members)),
      .init("first", .month(bridge.months.lowerBound)), .init("last", .month(bridge.months.upperBound)),
      .init("currency", .string(bridge.currency.code)), .init("fromTotal", .money(bridge.fromTotal)),
      .init("toTotal", .money(bridge.toTotal)), .init("steps", JSON(steps) { $0.json }), .init("residual", .money(bridge.residual)),
      .init("unlikeness", unlikeness.map { .text($0) } ?? .null),
      .init(
        "standIns",
        JSON(standIns) {
          .object([.init("id", .string($0.id)), .init("name", .trade($0.name)), .init("words", .trade($0.standIn))])
        }),
      .init("isNarrowed", JSON(isNarrowed)),
    ])
  }
}

extension MeasureBridgeView.Step {
  fileprivate var json: JSON {
    .object([
      .init("entry", .string(item.id)), .init("kind", .string(item.kind.id)), .init("side", .string("\(item.side)")),
      .init("name", .text(name)), .init("reason", .text(reason)), .init("amount", .money(amount)), .init("start", .money(start)),
      .init("end", .money(end)), .init("documents", JSON(documentCount)),
    ])
  }
}

extension MeasureDocumentsView {
  func json(_ question: MeasureBridgeQuestion, _ entry: BridgeItem, revision: Int64) -> JSON {
    let side = question.from.side
    return .object([
      .init("revision", .integer(revision)), .init("entry", .string(entry.id)), .init("name", .text(name)),
      .init("first", .month(question.months.lowerBound)), .init("last", .month(question.months.upperBound)),
      .init("offset", JSON(offset)), .init("count", JSON(count)), .init("total", .money(total)),
      .init(
        "documents",
        JSON(rows) { row in
          .object(
            row.document.document.members(side) + [
              .init("party", .string(row.document.party)), .init("partyName", .text(row.party)), .init("item", .string(row.document.item)),
              .init("itemName", .text(row.item)), .init("amount", .money(row.document.amount)), .init("why", .text(row.why)),
              .init("counterpart", row.document.counterpart.map { .object($0.members(side)) } ?? .null),
            ])
        }),
    ])
  }
}

extension BridgeDocument.Reference {
  fileprivate func members(_ side: TradeSide) -> [JSON.Member] {
    [
      .init("kind", .string("\(kind)")), .init("kindName", .trade(kind.name(side))), .init("number", .string(number)),
      .init("line", line == 0 ? .null : JSON(line)), .init("day", .day(day)),
    ]
  }
}
