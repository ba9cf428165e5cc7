// SPDX-License-Identifier: Apache-2.0
public import Commerce

/// The facts that sales are analysed from; a kind that is not there is an empty table.
public struct SalesTables: Sendable {
  public var orders: FactTable
  public var shipments: FactTable
  public var invoices: FactTable
  public var receipts: FactTable
  public var items: FactTable
  public var customers: FactTable
  public var territories: FactTable
  public var employees: FactTable
  public var prices: FactTable
  public var taxRates: FactTable
  /// Where members lay before; empty for the hierarchies of now.
  public var past: [DatedParents] = []

  /// - Parameter table: the table of a kind, its rows in force; nil where there is none.
  public init(_ table: (FactKind) throws -> FactTable?) rethrows {
    func read(_ kind: FactKind) throws -> FactTable { try table(kind) ?? FactTable(kind: kind) }
    orders = try read(.salesOrderLines)
    shipments = try read(.shipments)
    invoices = try read(.invoices)
    receipts = try read(.receipts)
    items = try read(.items)
    customers = try read(.customers)
    territories = try read(.territories)
    employees = try read(.employees)
    prices = try read(.prices)
    taxRates = try read(.taxRates)
  }
}
