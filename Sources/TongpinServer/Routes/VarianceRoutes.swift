// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  static let variances: [Route] = [
    .reading(.get, "/api/v1/purchases/agreements", To.ViewPurchases.self, "Frame agreements: locked, used, planned and left") {
      proof, input, workspace in
      let book = try workspace.agreementBook(proof)
      return .values { book.json }
    },
    .reading(.get, "/api/v1/purchases/variances", To.ViewPurchases.self, "What was bought against standard cost, by supplier and item") {
      proof, input, workspace in
      let (view, revision) = (try purchaseVariances(proof, input, workspace), workspace.revision)
      return .values { view.json(revision: revision) }
    },
    .reading(.get, "/api/v1/purchases/variances/lines", To.ViewPurchases.self, "The receipts behind an item's variance") {
      proof, input, workspace in
      let (from, to) = (try closedMonth("from", input), try closedMonth("to", input))
      let supplier = input.query["supplier"].flatMap { $0.isEmpty ? nil : $0 }
      let lines = try workspace.purchaseVarianceLines(
        proof, item: try input.required("item"), supplier: supplier, from: from, to: to)
      return .values { .object([.init("lines", JSON(lines) { $0.json })]) }
    },
  ]

  /// Of the months that the query names.
  static func purchaseVariances(_ proof: Authorized<To.ViewPurchases>, _ input: RouteInput, _ workspace: Workspace) throws
    -> PurchaseVariances
  {
    try workspace.purchaseVariances(proof, from: try closedMonth("from", input), to: try closedMonth("to", input))
  }

  private static func closedMonth(_ name: String, _ input: RouteInput) throws -> Month? {
    guard let text = input.query[name], !text.isEmpty else { return nil }
    guard let month = Month(iso: text) else {
      throw Problem.request(
        "request.query-not-readable", zh: "查询参数 \(name) 应为 2026-10 这样的月份", en: "the query parameter \(name) is a month such as 2026-10",
        parameters: ["name": .string(name), "value": .string(text)])
    }
    return month
  }
}

extension PurchaseVariances {
  fileprivate func json(revision: Int64) -> JSON {
    .object([
      .init("revision", .integer(revision)), .init("from", .month(from)), .init("to", .month(to)),
      .init("choices", JSON(choices) { .month($0) }), .init("total", total.json), .init("withoutPrice", JSON(withoutPrice)),
      .init("budgetLeftOut", JSON(budgetLeftOut)), .init("suppliers", JSON(suppliers) { $0.json }),
    ])
  }
}

extension PurchaseVariances.Supplier {
  fileprivate var json: JSON {
    .object([
      .init("code", JSON(code)), .init("name", .text(name)), .init("figures", figures.json), .init("items", JSON(items) { $0.json }),
    ])
  }
}

extension PurchaseVariances.Item {
  fileprivate var json: JSON {
    .object([
      .init("code", .string(code)), .init("name", .text(name)), .init("unit", .string(unit)), .init("quantity", .figure(quantity)),
      .init("quantityBefore", .figure(quantityBefore)), .init("quantityBudgeted", .pieces(quantityBudgeted)),
      .init("standardCost", .figure(standardCost, decimals: 4)),
      .init("figures", figures.json), .init("cell", .string(cell)),
    ])
  }
}

extension PurchaseVariances.Figures {
  fileprivate var json: JSON {
    .object([
      .init("amount", .money(amount)), .init("standard", .money(standard)), .init("price", .money(price)),
      .init("amountBefore", .money(amountBefore)), .init("priceBefore", .money(priceBefore)), .init("volume", .money(volume)),
      .init("budgeted", .money(budgeted)), .init("volumeToBudget", .money(volumeToBudget)),
    ])
  }
}

extension PurchaseVariances.Line {
  fileprivate var json: JSON {
    .object([
      .init("receipt", .string(receipt)), .init("day", .day(day)), .init("quantity", .figure(quantity)), .init("amount", .money(amount)),
      .init("price", .money(price)), .init("document", .string(document)),
    ])
  }
}
