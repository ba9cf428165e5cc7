// SPDX-License-Identifier: Apache-2.0
import Commerce

/// Orders, shipments, invoices and receipts tied together once, for any number of questions.
///
/// Amounts are shared with the tables where these tell both of them. Beyond them an order line takes about 60 bytes, a line of another document about 50.
///
/// A shipment belongs to the order line it names; without a line, to the first one of its order with the same item. Territory, channel and
/// salesperson that a document does not tell are those of its order, else of its customer.
public struct SalesBooks: Sendable {
  /// Where deliveries are told.
  public enum DeliverySource: Hashable, Sendable {
    /// 发货单.
    case shipments
    /// No shipments are known: an order line left as a whole on its own `shipped_on`.
    case orderLines
    case none
  }

  public let deliverySource: DeliverySource
  let members: SalesMembers
  let orders: OrderLines
  let shipments: ShipmentLines
  let invoices: InvoiceLines
  let receipts: ReceiptLines
  let prices: ReferencePrices
  /// Rows by order, by invoice, by customer and due day; receipts by invoice and day; shipments by day.
  let rowsOfOrder: RowGroups
  let rowsOfInvoice: RowGroups
  let invoicesOfCustomer: RowGroups
  let receiptsOfInvoice: RowGroups
  let shipmentsByDay: [Int32]
  let findings: [SalesFinding]

  /// - Parameter assumedDays: after the invoice, where it does not say when it is due.
  public init(_ tables: SalesTables, assumedDays: Int = 30) {
    let members = SalesMembers(tables)
    let reader = BookReader(tables: tables, members: members, assumedDays: assumedDays)
    let orders = reader.orders()
    let ofOrder = RowGroups(orders.order, count: tables.orders["order_number"].texts.count)
    let chain = OrderChain(tables.orders, orders, ofOrder)
    let source: DeliverySource =
      tables.shipments.rowCount > 0 ? .shipments : tables.orders["shipped_on"].isPresent.contains(true) ? .orderLines : .none
    let shipments = source == .shipments ? reader.shipments(orders, chain) : reader.shipped(orders)
    let invoices = reader.invoices(orders, chain)
    let receipts = reader.receipts(invoices)
    let numbers = tables.invoices["invoice_number"].texts.count
    let (due, customer) = (invoices.due, invoices.lines.codes[BaseDimension.customer.rawValue])
    let (received, sent) = (receipts.lines.day, shipments.lines.day)
    self.members = members
    self.orders = orders
    self.shipments = shipments
    self.invoices = invoices
    self.receipts = receipts
    deliverySource = source
    prices = ReferencePrices(tables, items: members.item, territories: members.territory, aliases: members.aliases)
    rowsOfOrder = ofOrder
    rowsOfInvoice = RowGroups(invoices.invoice, count: numbers)
    invoicesOfCustomer = RowGroups(customer, count: members.customer.count).sorted {
      Int64(due[Int($0)]) << 32 + (Int64(invoices.lines.day[Int($0)]) - Int64(Int32.min))
    }
    receiptsOfInvoice = RowGroups(receipts.invoice, count: numbers).sorted { Int64(received[Int($0)]) }
    let rows = sent.indices.map { Int32($0) }
    let areInOrder = zip(sent, sent.dropFirst()).allSatisfy { $0 <= $1 }
    shipmentsByDay = areInOrder ? rows : rows.sorted { (sent[Int($0)], $0) < (sent[Int($1)], $1) }
    findings = reader.findings(orders, shipments, invoices, receipts, source)
  }
}
