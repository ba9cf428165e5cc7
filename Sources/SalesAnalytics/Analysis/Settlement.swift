// SPDX-License-Identifier: Apache-2.0

/// Which receipt paid which invoice line up to a day, and what is open of each line. Every cent is in exactly one part.
///
/// 1. Lines of both signs on one invoice are set off against each other first.
/// 2. A receipt pays the invoice it names, line after line; a negative one takes back what a credit line gave.
/// 3. What names no known invoice, or is more than was open, pays the customer's other invoices, the one due first first.
/// 4. What is left stays unapplied, as does money for an invoice not written yet.
///
/// There are at most as many parts as invoice lines and three times the receipts.
struct Settlement {
  /// Part by part: the receipt, the invoice line (−1: unapplied) and minor units.
  private(set) var receipt: [Int32] = []
  private(set) var line: [Int32] = []
  private(set) var amount: [Int64] = []
  /// By invoice line: what is still open, with its sign.
  private(set) var open: [Int64]

  init(_ books: SalesBooks, asOf: Int32) {
    let (invoices, receipts) = (books.invoices, books.receipts)
    open = invoices.inclusive.indices.map { row in
      invoices.lines.day[row] <= asOf && invoices.inclusive[row] != Exact.missing ? invoices.inclusive[row] : 0
    }
    receipt.reserveCapacity(receipts.lines.count)
    line.reserveCapacity(receipts.lines.count)
    amount.reserveCapacity(receipts.lines.count)
    // Money looking for an invoice of its customer: customer, day, receipt, amount.
    var looking: [(customer: Int32, day: Int32, receipt: Int32, amount: Int64)] = []
    let customers = receipts.lines.codes[BaseDimension.customer.rawValue]
    for number in 0..<books.rowsOfInvoice.count {
      let rows = books.rowsOfInvoice.of(number)
      let isWritten = rows.contains { invoices.lines.day[Int($0)] <= asOf }
      setOff(rows)
      var (above, below) = (rows.startIndex, rows.startIndex)
      for index in books.receiptsOfInvoice.of(number) {
        let day = receipts.lines.day[Int(index)]
        guard day <= asOf else { continue }
        var left = receipts.amount[Int(index)]
        if left > 0 { pay(&left, rows, from: &above, receipt: index, sign: 1) }
        if left < 0 { pay(&left, rows, from: &below, receipt: index, sign: -1) }
        if left > 0, isWritten {
          looking.append((customers[Int(index)], day, index, left))
        } else if left != 0 {
          add(index, -1, left)
        }
      }
    }
    for index in receipts.invoice.indices where receipts.invoice[index] < 0 && receipts.lines.day[index] <= asOf {
      if receipts.amount[index] > 0, customers[index] > 0 {
        looking.append((customers[index], receipts.lines.day[index], Int32(index), receipts.amount[index]))
      } else if receipts.amount[index] != 0 {
        add(Int32(index), -1, receipts.amount[index])
      }
    }
    looking.sort { ($0.customer, $0.day, $0.receipt) < ($1.customer, $1.day, $1.receipt) }
    var (customer, cursor) = (Int32(-1), 0)
    for money in looking {
      let rows = books.invoicesOfCustomer.of(Int(money.customer))
      if money.customer != customer { (customer, cursor) = (money.customer, rows.startIndex) }
      var left = money.amount
      pay(&left, rows, from: &cursor, receipt: money.receipt, sign: 1)
      if left > 0 { add(money.receipt, -1, left) }
    }
  }

  private mutating func add(_ receipt: Int32, _ line: Int32, _ amount: Int64) {
    self.receipt.append(receipt)
    self.line.append(line)
    self.amount.append(amount)
  }

  /// Pays lines open with the sign from the cursor on; whatever lies before it is settled already.
  private mutating func pay(_ left: inout Int64, _ rows: ArraySlice<Int32>, from cursor: inout Int, receipt: Int32, sign: Int64) {
    while left != 0, cursor < rows.endIndex {
      let row = Int(rows[cursor])
      guard open[row].signum() == sign else {
        cursor += 1
        continue
      }
      let piece = sign > 0 ? min(left, open[row]) : max(left, open[row])
      open[row] -= piece
      left -= piece
      add(receipt, rows[cursor], piece)
    }
  }

  /// Lines against the total's sign are used up by the others, in their order.
  private mutating func setOff(_ rows: ArraySlice<Int32>) {
    let hasBoth = rows.contains { open[Int($0)] > 0 } && rows.contains { open[Int($0)] < 0 }
    guard hasBoth else { return }
    var (above, below) = (rows.startIndex, rows.startIndex)
    while true {
      while above < rows.endIndex, open[Int(rows[above])] <= 0 { above += 1 }
      while below < rows.endIndex, open[Int(rows[below])] >= 0 { below += 1 }
      guard above < rows.endIndex, below < rows.endIndex else { return }
      let (plus, minus) = (Int(rows[above]), Int(rows[below]))
      let piece = Int64(clamping: min(open[plus].magnitude, open[minus].magnitude))
      open[plus] -= piece
      open[minus] += piece
    }
  }
}
