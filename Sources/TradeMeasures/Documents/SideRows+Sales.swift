// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

extension SideRows {
  /// Reads the documents of customers.
  static func sales(_ tables: FactTables) throws(MeasureError) -> SideRows {
    var rows = SideRows(.sales)
    rows.readMasters(items: tables[.items], parties: tables[.customers])
    if let deals = tables[.deals], deals.rowCount > 0 { try rows.readDeals(deals, tables[.dealStages]) }
    if let orders = tables[.salesOrderLines] {
      try rows.readOrders(orders, party: "customer", deliversOnShippedDay: !tables.has(.shipments))
    }
    if let shipments = tables[.shipments] {
      try rows.readDeliveries(shipments, number: "shipment_number", day: "shipped_on", party: "customer")
    }
    if let invoices = tables[.invoices], invoices.rowCount > 0 {
      try rows.readInvoices(invoices, party: "customer", delivery: "shipment_number")
    }
    if let receipts = tables[.receipts], receipts.rowCount > 0 {
      try rows.readSettlements(receipts, number: "receipt_number", day: "received_on", party: "customer")
    }
    if let bills = tables[.bills] { try rows.readBills(bills) }
    rows.closeMasters()
    return rows
  }

  /// The day a deal entered its won stage; where no stage history says so, the day it was to close.
  private mutating func readDeals(_ table: FactTable, _ stages: FactTable?) throws(MeasureError) {
    var wonOn: [String: Int64] = [:]
    if let stages {
      for row in 0..<stages.rowCount {
        guard let deal = stages["deal"].text(row), let day = stages["entered_on"].integer(row), SideRows.isWon(stages["stage"].text(row))
        else {
          continue
        }
        wonOn[deal] = min(wonOn[deal] ?? day, day)
      }
    }
    let number = CodedColumn(table["code"], &numbers)
    let party = CodedColumn(table["customer"], &parties)
    let item = CodedColumn(table["item"], &items)
    let territory = CodedColumn(table["territory"], &territories)
    var amounts = AmountReader(table)
    var result: [ContractRow] = []
    for row in 0..<table.rowCount where SideRows.isWon(table["stage"].text(row)) {
      guard let text = table["code"].text(row), let day = wonOn[text] ?? table["closes_on"].integer(row) else { continue }
      let money = try amounts.money(row, number: text)
      if money == nil { findings.add(.amountMissing, text) }
      let kind = table["kind"].text(row)?.lowercased() ?? ""
      result.append(
        ContractRow(
          document: document(.deal, number[row], line: 0, day: Int32(day)), number: number[row],
          attributes: completed(TradeAttributes(party: party[row], item: item[row], territory: territory[row])), gross: money?.gross ?? 0,
          isFlow: kind.contains("流水") || kind.contains("flow")))
    }
    contracts = result
  }

  private static func isWon(_ stage: String?) -> Bool {
    guard let stage = stage?.lowercased() else { return false }
    return ["赢单", "成交", "已成交", "签约", "已签约", "won", "closed won"].contains(stage)
  }
}

/// The tables handed in, one a kind.
struct FactTables {
  private var tables: [FactKind: FactTable] = [:]

  init(_ list: [FactTable]) {
    for table in list { tables[table.kind] = table }
  }

  subscript(kind: FactKind) -> FactTable? { tables[kind] }
  func has(_ kind: FactKind) -> Bool { (tables[kind]?.rowCount ?? 0) > 0 }
}
