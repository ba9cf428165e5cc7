// SPDX-License-Identifier: Apache-2.0
import Calendars

/// The identities 勾稽 that statements of one book must keep. Each compares two figures found by two roads, exactly.
struct StatementChecks {
  private let book: VoucherBook
  private let columns: StatementColumns
  private let statements: [FinancialStatement]

  init(_ book: VoucherBook, _ columns: StatementColumns, _ statements: [FinancialStatement]) {
    self.book = book
    self.columns = columns
    self.statements = statements
  }

  var all: [StatementCheck] {
    let (now, before) = (columns.balances[0], columns.balances[1])
    let month = columns.flows[0]
    let (mapped, lines) = coverage(now)
    return [
      check("vouchers", Label("① 凭证借方合计 = 贷方合计", "1 debits of all vouchers = credits"), sides().debit, sides().credit),
      check(
        "trial-balance", Label("② 科目余额：借方 = 贷方", "2 debit balances = credit balances"), trialBalance(now).debit, trialBalance(now).credit),
      check("coverage", Label("③ 每个科目余额进且只进一行", "3 every balance reaches exactly one line"), lines, mapped),
      check(
        "balance-sheet", Label("④ 资产总计 = 负债和所有者权益总计", "4 assets = liabilities + equity"), value(.balanceSheet, "assets"),
        value(.balanceSheet, "liabilitiesAndEquity")),
      check(
        "last-year", Label("⑤ 上年年末：资产 = 负债 + 权益", "5 end of last year: assets = liabilities + equity"), value(.balanceSheet, "assets", 1),
        value(.balanceSheet, "liabilitiesAndEquity", 1)),
      check(
        "retained-earnings",
        Label("⑥ 年初未分配利润 + 本年净利润 − 分配 = 期末未分配利润", "6 retained at first + profit of the year − distributed = retained at last"),
        retained(before) + value(.profitAndLoss, "netProfit", 1) - distributed(), retained(now)),
      check(
        "cumulative", Label("⑦ 各月净利润之和 = 本年累计净利润", "7 profits of the months = profit of the year to date"), monthlyProfits(),
        value(.profitAndLoss, "netProfit", 1)),
      check(
        "net-cash", Label("⑧ 现金净增加额 = 期末现金 − 期初现金", "8 net increase in cash = cash at the end − cash at the beginning"),
        value(.cashFlow, "net"),
        month.closingCash - month.openingCash),
      check(
        "closing-cash", Label("⑨ 期末现金 = 货币资金 − 受限资金", "9 cash at the end = cash and bank − restricted"), value(.cashFlow, "closing"),
        moneyFunds(now) - now.net(.restrictedFunds)),
      check(
        "direct-indirect", Label("⑩ 直接法经营净额 = 间接法经营净额", "10 operating cash flow, direct = indirect"), value(.cashFlow, "operating"),
        value(.supplement, "operating") - value(.supplement, "other")),
      check(
        "supplement-profit", Label("⑪ 补充资料净利润 = 利润表净利润", "11 profit of the supplement = profit of the profit and loss account"),
        value(.supplement, "netProfit"), value(.profitAndLoss, "netProfit")),
      check(
        "partners", Label("⑫ 往来重分类：应收应付各行按单位相加 = 总账", "12 receivables and payables by partner = ledger"), reclassified(), ledger()),
    ]
  }

  private func check(_ id: String, _ label: Label, _ left: Int64, _ right: Int64) -> StatementCheck {
    StatementCheck(id: id, label: label, left: left, right: right)
  }

  private func value(_ kind: StatementKind, _ id: String, _ column: Int = 0) -> Int64 {
    statements.first { $0.kind == kind }?.value(id, column: column) ?? 0
  }

  /// Of all lines, whether their account is known or not: what no account takes shows in the identities after it.
  private func sides() -> (debit: Int64, credit: Int64) {
    let lines = book.vouchers.filter { $0.day <= columns.month.lastDay }.flatMap(\.lines)
    return (
      lines.reduce(0) { $0 + ($1.isCreditSide ? 0 : $1.debit) }, lines.reduce(0) { $0 - ($1.isCreditSide ? $1.debit : 0) }
    )
  }

  private func trialBalance(_ sums: LedgerSums) -> (debit: Int64, credit: Int64) {
    var (debit, credit): (Int64, Int64) = (0, 0)
    for meaning in AccountMeaning.allCases {
      for entry in sums.byMeaning[meaning] ?? [] { if entry.debit > 0 { debit += entry.debit } else { credit -= entry.debit } }
    }
    return (debit, credit)
  }

  /// What all lines hold of balances without sign, and what the plain lines of the balance sheet show: unmapped accounts are in the first only.
  private func coverage(_ sums: LedgerSums) -> (mapped: Int64, lines: Int64) {
    let layout = StatementLayout.all(.chinese, chart: book.chart)[0]
    let known = trialBalance(sums)
    let unmapped = book.lines(until: columns.month.lastDay).filter { $0.account == nil }.reduce(Int64(0)) { $0 + Int64($1.debit.magnitude) }
    var shown: Int64 = 0
    for line in layout.lines where !line.isOfWhich {
      guard case .accounts(let terms, _) = line.content else { continue }
      for term in terms { for entry in sums.entries(term) { shown += Int64(entry.debit.magnitude) } }
    }
    return (known.debit + known.credit + unmapped, shown)
  }

  private func retained(_ sums: LedgerSums) -> Int64 {
    -(sums.net(.undistributedProfit) + sums.net(.profitOfYear) + sums.sum(of: .profitAndLoss))
  }

  /// Debits of the year on profit distribution, and prior-year adjustments, from the vouchers themselves.
  private func distributed() -> Int64 {
    columns.flows[1].vouchers.flatMap(\.lines).reduce(0) { sum, line in
      switch line.meaning {
      case .undistributedProfit, .priorYearAdjustments: sum + line.debit
      // 年结: the year's profit goes from one to the other.
      case .profitOfYear: sum + line.debit
      default: sum
      }
    } + closedProfit()
  }

  /// What closing vouchers moved between profit and loss and 本年利润: no distribution.
  private func closedProfit() -> Int64 {
    columns.flows[1].vouchers.filter(\.isClosing).flatMap(\.lines).reduce(0) {
      $0 + ($1.meaning?.group == .profitAndLoss && $1.meaning != .priorYearAdjustments ? $1.debit : 0)
    }
  }

  private func monthlyProfits() -> Int64 {
    let january = Month(year: columns.month.year, month: 1)
    return (january...columns.month).reduce(0) { sum, month in
      sum
        - book.vouchers(in: month.days).filter { !$0.isClosing }.flatMap(\.lines).reduce(0) {
          $0 + ($1.meaning?.group == .profitAndLoss && $1.meaning != .priorYearAdjustments ? $1.debit : 0)
        }
    }
  }

  private func moneyFunds(_ sums: LedgerSums) -> Int64 {
    let funds = value(.balanceSheet, "cash")
    // The international form shows restricted money on a line of its own.
    return statements[0].lines.contains { $0.id == "restricted" } ? funds + sums.net(.restrictedFunds) : funds
  }

  /// The lines that are shown partner by partner, from the printed form.
  private func reclassified() -> Int64 {
    let form = columns.statement(StatementLayout.all(.chinese, chart: book.chart)[0])
    func line(_ id: String) -> Int64 { form.value(id) ?? 0 }
    return line("receivables") + line("prepayments") - line("advances") - line("payables")
  }

  /// The same accounts in the ledger, without a look at partners.
  private func ledger() -> Int64 {
    var meanings: Swift.Set<AccountMeaning> = [.receivables, .advances, .prepayments, .payables, .receivablesProvision]
    // The small form has no lines of its own for these.
    if book.chart.id == "small" { meanings.formUnion([.contractAssets, .contractAssetsProvision, .contractLiabilities]) }
    return book.lines(until: columns.month.lastDay).reduce(0) { sum, line in
      line.meaning.map { meanings.contains($0) } == true ? sum + line.debit : sum
    }
  }
}
