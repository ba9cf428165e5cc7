// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Quantities

/// Invoices to customers and what came in for them.
struct Receivables {
  struct Line {
    /// Index into the shipments; −1 for rebates and opening balances.
    let shipment: Int
    let gross: Int64
    let net: Int64
  }

  struct Invoice {
    let number: String
    let customer: Int
    let day: Int
    let due: Day
    let isRebate: Bool
    let lines: [Line]
    var paidByCut: Int64 = 0

    var gross: Int64 { lines.reduce(0) { $0 + $1.gross } }
    var net: Int64 { lines.reduce(0) { $0 + $1.net } }
    var tax: Int64 { gross - net }
    var isOpening: Bool { day < 0 }
  }

  struct Receipt {
    let number: String
    let day: Int
    let customer: Int
    let invoice: Int
    let amount: Int64
    /// Index into the register's bills; −1 for a transfer.
    let bill: Int
  }

  private(set) var invoices: [Invoice] = []
  private(set) var receipts: [Receipt] = []
  /// Transfers as the bank saw them: day, customer, amount.
  private(set) var transfers: [(day: Int, customer: Int, amount: Int64)] = []
  let timeline: DemoTimeline
  let customers: Customers

  init(
    seed: UInt64, timeline: DemoTimeline, customers: Customers, shipments: [Operations.Shipment],
    register: inout BillRegister
  ) {
    self.timeline = timeline
    self.customers = customers
    var random = SeededStream(seed: seed, label: "receivables")
    addOpening()
    addInvoices(shipments, &random)
    addRebates()
    let drawn = invoices.indices.sorted { (invoices[$0].day, $0) < (invoices[$1].day, $1) }
    invoices = drawn.map { invoices[$0] }
    collect(&random, &register)
  }

  /// Earlier months' sales that were still owed when the books begin: one invoice a customer and month.
  private mutating func addOpening() {
    let level = Seasons.trend(monthsFromCentre: -(DemoTimeline.historyMonths - 6))
    for (number, customer) in customers.all.enumerated() where customer.firstOrder < timeline.start {
      guard customer.terms != .onShipment else { continue }
      for back in 1...4 {
        let month = timeline.firstMonth.adding(months: -back)
        let day = customer.terms == .platform15 ? month.lastDay : month.firstDay.adding(days: 17)
        let due = customer.terms.due(day)
        guard due.adding(days: Int(customer.lateness)) >= timeline.start else { continue }
        let net = Int64(customer.weight * Demand.runningTarget * level / 12 * 0.95) * 100
        invoices.append(
          Invoice(
            number: "QC-" + customer.code + "-" + String(back), customer: number, day: timeline.index(day),
            due: due, isRebate: false, lines: [Line(shipment: -1, gross: net + Tax.onNet(net), net: net)]))
      }
    }
  }

  /// One invoice a delivery: within three days and the same month; platforms settle by a statement on the month's last day.
  private mutating func addInvoices(_ shipments: [Operations.Shipment], _ random: inout SeededStream) {
    var index = 0
    while index < shipments.count {
      var end = index
      var lines: [Line] = []
      while end < shipments.count, shipments[end].number == shipments[index].number {
        lines.append(Line(shipment: end, gross: shipments[end].gross, net: shipments[end].net))
        end += 1
      }
      let first = shipments[index]
      let terms = customers.all[first.customer].terms
      let month = timeline.monthOfDay[first.day]
      let monthEnd = timeline.firstDayOfMonth[month] + timeline.dayCount(inMonth: month) - 1
      let wait = random.between(0, 3)
      let day =
        terms == .platform15 ? monthEnd : (terms == .onShipment ? first.day : min(monthEnd, first.day + wait))
      invoices.append(
        Invoice(
          number: "FP" + first.number.dropFirst(2) + (first.isReturn ? "R" : ""), customer: first.customer,
          day: day,
          due: terms.due(timeline.day(day)), isRebate: false, lines: lines))
      index = end
    }
  }

  /// 返利: at the end of each month a red invoice over a share of what the dealer was invoiced.
  private mutating func addRebates() {
    var sums = [Int64](repeating: 0, count: customers.all.count * timeline.monthCount)
    for invoice in invoices where !invoice.isOpening {
      sums[invoice.customer * timeline.monthCount + timeline.monthOfDay[invoice.day]] += invoice.gross
    }
    for (number, customer) in customers.all.enumerated() where customer.rebateRate > 0 {
      for month in 0..<timeline.monthCount {
        let base = sums[number * timeline.monthCount + month]
        let gross = -Int64((Double(base) * customer.rebateRate).rounded())
        guard gross < 0 else { continue }
        let day = timeline.month(month).lastDay
        invoices.append(
          Invoice(
            number: "FL-" + customer.code + "-" + padded(day.year % 100, 2) + padded(day.month, 2),
            customer: number, day: timeline.index(day), due: customer.terms.due(day), isRebate: true,
            lines: [Line(shipment: -1, gross: gross, net: Tax.split(gross).net)]))
      }
    }
  }

  /// Revenue without tax by month, 分, after rebates and returns.
  func monthlyNet() -> [Int64] {
    var result = [Int64](repeating: 0, count: timeline.monthCount)
    for invoice in invoices where !invoice.isOpening {
      result[timeline.monthOfDay[invoice.day]] += invoice.net
    }
    return result
  }

  private mutating func collect(_ random: inout SeededStream, _ register: inout BillRegister) {
    var groups: [[Int32: [Int]]] = Array(repeating: [:], count: customers.all.count)
    for (index, invoice) in invoices.enumerated() {
      groups[invoice.customer][invoice.due.ordinal, default: []].append(index)
    }
    for customer in customers.all.indices {
      var carried: [Int] = []
      // What the agreed share of bills asks for beyond what came as bills so far: the next payment follows it.
      var wanted = random.uniform(-0.5, 0.5) * 1_000_000
      let share = customers.all[customer].billShare
      for due in groups[customer].keys.sorted() {
        let members = carried + (groups[customer][due] ?? [])
        let total = members.reduce(0) { $0 + invoices[$1].gross }
        let paid = payDay(customer, Day(ordinal: due), members, &random)
        guard total > 0 else {
          carried = members
          continue
        }
        carried = []
        wanted += share * Double(total)
        let isBill = share > 0 && wanted >= Double(total) / 2
        if isBill { wanted -= Double(total) }
        guard paid < timeline.dayCount else { continue }
        settle(members, total, customer, paid, isBill, &random, &register)
      }
    }
    receipts.sort { ($0.day, $0.number) < ($1.day, $1.number) }
    transfers.sort { ($0.day, $0.customer, $0.amount) < ($1.day, $1.customer, $1.amount) }
  }

  private func payDay(_ customer: Int, _ due: Day, _ members: [Int], _ random: inout SeededStream) -> Int {
    let who = customers.all[customer]
    let noise = random.uniform(-0.5, 1.1) * who.lateness
    let grace = random.between(75, 110)
    if who.terms == .onShipment { return timeline.index(due) }
    var late = max(0, Int((who.lateness + noise).rounded(.down)))
    // The late dealer has been in trouble for three quarters of a year.
    if customer == customers.late, due > timeline.cut.adding(days: -270) { late = grace }
    let latest = members.map { invoices[$0].day }.max() ?? 0
    return max(
      latest,
      timeline.index(WorkingDays.china.nextWorkday(onOrAfter: max(timeline.start, due.adding(days: late)))))
  }

  /// Spreads one payment over its invoices, credits first; bills are of at most 100 万 each.
  private mutating func settle(
    _ members: [Int], _ total: Int64, _ customer: Int, _ day: Int, _ isBill: Bool,
    _ random: inout SeededStream,
    _ register: inout BillRegister
  ) {
    let ordered = members.sorted { (invoices[$0].gross, $0) < (invoices[$1].gross, $1) }
    var faces = [total]
    if isBill {
      let count = max(1, Int((total + 99_999_999) / 100_000_000))
      faces = Allocation.split(total, by: [Double](repeating: 1, count: count))
    }
    var bill = -1
    var remaining: Int64 = 0
    var part = 0
    var line = 0
    for invoice in ordered {
      var amount = invoices[invoice].gross
      repeat {
        if remaining == 0 || (line == 0 && part == 0) {
          remaining += faces[part]
          if isBill { bill = register.receive(faces[part], from: customer, on: day, timeline, &random) }
          part += 1
        }
        let piece = min(amount, remaining)
        line += 1
        add(invoice, piece, customer, day, bill, line)
        amount -= piece
        remaining -= piece
      } while amount > 0
    }
    if !isBill { transfers.append((day, customer, total)) }
  }

  private mutating func add(
    _ invoice: Int, _ amount: Int64, _ customer: Int, _ day: Int, _ bill: Int, _ line: Int
  ) {
    let date = timeline.day(day)
    let number =
      "SK" + padded(date.year % 100, 2) + padded(date.month, 2) + padded(date.dayOfMonth, 2) + "-"
      + customers.all[customer].code.dropFirst(3) + "-" + padded(line, 3)
    // Two settlements of one customer on one day share the prefix: the due day tells them apart.
    let due = invoices[invoice].due
    receipts.append(
      Receipt(
        number: number + "-" + padded(due.month, 2) + padded(due.dayOfMonth, 2)
          + invoices[invoice].number.suffix(6),
        day: day, customer: customer, invoice: invoice, amount: amount, bill: bill))
    if day <= timeline.cutIndex { invoices[invoice].paidByCut += amount }
  }
}
