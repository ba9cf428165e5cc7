// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal
import Quantities

/// Orders that were released here, rebuilt from the events at start. The cells that count them stand in the same events.
struct OrderLedger: Sendable {
  static let released = "orders.released"
  static let changed = "order.changed"
  /// The program's own: an outside order of the same number came in.
  static let handedOver = "orders.handed-over"

  private var events: [Event] = []
  private var takenBack: Swift.Set<Int64> = []
  private var lines: [ReleasedOrder.Key: ReleasedOrder] = [:]
  /// Numbers that were ever given away: one that was taken back is not given again.
  private(set) var numbers: Swift.Set<String> = []

  /// In the order of their numbers and lines.
  var all: [ReleasedOrder] { lines.values.sorted { $0.key < $1.key } }

  subscript(key: ReleasedOrder.Key) -> ReleasedOrder? { lines[key] }

  mutating func note(_ event: Event) {
    if event.kind == Acknowledgements.resetKind { self = OrderLedger() }
    if [Self.released, Self.changed, Self.handedOver].contains(event.kind) {
      events.append(event)
      follow(event)
      return
    }
    let (undone, redone) = (event.payload["undoes"]?.integer, event.payload["redoes"]?.integer)
    guard let target = undone ?? redone, events.contains(where: { $0.sequence == target }) else { return }
    if undone != nil { takenBack.insert(target) } else { takenBack.remove(target) }
    // Later changes rest on earlier ones: all are followed again.
    lines = [:]
    for event in events where !takenBack.contains(event.sequence) { follow(event) }
  }

  private mutating func follow(_ event: Event) {
    switch event.kind {
    case Self.released:
      for order in (event.payload["orders"]?.list ?? []).compactMap({ ReleasedOrder($0, by: event) }) {
        lines[order.key] = order
        numbers.insert(order.key.number)
      }
    case Self.changed:
      guard let key = ReleasedOrder.Key(event.payload), var order = lines[key] else { return }
      order.due = event.payload["due"]?.day ?? order.due
      order.quantity = event.payload["quantity"]?.fixed ?? order.quantity
      order.price = event.payload["price"]?.fixed ?? order.price
      if order.quantity.isZero { order.status = .cancelled }
      order.changeCount += 1
      order.lastReason = event.draft.reason
      lines[key] = order
    default:
      for key in (event.payload["orders"]?.list ?? []).compactMap({ ReleasedOrder.Key($0) }) { lines[key]?.status = .handedOver }
    }
  }
}
