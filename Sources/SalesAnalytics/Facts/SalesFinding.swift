// SPDX-License-Identifier: Apache-2.0
import Commerce

/// What the documents do not tell, and so what figures leave out.
public struct SalesFinding: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case orderWithoutAmountInclTax, orderWithoutAmountExclTax, orderWithoutCost, orderWithoutPromisedDay, orderWithoutCustomer
    case shipmentWithoutOrder, shipmentWithoutAmount, shipmentWithoutCost
    case invoiceWithoutAmountExclTax, invoiceWithDueDayAssumed
    case receiptWithoutInvoice
    /// No shipments are known: order lines tell their own day.
    case deliveriesFromOrderLines
    case deliveriesNotTold
  }

  public let kind: Kind
  /// Rows it holds for.
  public let count: Int
}

extension BookReader {
  func findings(
    _ orders: OrderLines, _ shipments: ShipmentLines, _ invoices: InvoiceLines, _ receipts: ReceiptLines,
    _ source: SalesBooks.DeliverySource
  ) -> [SalesFinding] {
    func missing(_ values: [Int64]) -> Int { values.reduce(0) { $0 + ($1 == Exact.missing ? 1 : 0) } }
    let due = tables.invoices["due_on"].isPresent
    let fromShipments = source == .shipments
    let counts: [(SalesFinding.Kind, Int)] = [
      (.orderWithoutAmountInclTax, missing(orders.inclusive)), (.orderWithoutAmountExclTax, missing(orders.exclusive)),
      (.orderWithoutCost, missing(orders.cost)),
      (.orderWithoutPromisedDay, orders.due.reduce(0) { $0 + ($1 == DocumentLines.noDay ? 1 : 0) }),
      (.orderWithoutCustomer, orders.lines.codes[BaseDimension.customer.rawValue].reduce(0) { $0 + ($1 == 0 ? 1 : 0) }),
      (.shipmentWithoutOrder, shipments.orderRow.reduce(0) { $0 + ($1 < 0 ? 1 : 0) }),
      (.shipmentWithoutAmount, fromShipments ? missing(shipments.inclusive) : 0),
      (.shipmentWithoutCost, fromShipments ? missing(shipments.cost) : 0),
      (.invoiceWithoutAmountExclTax, missing(invoices.exclusive)),
      (.invoiceWithDueDayAssumed, due.reduce(0) { $0 + ($1 ? 0 : 1) }),
      (.receiptWithoutInvoice, receipts.invoice.reduce(0) { $0 + ($1 < 0 ? 1 : 0) }),
      (.deliveriesFromOrderLines, source == .orderLines ? shipments.lines.count : 0),
      (.deliveriesNotTold, source == .none ? orders.lines.count : 0),
    ]
    return counts.compactMap { $1 > 0 ? SalesFinding(kind: $0, count: $1) : nil }
  }
}
