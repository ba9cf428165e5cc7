// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  static let cash: [Route] = [
    .reading(.get, "/api/v1/cash", To.ViewCash.self, "The bank balance by day, week or month") { proof, input, workspace in
      let grain = CashView.Grain(rawValue: input.query["grain"] ?? "week") ?? .week
      return .ready(try workspace.cashView(proof, grain: grain).json(revision: workspace.revision))
    },
    .reading(.get, "/api/v1/cash/documents", To.ViewCash.self, "The documents behind a figure of the cash view") {
      proof, input, workspace in
      let grain = CashView.Grain(rawValue: input.query["grain"] ?? "week") ?? .week
      let (period, line) = (try input.required("period"), try input.required("line"))
      return .ready(try workspace.cashDocuments(proof, grain: grain, period: period, line: line).json)
    },
  ]
}

extension CashView {
  fileprivate func json(revision: Int64) -> JSON {
    .object([
      .init("revision", .integer(revision)), .init("minimum", .money(minimum)), .init("opening", .money(opening)),
      .init("firstShortfall", firstShortfall?.json ?? .null),
      .init(
        "lines",
        JSON(lines) {
          .object([.init("key", .string($0.key)), .init("label", .text($0.label)), .init("sign", JSON($0.sign))])
        }),
      .init("periods", JSON(periods) { $0.json(lines: lines) }),
    ])
  }
}

extension CashView.Period {
  fileprivate func json(lines: [CashView.Line]) -> JSON {
    .object([
      .init("id", .string(id)), .init("label", .text(label)), .init("opening", .money(opening)),
      .init("closing", .money(closing)), .init("isBelowMinimum", JSON(isBelowMinimum)),
      .init("amounts", .object(zip(lines, amounts).map { .init($0.key, .money($1)) })),
    ])
  }
}

extension CashDocuments {
  fileprivate var json: JSON {
    .object([
      .init(
        "documents",
        JSON(documents) { entry in
          .object([
            .init("id", .string(entry.document.id)), .init("kind", .string(entry.document.kind.rawValue)),
            .init(
              "label",
              .bilingual(
                entry.document.kind.label.chinese + " " + entry.document.number,
                entry.document.kind.label.english + " " + entry.document.number)),
            .init("counterparty", .string(entry.document.counterparty.chinese)),
            .init("counterpartyName", .text(entry.document.counterparty)), .init("amount", .money(entry.amount)),
            .init("dueOn", .day(entry.dueOn)), .init("cell", .null),
          ])
        }),
      .init(
        "rest",
        .object([
          .init("label", .bilingual("由计划推出（尚无单据）", "Derived from the plan, no document yet")),
          .init("amount", .money(rest)), .init("cell", JSON(cell)),
        ])),
    ])
  }
}
