// SPDX-License-Identifier: Apache-2.0
import Commerce

extension SalesBooks {
  /// The tables with those documents alone that pass the filters: books made from them know nothing of the others.
  ///
  /// A receipt stands where the invoice it names stands, else where its customer does. Master data stay whole: they name, they do not count.
  ///
  /// - Parameter tables: those that these books were made from.
  public func seen(_ tables: SalesTables, _ filters: [SalesFilter]) -> SalesTables {
    var result = tables
    result.orders = tables.orders.rows(where: passes(filters, orders.lines))
    if deliverySource == .shipments { result.shipments = tables.shipments.rows(where: passes(filters, shipments.lines)) }
    let ofInvoices = passes(filters, invoices.lines)
    result.invoices = tables.invoices.rows(where: ofInvoices)
    let own = passes(filters, receipts.lines)
    result.receipts = tables.receipts.rows { row in
      let number = receipts.invoice[row]
      return number >= 0 ? rowsOfInvoice.of(Int(number)).first.map { ofInvoices(Int($0)) } ?? own(row) : own(row)
    }
    return result
  }
}

extension FactTable {
  /// The rows that count, in their order.
  func rows(where counts: (Int) -> Bool) -> FactTable {
    let kept = (0..<rowCount).filter(counts)
    let columns = columns.map { column in
      FactColumn(
        field: column.field, integers: kept.map { column.integers[$0] }, isPresent: kept.map { column.isPresent[$0] }, texts: column.texts)
    }
    return FactTable(kind: kind, columns: columns, lines: kept.map { lines[$0] })
  }
}
