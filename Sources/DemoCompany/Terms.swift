// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

/// Payment terms of customers and suppliers. 月结: invoices up to the cut-off day stand on one statement, paid so many days later.
enum Terms: Int, CaseIterable {
  case onShipment, platform15, customer30, customer60, customer90, supplier30, supplier60, supplier90

  var code: String {
    switch self {
    case .onShipment: "KH-XK"
    case .platform15: "KH-PT15"
    case .customer30: "KH-YJ30"
    case .customer60: "KH-YJ60"
    case .customer90: "KH-YJ90"
    case .supplier30: "GYS-YJ30"
    case .supplier60: "GYS-YJ60"
    case .supplier90: "GYS-YJ90"
    }
  }

  var name: String {
    switch self {
    case .onShipment: "款到发货"
    case .platform15: "平台月结 T+15"
    case .customer30: "客户月结30天"
    case .customer60: "客户月结60天"
    case .customer90: "客户月结90天"
    case .supplier30: "供应商月结30天"
    case .supplier60: "供应商月结60天"
    case .supplier90: "供应商月结90天"
    }
  }

  var cutoffDay: Int? {
    switch self {
    case .onShipment: nil
    case .platform15: 31
    default: 25
    }
  }

  var days: Int {
    switch self {
    case .onShipment: 0
    case .platform15: 15
    case .customer30, .supplier30: 30
    case .customer60, .supplier60: 60
    case .customer90, .supplier90: 90
    }
  }

  /// Share settled by bank acceptance bills, as agreed.
  var billShare: Double {
    switch self {
    case .onShipment, .platform15: 0
    case .customer30: 0.40
    case .customer60: 0.50
    case .customer90: 0.55
    case .supplier30, .supplier60, .supplier90: 0.45
    }
  }

  /// The statement's day plus the days of the term; a cut-off of 31 is the end of the month.
  func due(_ invoiced: Day) -> Day {
    guard let cutoff = cutoffDay else { return invoiced.adding(days: days) }
    var month = invoiced.monthOf
    if invoiced.dayOfMonth > cutoff { month = month.adding(months: 1) }
    let statement = month.firstDay.adding(days: min(cutoff, month.dayCount) - 1)
    return statement.adding(days: days)
  }

  static func table() -> FactTable {
    var rows = FactRows(
      .paymentTerms, "code name name_en anchor advance_share cutoff_day months days pay_day bill_share bill_days")
    for terms in allCases {
      let isBill = terms.billShare > 0
      rows.add([
        .text(terms.code), .text(terms.name), .text(EnglishNames.of(terms.name)),
        .text(terms == .onShipment ? "shipment" : "invoice"),
        .rate(terms == .onShipment ? 1 : 0), terms.cutoffDay.map { .number(Int64($0)) }, .number(0),
        .number(Int64(terms.days)), nil, .rate(terms.billShare), isBill ? .number(180) : nil,
      ])
    }
    return rows.table
  }
}
