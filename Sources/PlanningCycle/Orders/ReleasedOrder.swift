// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Journal
public import Quantities

/// One line of an order that was released 下达 here: a purchase or subcontract order line, or a work order of what the company makes.
public struct ReleasedOrder: Hashable, Sendable {
  public enum Status: String, Hashable, Sendable {
    /// The plan nets it; only a change order moves it.
    case open
    case cancelled
    /// 已转外部订单: a purchase order of the same number and item was imported, and counts instead.
    case handedOver
  }

  /// What names one line in commands and in events.
  public struct Key: Hashable, Sendable, Comparable {
    public let number: String
    public let line: Int

    public init(number: String, line: Int) {
      self.number = number
      self.line = line
    }

    public static func < (left: Key, right: Key) -> Bool { (left.number, left.line) < (right.number, right.line) }
  }

  public let key: Key
  public let kind: OrderKind
  /// Code of the item.
  public let item: String
  /// nil for a work order.
  public let supplier: String?
  public let releasedOn: Day
  public internal(set) var due: Day
  /// Units, above 0 while it is open.
  public internal(set) var quantity: FixedPoint
  /// 不含税, a unit, as agreed on release or by the last change order; nil for a work order.
  public internal(set) var price: FixedPoint?
  /// Number of the frame agreement it is called off from; nil for none.
  public let agreement: String?
  public internal(set) var status: Status
  /// Change orders so far, and what the last one gave as its reason.
  public internal(set) var changeCount: Int
  public internal(set) var lastReason: String
  public let by: Actor
  public let at: Moment

  /// 分; price × quantity with one rounding. Nil when it does not fit.
  public var value: Int64? { ReleasedOrder.value(price, quantity) }

  static func value(_ price: FixedPoint?, _ quantity: FixedPoint) -> Int64? {
    guard let price else { return 0 }
    return Amount.product(price: price, quantity: quantity, currency: .cny)?.minorUnits
  }
}

extension ReleasedOrder {
  /// As the event of a release keeps a line.
  var canonical: CanonicalValue {
    var fields: [String: CanonicalValue] = [
      "number": .text(key.number), "line": .integer(Int64(key.line)), "item": .text(item), "released": .day(releasedOn), "due": .day(due),
      "quantity": .fixed(quantity),
    ]
    fields["supplier"] = supplier.map { .text($0) }
    fields["price"] = price.map { .fixed($0) }
    fields["subcontract"] = kind == .subcontract ? .boolean(true) : nil
    fields["agreement"] = agreement.map { .text($0) }
    return .map(fields)
  }

  /// nil when the value is no line of a release.
  init?(_ value: CanonicalValue, by event: Event) {
    guard let key = Key(value), let item = value["item"]?.text, let released = value["released"]?.day, let due = value["due"]?.day,
      let quantity = value["quantity"]?.fixed
    else { return nil }
    let supplier = value["supplier"]?.text
    self.init(
      key: key, kind: value["subcontract"]?.boolean == true ? .subcontract : supplier == nil ? .work : .purchase, item: item,
      supplier: supplier, releasedOn: released, due: due, quantity: quantity,
      price: value["price"]?.fixed, agreement: value["agreement"]?.text, status: .open, changeCount: 0, lastReason: "",
      by: event.draft.actor, at: event.recordedAt)
  }
}

extension ReleasedOrder.Key {
  var canonical: [String: CanonicalValue] { ["number": .text(number), "line": .integer(Int64(line))] }

  init?(_ value: CanonicalValue?) {
    guard let number = value?["number"]?.text, let line = value?["line"]?.integer.flatMap({ Int(exactly: $0) }) else { return nil }
    self.init(number: number, line: line)
  }
}
