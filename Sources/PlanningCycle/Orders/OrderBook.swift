// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import Planning
import Quantities

/// 已下达订单: every line that was released here, the newest number first and its lines in order, with what is still on its way.
public struct OrderBook: Sendable {
  public struct Line: Sendable {
    public let order: ReleasedOrder
    public let name: BilingualText
    public let unit: String
    public let supplier: BilingualText?
    /// 发料: what goes out with a subcontract order; empty for others.
    public let issues: [OrderProposal.Issue]
    /// It was due before the first day of the plan: what came of it is in the stock.
    public let isPast: Bool
    public let by: BilingualText
    /// When it was released, as a stamp.
    public let at: String
  }

  public let today: Day
  public let revision: Int64
  public let lines: [Line]

  /// 分 of bought lines that are open and still to come.
  public var openValue: Int64 {
    lines.reduce(0) { $1.order.status == .open && !$1.isPast ? $0 + ($1.order.value ?? 0) : $0 }
  }
}

extension Workspace {
  public func orderBook(_ proof: Authorized<To.ViewPurchases>) -> OrderBook {
    let newestFirst = orders.all.sorted { ($1.key.number, $0.key.line) < ($0.key.number, $1.key.line) }
    return OrderBook(
      today: planningDay, revision: revision,
      lines: newestFirst.map { order in
        let index = plan.catalogue.itemIndex(order.item)
        return OrderBook.Line(
          order: order, name: index.map { plan.catalogue.items[$0].name } ?? BilingualText(name: order.item),
          unit: index.map { plan.catalogue.items[$0].unit } ?? "",
          supplier: order.supplier.map { plan.catalogue.suppliers[$0]?.name ?? BilingualText(name: $0) },
          issues: order.kind == .subcontract
            ? index.map { plan.issues(for: order.quantity.doubleValue, of: $0, on: order.releasedOn) } ?? [] : [],
          isPast: order.due < plan.calendar.firstDay, by: name(of: order.by), at: order.at.stampText)
      })
  }
}
