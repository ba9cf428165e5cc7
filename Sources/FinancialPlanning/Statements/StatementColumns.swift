// SPDX-License-Identifier: Apache-2.0
import Calendars

/// The sums behind the columns of a month's statements.
struct StatementColumns {
  let month: Month
  /// At the month's end, and at the end of last year.
  let balances: [LedgerSums]
  let flows: [Flow]

  /// One period.
  struct Flow {
    let days: ClosedRange<Day>
    let vouchers: [Voucher]
    /// Profit and loss without closing vouchers.
    let profit: LedgerSums
    let cashByItem: [CashFlowItem: Int64]
    let supplement: SupplementKernel
    let openingCash: Int64
    let closingCash: Int64

    init(_ book: VoucherBook, _ days: ClosedRange<Day>) {
      self.days = days
      vouchers = book.vouchers(in: days)
      let real = vouchers.filter { !$0.isClosing }
      profit = LedgerSums(real.flatMap(\.lines).filter { $0.meaning?.group == .profitAndLoss })
      var items: [CashFlowItem: Int64] = [:]
      for line in vouchers.flatMap(\.lines) where line.meaning?.group == .cash {
        if let item = line.cashFlow { items[item, default: 0] += line.debit }
      }
      cashByItem = items
      supplement = SupplementKernel(vouchers)
      let before = days.lowerBound.adding(days: -1)
      openingCash =
        before < book.openingDay ? LedgerSums(book.opening).sum(of: .cash) : LedgerSums(book.lines(until: before)).sum(of: .cash)
      closingCash = LedgerSums(book.lines(until: days.upperBound)).sum(of: .cash)
    }
  }

  private let balanceLabels: [Label]
  private let flowLabels: [Label]

  private static let flowLabels = [
    Label("本期金额", "month"), Label("本年累计金额", "year to date"), Label("上年同期", "month a year before"),
    Label("上年累计", "year to date a year before"),
  ]

  init(_ book: VoucherBook, _ month: Month) {
    self.month = month
    let january = Month(year: month.year, month: 1)
    let lastYear = january.firstDay.adding(days: -1)
    balances = [
      LedgerSums(book.lines(until: month.lastDay)),
      lastYear < book.openingDay ? LedgerSums(book.opening) : LedgerSums(book.lines(until: lastYear)),
    ]
    // A book that opens within the year does not know how last year ended.
    let first = book.openingDay > january.firstDay ? Label("期初余额", "opening") : Label("上年年末余额", "end of last year")
    balanceLabels = [Label("期末余额", "closing"), first]
    let before = month.adding(months: -12)
    let periods = [
      month.days, january.firstDay...month.lastDay, before.days, january.adding(months: -12).firstDay...before.lastDay,
    ]
    // What lies before the book is not zero, it is not known.
    let known = periods.indices.filter { $0 < 2 || periods[$0].lowerBound >= book.openingDay }
    flows = known.map { Flow(book, periods[$0]) }
    flowLabels = known.map { StatementColumns.flowLabels[$0] }
  }

  func statement(_ layout: StatementLayout) -> FinancialStatement {
    let isBalance = layout.kind == .balanceSheet
    let count = isBalance ? balances.count : flows.count
    var values: [[Int64]?] = []
    for line in layout.lines {
      if case .header = line.content {
        values.append(nil)
      } else {
        values.append((0..<count).map { value(line.content, $0, isBalance, values) })
      }
    }
    let lines = zip(layout.lines, values).map { line, values in
      FinancialStatement.Line(id: line.id, label: line.label, values: values, isTotal: line.content.isTotal, isOfWhich: line.isOfWhich)
    }
    return FinancialStatement(
      kind: layout.kind, title: layout.title, columns: isBalance ? balanceLabels : flowLabels,
      lines: lines)
  }

  private func value(_ content: StatementContent, _ column: Int, _ isBalance: Bool, _ above: [[Int64]?]) -> Int64 {
    switch content {
    case .header: return 0
    case .accounts(let terms, let isDebit):
      let sum = isBalance ? balances[column].sum(terms) : flows[column].profit.sum(terms)
      return isDebit ? sum : -sum
    case .cashFlow(let items): return items.reduce(0) { $0 + $1.sign * (flows[column].cashByItem[$1] ?? 0) }
    case .supplement(let item): return flows[column].supplement[item]
    case .openingCash: return flows[column].openingCash
    case .closingCash: return flows[column].closingCash
    case .total(let parts): return parts.reduce(0) { $0 + $1.sign * (above[$1.line]?[column] ?? 0) }
    }
  }
}
