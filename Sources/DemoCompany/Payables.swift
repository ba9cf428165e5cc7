// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Quantities

/// Invoices of suppliers and how they were paid.
struct Payables {
  struct Line {
    let receipt: String?
    let order: String?
    let net: Int64
    let tax: Int64
    /// What the net amount is booked to, and for whom.
    let account: Account
    let department: Int?

    var gross: Int64 { net + tax }
  }

  struct Invoice {
    let number: String
    let supplier: Int
    let day: Int
    let due: Day
    let lines: [Line]
    var paidByCut: Int64 = 0

    var gross: Int64 { lines.reduce(0) { $0 + $1.gross } }
    var isOpening: Bool { day < 0 }
  }

  struct Payment {
    let number: String
    let day: Int
    let supplier: Int
    let invoice: Int
    let amount: Int64
    /// Index into the register's bills; −1 for a transfer.
    let bill: Int
  }

  private(set) var invoices: [Invoice] = []
  private(set) var payments: [Payment] = []
  private(set) var transfers: [(day: Int, supplier: Int, amount: Int64)] = []
  let timeline: DemoTimeline

  init(
    seed: UInt64, operations: Operations, revenue: [Int64], assets: Assets, register: inout BillRegister
  ) {
    timeline = operations.timeline
    var random = SeededStream(seed: seed, label: "payables")
    addOpening(operations)
    addDeliveries(operations, &random)
    addServices(revenue)
    addEquipment(assets)
    let drawn = invoices.indices.sorted { (invoices[$0].day, $0) < (invoices[$1].day, $1) }
    invoices = drawn.map { invoices[$0] }
    register.sortForEndorsing()
    pay(&random, &register)
  }

  private mutating func addOpening(_ operations: Operations) {
    var early = [Int64](repeating: 0, count: SupplierData.all.count)
    let firstQuarter = operations.timeline.firstDayOfMonth[6]
    for line in operations.purchases where line.arrives < firstQuarter { early[line.supplier] += line.net }
    for (number, supplier) in SupplierData.all.enumerated() where early[number] > 0 {
      for back in 1...4 {
        let day = timeline.firstMonth.adding(months: -back).firstDay.adding(days: 17)
        let due = supplier.terms.due(day)
        guard due >= timeline.start else { continue }
        let net = early[number] / 6
        let line = Line(
          receipt: nil, order: nil, net: net, tax: Tax.onNet(net), account: .materials, department: nil)
        invoices.append(
          Invoice(
            number: "QC-" + supplier.code + "-" + String(back), supplier: number, day: timeline.index(day),
            due: due,
            lines: [line]))
      }
    }
  }

  /// One invoice a delivery, two to eight days after the goods and within the month.
  private mutating func addDeliveries(_ operations: Operations, _ random: inout SeededStream) {
    var index = 0
    let lines = operations.purchases
    while index < lines.count {
      var end = index
      var parts: [Line] = []
      while end < lines.count, lines[end].order == lines[index].order {
        let net = lines[end].net
        parts.append(
          Line(
            receipt: operations.receiptNumber(lines[end]), order: operations.purchaseOrderNumber(lines[end]),
            net: net,
            tax: Tax.onNet(net), account: .materials, department: nil))
        end += 1
      }
      let first = lines[index]
      let wait = random.between(2, 8)
      index = end
      guard first.arrives < timeline.dayCount else { continue }
      let month = timeline.monthOfDay[first.arrives]
      let monthEnd = timeline.firstDayOfMonth[month] + timeline.dayCount(inMonth: month) - 1
      let day = min(monthEnd, first.arrives + wait)
      invoices.append(
        Invoice(
          number: "JX" + padded(first.order, 6), supplier: first.supplier, day: day,
          due: SupplierData.all[first.supplier].terms.due(timeline.day(day)), lines: parts))
    }
  }

  /// Freight and advertising, invoiced on the 20th over the month's sales.
  private mutating func addServices(_ revenue: [Int64]) {
    for month in 0..<timeline.monthCount {
      let campaign = [5, 6, 10, 11].contains(timeline.month(month).month) ? 5 : 0
      let parts: [(Int, Int64, FixedPoint, Int)] = [
        (SupplierData.logistics, revenue[month] * 19 / 1000, Tax.transport, 3),
        (SupplierData.advertising, revenue[month] * Int64(14 + campaign) / 1000, Tax.services, 7),
      ]
      for (supplier, net, rate, department) in parts {
        let day = timeline.firstDayOfMonth[month] + 19
        let line = Line(
          receipt: nil, order: nil, net: net, tax: Tax.onNet(net, rate), account: .sellingExpense,
          department: department)
        let date = timeline.day(day)
        invoices.append(
          Invoice(
            number: "FY" + padded(date.year % 100, 2) + padded(date.month, 2) + "-"
              + SupplierData.all[supplier].code,
            supplier: supplier, day: day, due: SupplierData.all[supplier].terms.due(date), lines: [line]))
      }
    }
  }

  private mutating func addEquipment(_ assets: Assets) {
    for asset in assets.all where asset.acquired >= timeline.start {
      let line = Line(
        receipt: nil, order: nil, net: asset.cost, tax: Tax.onNet(asset.cost), account: .fixedAssets,
        department: nil)
      invoices.append(
        Invoice(
          number: "SB-" + asset.code, supplier: SupplierData.equipment, day: timeline.index(asset.acquired),
          due: SupplierData.all[SupplierData.equipment].terms.due(asset.acquired), lines: [line]))
    }
  }

  private mutating func pay(_ random: inout SeededStream, _ register: inout BillRegister) {
    var groups: [Int64: [Int]] = [:]
    for (index, invoice) in invoices.enumerated() {
      let key = Int64(invoice.due.ordinal) * 1_000 + Int64(invoice.supplier)
      groups[key, default: []].append(index)
    }
    for key in groups.keys.sorted() {
      let members = groups[key] ?? []
      let supplier = Int(key % 1_000)
      let wait = random.between(0, 5)
      let paysByOwnBill = random.chance(0.24)
      let due = Day(ordinal: Int32(key / 1_000)).adding(days: wait)
      let day = timeline.index(WorkingDays.china.nextWorkday(onOrAfter: max(due, timeline.start)))
      guard day < timeline.dayCount else { continue }
      settle(members, supplier, day, paysByOwnBill, &register)
    }
    payments.sort { ($0.day, $0.number) < ($1.day, $1.number) }
    transfers.sort { ($0.day, $0.supplier, $0.amount) < ($1.day, $1.supplier, $1.amount) }
  }

  /// Customers' bills first, up to 60 % of what is due; the rest by our own bill or by transfer.
  private mutating func settle(
    _ members: [Int], _ supplier: Int, _ day: Int, _ paysByOwnBill: Bool, _ register: inout BillRegister
  ) {
    let total = members.reduce(0) { $0 + invoices[$1].gross }
    let isTrade = supplier < SupplierData.logistics
    let name = SupplierData.all[supplier].name
    var parts: [(amount: Int64, bill: Int)] = []
    if isTrade {
      for bill in register.endorse(upTo: total * 6 / 10, to: name, on: day, timeline) {
        parts.append((register.bills[bill].face, bill))
      }
    }
    let rest = total - parts.reduce(0) { $0 + $1.amount }
    if isTrade, paysByOwnBill, rest > 50_000_000 {
      parts.append((rest, register.issue(rest, to: name, on: day, timeline)))
    } else if rest > 0 {
      parts.append((rest, -1))
      transfers.append((day, supplier, rest))
    }
    spread(parts, members, supplier, day)
  }

  private mutating func spread(
    _ parts: [(amount: Int64, bill: Int)], _ members: [Int], _ supplier: Int, _ day: Int
  ) {
    var part = 0
    var remaining = parts.first?.amount ?? 0
    var line = 0
    for invoice in members {
      var amount = invoices[invoice].gross
      while amount > 0, part < parts.count {
        let piece = min(amount, remaining)
        line += 1
        let date = timeline.day(day)
        let number =
          "FK" + padded(date.year % 100, 2) + padded(date.month, 2) + padded(date.dayOfMonth, 2) + "-"
          + SupplierData.all[supplier].code.dropFirst(4) + "-" + padded(invoice, 5) + "-" + padded(line, 2)
        payments.append(
          Payment(
            number: number, day: day, supplier: supplier, invoice: invoice, amount: piece,
            bill: parts[part].bill))
        if day <= timeline.cutIndex { invoices[invoice].paidByCut += piece }
        amount -= piece
        remaining -= piece
        if remaining == 0 {
          part += 1
          remaining = part < parts.count ? parts[part].amount : 0
        }
      }
    }
  }

  func tables(_ register: BillRegister) -> [FactTable] {
    var invoiceRows = FactRows(
      .purchaseInvoices,
      "invoice_number line_number invoiced_on due_on supplier receipt_number order_number "
        + "amount_incl_tax amount_excl_tax tax_amount")
    for invoice in invoices where invoice.day <= timeline.cutIndex {
      for (position, line) in invoice.lines.enumerated() {
        invoiceRows.add([
          .text(invoice.number), .number(Int64(position + 1)), .day(timeline.day(invoice.day)),
          .day(invoice.due),
          .text(SupplierData.all[invoice.supplier].code), line.receipt.map { .text($0) },
          line.order.map { .text($0) },
          .number(line.gross), .number(line.net), .number(line.tax),
        ])
      }
    }
    var paymentRows = FactRows(
      .payments, "payment_number paid_on supplier invoice_number purpose method amount bill_number")
    for payment in payments where payment.day <= timeline.cutIndex {
      let bill = payment.bill >= 0 ? register.bills[payment.bill] : nil
      let method = bill.map { $0.isIssued ? "开出承兑" : "票据背书" } ?? "电汇"
      let purpose =
        payment.supplier == SupplierData.equipment
        ? "设备款" : (payment.supplier < SupplierData.logistics ? "货款" : "费用")
      paymentRows.add([
        .text(payment.number), .day(timeline.day(payment.day)),
        .text(SupplierData.all[payment.supplier].code),
        .text(invoices[payment.invoice].number), .text(purpose), .text(method), .number(payment.amount),
        bill.map { .text($0.number) },
      ])
    }
    return [invoiceRows.table, paymentRows.table]
  }
}
