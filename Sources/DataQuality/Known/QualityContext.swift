// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Commerce

/// What is known already, as far as rules ask for it: a summary of the facts that are there, the same whatever the order they came in.
public struct QualityContext: Sendable {
  public let today: Day
  /// Whether a code of a kind is known; nil where nothing of the kind is.
  let knows: @Sendable (FactKind, String) -> Bool?
  /// Facts of the batch's own kind.
  let history: QualityHistory
  let bank: BankHistory

  /// - Parameters:
  ///   - known: facts of the kind that the batch holds, as they stand; nil where there are none.
  ///   - rules: those that will be checked: only what they ask for is summed up.
  ///   - bankBalances, bankTransactions: what is known of the bank, for rules about it.
  public init(
    today: Day, known: FactTable?, rules: [QualityRule], bankBalances: FactTable? = nil, bankTransactions: FactTable? = nil,
    knows: @escaping @Sendable (FactKind, String) -> Bool?
  ) {
    self.today = today
    self.knows = knows
    history = QualityHistory(known, rules)
    bank = BankHistory(balances: bankBalances, transactions: bankTransactions)
  }

  /// Nothing is known: the first import of a company.
  public static func empty(today: Day) -> QualityContext {
    QualityContext(today: today, known: nil, rules: []) { _, _ in nil }
  }
}

/// The past of one kind.
struct QualityHistory: Sendable {
  private(set) var rows = 0
  private(set) var months: MonthRows?
  private(set) var levels: [QualityMeasure: GroupedLevels] = [:]
  private(set) var ledger: LedgerSums?

  init(_ table: FactTable?, _ rules: [QualityRule]) {
    guard let table, table.rowCount > 0 else { return }
    rows = table.rowCount
    months = MonthRows(table)
    for rule in rules where rule.kind == table.kind && rule.faults.isEmpty {
      if let measure = rule.check.measure, levels[measure] == nil { levels[measure] = GroupedLevels(table, measure) }
      if rule.check == .balance(.zeroSum), ledger == nil { ledger = LedgerSums(table) }
    }
  }
}
