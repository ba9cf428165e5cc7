// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Planning
import Quantities

/// A purchase order line of which something is still to come at the cutoff.
struct OpenPurchase: Sendable {
  let order: String
  /// Position in the catalogue.
  let item: Int
  /// The day it is expected; may be past.
  let due: Day
  let pieces: Double
  /// 不含税, 分.
  let value: Int64

  /// Lines in the order of the table.
  static func read(
    _ facts: FactLibrary, catalogue: Catalogue, sources: [Int: SupplySource], upTo cutoff: Month
  ) throws(StoreError) -> [OpenPurchase] {
    let orders = try facts.table(.purchaseOrderLines)
    let received = receivedByLine(try facts.table(.purchaseReceipts), upTo: cutoff)
    let (item, status) = (orders["item"], orders["status"])
    let (ordered, due, quantity) = (orders["ordered_on"], orders["due_on"], orders["quantity"])
    let (price, amount, done) = (orders["price_excl_tax"], orders["amount_excl_tax"], orders["received_quantity"])
    let (number, line, sent) = (orders["order_number"], orders["line_number"], orders["shipped_on"])
    return (0..<orders.rowCount).compactMap { row in
      // Files that go on after the cutoff call a line complete that was still on its way then.
      let wasOnItsWay = received == nil && (sent.day(row).map { $0 > cutoff.lastDay } ?? false)
      guard let index = item.text(row).flatMap({ catalogue.itemIndex($0) }), let on = ordered.day(row), on.monthOf <= cutoff,
        let text = number.text(row), !isClosed(status.text(row)) || (wasOnItsWay && !isRejected(status.text(row)))
      else { return nil }
      let known = received == nil ? done.integer(row) : received?[text + "|" + String(line.integers[row])]
      let arrived = wasOnItsWay ? 0 : known ?? 0
      let open = quantity.integers[row] - arrived
      guard open > 0 else { return nil }
      let pieces = Double(open) / 10_000
      let value =
        price.double(row).map { hundredths($0 * pieces) }
        ?? amount.integer(row).map { Amount(minorUnits: $0, currency: .cny).part(open, of: quantity.integers[row]) } ?? 0
      return OpenPurchase(
        order: text, item: index, due: due.day(row) ?? on.adding(days: sources[index]?.leadTimeDays ?? 30), pieces: pieces, value: value)
    }
  }

  /// Status words and codes after which nothing more arrives (3 rejected and 4 complete in the bicycle maker's system).
  private static func isClosed(_ status: String?) -> Bool {
    guard let status else { return false }
    return ["3", "4", "closed", "complete", "completed", "rejected", "已关闭", "关闭", "完成", "已完成"].contains(status.lowercased())
  }

  static func isRejected(_ status: String?) -> Bool { ["3", "rejected"].contains(status?.lowercased() ?? "") }

  /// Received pieces by order line; nil when there are no receipt documents.
  private static func receivedByLine(_ receipts: FactTable, upTo cutoff: Month) -> [String: Int64]? {
    guard receipts.rowCount > 0 else { return nil }
    let (order, line, quantity, day) = (
      receipts["order_number"], receipts["order_line"], receipts["quantity"], receipts["received_on"]
    )
    var result: [String: Int64] = [:]
    for row in 0..<receipts.rowCount {
      guard let text = order.text(row), let number = line.integer(row), let on = day.day(row), on.monthOf <= cutoff else { continue }
      result[text + "|" + String(number), default: 0] += quantity.integers[row]
    }
    return result
  }
}
