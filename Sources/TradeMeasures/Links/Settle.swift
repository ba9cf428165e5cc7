// SPDX-License-Identifier: Apache-2.0

/// An invoice as a debt: its lines, what they come to, and how far it is settled.
struct InvoiceDebt {
  let lines: ArraySlice<Int32>
  /// Running sums of the lines; the last is the total.
  let running: [Int64]
  let day: Int32
  let party: Int32
  /// The last part of the total that is paid after the warranty.
  var retention: Int64 = 0
  var settled: Int64 = 0

  var total: Int64 { running.last ?? 0 }
  var open: Int64 { total - settled }
}

extension SideLinker {
  /// Receipts (or payments) settle invoices: those they name first, the rest the customer's oldest.
  mutating func settle() {
    let invoices = rows.invoices ?? []
    let finder = Grouping(invoices.map(\.number), count: rows.numbers.count)
    var debts: [InvoiceDebt] = []
    var debtOfNumber = [Int32](repeating: -1, count: rows.numbers.count)
    for invoice in invoices where debtOfNumber[Int(invoice.number)] < 0 {
      debtOfNumber[Int(invoice.number)] = Int32(debts.count)
      debts.append(debt(finder[invoice.number]))
    }
    for retention in rows.side == .sales ? extras.retentions : [] {
      if let number = rows.numbers.known(retention.invoiceNumber), debtOfNumber[Int(number)] >= 0 {
        debts[Int(debtOfNumber[Int(number)])].retention = retention.amount
      } else {
        rows.findings.add(.linkBroken, retention.invoiceNumber, retention.amount)
      }
    }
    let settlements = rows.settlements ?? []
    let byDay = rows.inOrderOfDays(settlements.map(\.document))
    var left = settlements.map(\.amount)
    for index in byDay where settlements[index].invoice >= 0 {
      let debt = debtOfNumber[Int(settlements[index].invoice)]
      guard debt >= 0 else {
        rows.findings.add(.linkBroken, rows.number(settlements[index].document), settlements[index].amount)
        continue
      }
      let amount = left[index]
      // A refund or a bounced transfer takes an earlier settlement back.
      let isReversal = amount.signum() == -debts[Int(debt)].settled.signum() && amount.magnitude <= debts[Int(debt)].settled.magnitude
      let part = isReversal ? amount : Share.common(debts[Int(debt)].open, amount)
      apply(index, part, &debts[Int(debt)], .stated)
      left[index] -= part
    }
    settleByRule(byDay, &left, &debts)
    leaveDebts(debts)
  }

  private func debt(_ lines: ArraySlice<Int32>) -> InvoiceDebt {
    let invoices = rows.invoices ?? []
    var running: [Int64] = []
    for line in lines { running.append((running.last ?? 0) + invoices[Int(line)].money.gross) }
    let first = invoices[Int(lines.first ?? 0)]
    return InvoiceDebt(lines: lines, running: running, day: rows.day(first.document), party: first.attributes.party)
  }

  /// What is left of receipts, in the order of their days, meets what is left of invoices of the customer in the order of theirs.
  private mutating func settleByRule(_ byDay: [Int], _ left: inout [Int64], _ debts: inout [InvoiceDebt]) {
    let settlements = rows.settlements ?? []
    let oldest = debts.indices.sorted { (debts[$0].day, $0) < (debts[$1].day, $1) }
    var queues: [[Int]] = Array(repeating: [], count: rows.parties.count)
    for debt in oldest where debts[debt].open != 0 && debts[debt].party >= 0 { queues[Int(debts[debt].party)].append(debt) }
    var heads = [Int](repeating: 0, count: queues.count)
    for index in byDay where left[index] != 0 {
      let party = Int(settlements[index].attributes.party)
      let amount = left[index]
      if party >= 0 {
        while heads[party] < queues[party].count, debts[queues[party][heads[party]]].open == 0 { heads[party] += 1 }
        for debt in queues[party][heads[party]...] where left[index] != 0 {
          let part = Share.common(debts[debt].open, left[index])
          apply(index, part, &debts[debt], .oldestOpen)
          left[index] -= part
        }
      }
      if left[index] != amount { rows.findings.add(.matchedByRule, rows.number(settlements[index].document), amount - left[index]) }
      guard left[index] != 0 else { continue }
      if settlements[index].kind.isMoney {
        let movement = addSettlement(index, left[index], settlements[index].attributes)
        self[.invoiceToSettlement].arise(movement, .advance, amount: left[index], basis: .oldestOpen)
      } else {
        rows.findings.add(.nothingToSettle, rows.number(settlements[index].document), left[index])
      }
    }
  }

  /// A part of a receipt settles a part of an invoice, spread over its lines; what touches the retention is a part of its own.
  private mutating func apply(_ index: Int, _ amount: Int64, _ debt: inout InvoiceDebt, _ basis: LinkBasis) {
    guard amount != 0 else { return }
    let border = debt.total - debt.retention
    let end = debt.settled + amount
    if debt.retention != 0, (debt.settled < border) != (end < border), debt.settled != border, end != border {
      spread(index, from: debt.settled, to: border, debt, basis)
      spread(index, from: border, to: end, debt, basis)
    } else {
      spread(index, from: debt.settled, to: end, debt, basis)
    }
    debt.settled = end
  }

  private mutating func spread(_ index: Int, from start: Int64, to end: Int64, _ debt: InvoiceDebt, _ basis: LinkBasis) {
    guard let row = rows.settlements?[index] else { return }
    let waiting = debt.waiting(start, end)
    debt.parts(from: start, to: end) { line, part in
      let attributes = rows.invoices?[Int(line)].attributes ?? row.attributes
      if let ending = row.kind.ending {
        self[.invoiceToSettlement].end(line, by: row.document, ending, carried: part, basis: basis, waiting: waiting)
      } else {
        let movement = addSettlement(index, part, attributes)
        self[.invoiceToSettlement].link(line, movement, carried: part, basis: basis, waiting: waiting)
      }
    }
  }

  private mutating func addSettlement(_ index: Int, _ amount: Int64, _ attributes: TradeAttributes) -> Int32 {
    guard let row = rows.settlements?[index] else { return -1 }
    settlementOfMovement.append(Int32(index))
    return add(.settlement, row.document, amount, attributes)
  }

  /// What nobody has paid yet; lines of an invoice over nothing settle each other.
  private mutating func leaveDebts(_ debts: [InvoiceDebt]) {
    for debt in debts {
      if debt.total == 0, debt.settled == 0 {
        for line in debt.lines {
          guard let invoice = rows.invoices?[Int(line)] else { continue }
          self[.invoiceToSettlement].end(line, by: invoice.document, .setOff, carried: invoice.money.gross, basis: .stated)
        }
        continue
      }
      let border = debt.retention == 0 ? debt.total : max(debt.settled, debt.total - debt.retention)
      debt.parts(from: debt.settled, to: border) { line, part in self[.invoiceToSettlement].leaveOpen(line, carried: part) }
      debt.parts(from: border, to: debt.total) { line, part in
        self[.invoiceToSettlement].leaveOpen(line, carried: part, waiting: .retention)
      }
    }
  }
}

extension InvoiceDebt {
  /// Which of the two a part belongs to: what is due, or what waits for the warranty.
  func waiting(_ start: Int64, _ end: Int64) -> BridgeItemKind {
    retention != 0 && min(start, end) >= total - retention ? .retention : .unsettled
  }

  /// The part of each line in what is settled between two amounts: running sums are shared, so that the parts add up.
  func parts(from start: Int64, to end: Int64, _ body: (Int32, Int64) -> Void) {
    guard start != end, total != 0 else { return }
    var before = (start: Int64(0), end: Int64(0))
    for (place, line) in lines.enumerated() {
      let after = (start: Share.of(running[place], start, of: total), end: Share.of(running[place], end, of: total))
      let part = (after.end - before.end) - (after.start - before.start)
      if part != 0 { body(line, part) }
      before = after
    }
  }
}

extension SettlementKind {
  /// What a settlement without money makes of the debt; nil for money and bills.
  var ending: BridgeItemKind? {
    switch self {
    case .transfer, .bill, .endorsement: nil
    case .setOff: .setOff
    case .commission: .commission
    case .bankFee: .bankFee
    case .exchange: .exchange
    case .writeOff: .writeOff
    case .discount: .discount
    case .rounding: .rounding
    }
  }
}
