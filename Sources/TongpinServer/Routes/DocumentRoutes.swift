// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  static let documents: [Route] = [
    .reading(.get, "/api/v1/documents", To.ViewPlan.self, "Documents by number, counterparty or item") {
      proof, input, workspace in
      let kind = input.query["kind"].flatMap { DocumentKind(rawValue: $0) }
      let found = try workspace.documents(proof, matching: input.query["q"] ?? "", kind: kind)
      return .values { .object([.init("documents", JSON(found) { $0.json })]) }
    },
    .reading(.get, "/api/v1/chain", To.ViewPlan.self, "A document with what led to it and what followed") {
      proof, input, workspace in
      let chain = try workspace.chain(proof, of: try input.required("document"))
      return .values {
        .object([
          .init("nodes", JSON(chain.documents) { $0.json }),
          .init(
            "links",
            JSON(chain.links) { .object([.init("from", .string($0.from)), .init("to", .string($0.to))]) }),
        ])
      }
    },
  ]
}

extension TradeDocument {
  var json: JSON {
    .object([
      .init("id", .string(id)), .init("kind", .string(kind.rawValue)), .init("number", .string(number)),
      .init("on", .day(on)), .init("counterparty", .string(counterparty.chinese)),
      .init("counterpartyName", .text(counterparty)), .init("label", .text(kind.label)),
      .init("amount", .money(amount)), .init("quantity", .pieces(quantity)),
      .init("items", JSON(items) { .string($0) }),
      .init("status", status.map { .text($0) } ?? .null),
    ])
  }
}
