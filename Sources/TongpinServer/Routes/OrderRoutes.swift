// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import HTTPTypes
import PlanningCycle
import Quantities
import Wire

extension Route {
  /// Orders that were released here, and planned ones that may be.
  static let orders: [Route] = [
    .reading(.get, "/api/v1/orders", To.ViewPurchases.self, "Released orders, line by line") { proof, _, workspace in
      let book = workspace.orderBook(proof)
      return .values { book.json }
    },
    .reading(.get, "/api/v1/orders/planned", To.ViewPurchases.self, "Planned and firm orders that may be released, with their money") {
      proof, input, workspace in
      let wish = OrderWish(
        supplier: input.query["supplier"], item: input.query["item"], dueFrom: try day(input, "from"),
        dueThrough: try day(input, "through"), releaseThrough: try day(input, "release"))
      let (proposals, revision, today) = (try workspace.orderProposals(proof, wish), workspace.revision, workspace.planningDay)
      return .values {
        .object([
          .init("revision", .integer(revision)), .init("today", .day(today)),
          .init("total", .money(proposals.reduce(0) { $0 + $1.value })), .init("orders", JSON(proposals) { $0.json }),
        ])
      }
    },
  ]

  private static func day(_ input: RouteInput, _ name: String) throws -> Day? {
    guard let text = input.query[name] else { return nil }
    guard let day = Day(iso: text) else {
      throw Problem.request(
        "request.query-not-readable", zh: "查询参数 \(name) 不是存在的日期：\(text)",
        en: "the query parameter \(name) is no day that exists: \(text)",
        parameters: ["name": .string(name), "value": .string(text)])
    }
    return day
  }

  static func orderChoices(_ payload: JSON) throws -> [OrderChoice] {
    try (payload["orders"]?.elements ?? []).map { order in
      OrderChoice(
        item: try text(order, "item"), due: try required(order, "due"), isFirm: order["isFirm"]?.flag ?? false,
        quantity: order["quantity"]?.decimalText ?? "")
    }
  }

  static func orderChange(_ payload: JSON) throws -> OrderChange {
    OrderChange(
      key: ReleasedOrder.Key(number: try text(payload, "number"), line: payload["line"]?.whole.flatMap { Int(exactly: $0) } ?? 1),
      due: try day(payload, "due"), quantity: payload["quantity"]?.decimalText, price: payload["price"]?.decimalText)
  }

  private static func required(_ payload: JSON, _ name: String) throws -> Day {
    _ = try text(payload, name)
    guard let day = try day(payload, name) else {
      throw Problem.request("request.field-missing", zh: "缺少 \(name)", en: "\(name) is missing", parameters: ["name": .string(name)])
    }
    return day
  }
}

extension OrderProposal {
  fileprivate var json: JSON {
    .object([
      .init("item", .string(item)), .init("name", .text(name)), .init("unit", .string(unit)),
      .init("kind", .string(kind.rawValue)), .init("supplierCode", JSON(supplierCode)),
      .init("supplier", supplier.map { .text($0) } ?? .null), .init("releaseOn", .day(release)),
      .init("dueOn", .day(due)), .init("quantity", .string(quantity.trimmed.description)), .init("lateBy", JSON(lateBy)),
      .init("isFirm", JSON(isFirm)), .init("price", JSON(price?.trimmed.description)), .init("value", .money(value)),
      .init("parts", JSON(parts) { $0.json }), .init("issues", JSON(issues) { $0.json }),
    ])
  }
}

extension OrderProposal.Issue {
  fileprivate var json: JSON {
    .object([
      .init("item", .string(item)), .init("name", .text(name)), .init("unit", .string(unit)),
      .init("quantity", .figure(quantity, decimals: 4)),
    ])
  }
}

extension OrderProposal.Part {
  fileprivate var json: JSON {
    .object([
      .init("agreement", JSON(agreement)), .init("quantity", .string(quantity.trimmed.description)),
      .init("price", JSON(price?.trimmed.description)), .init("value", .money(value)),
    ])
  }
}

extension OrderBook {
  fileprivate var json: JSON {
    .object([
      .init("revision", .integer(revision)), .init("today", .day(today)), .init("openValue", .money(openValue)),
      .init("orders", JSON(lines) { $0.json }),
    ])
  }
}

extension OrderBook.Line {
  fileprivate var json: JSON {
    .object([
      .init("number", .string(order.key.number)), .init("line", JSON(order.key.line)), .init("item", .string(order.item)),
      .init("name", .text(name)), .init("unit", .string(unit)),
      .init("kind", .string(order.kind.rawValue)), .init("issues", JSON(issues) { $0.json }),
      .init("supplierCode", JSON(order.supplier)), .init("supplier", supplier.map { .text($0) } ?? .null),
      .init("releasedOn", .day(order.releasedOn)), .init("dueOn", .day(order.due)),
      .init("quantity", .string(order.quantity.trimmed.description)), .init("price", JSON(order.price?.trimmed.description)),
      .init("agreement", JSON(order.agreement)),
      .init("value", .money(order.supplier == nil ? nil : order.value)), .init("status", .string(order.status.rawValue)),
      .init("isPast", JSON(isPast)), .init("changes", JSON(order.changeCount)), .init("lastReason", .string(order.lastReason)),
      .init("by", .text(by)), .init("at", .string(at)),
    ])
  }
}
