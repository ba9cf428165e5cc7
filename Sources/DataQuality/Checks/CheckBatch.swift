// SPDX-License-Identifier: Apache-2.0
public import Commerce

/// Holds a batch against its rules.
public enum CheckBatch {
  /// Every rule of the batch's kind, in one pass over the columns that it looks at; nothing is made by row. Which rows there are decides the answer, their
  /// order does not. A rule that cannot be checked as it is written is passed over, as what it says of.
  ///
  /// - Parameters:
  ///   - rules: those of other kinds are left out.
  ///   - rowsRead, rejected: of the file, where rows were refused before.
  public static func check(
    _ table: FactTable, _ rules: [QualityRule], _ context: QualityContext, rowsRead: Int? = nil, rejected: Int = 0
  ) -> QualityReport {
    let own = rules.filter { $0.kind == table.kind && $0.faults.isEmpty }
    let months = MonthRows(table)
    let outcomes = own.map { outcome(of: $0, table, months, context) }
    return QualityReport(
      kind: table.kind, rowsRead: rowsRead ?? table.rowCount + rejected, rejected: rejected, outcomes: outcomes,
      coverage: BatchCoverage(table, months, context))
  }

  private static func outcome(
    of rule: QualityRule, _ table: FactTable, _ months: MonthRows, _ context: QualityContext
  ) -> RuleOutcome {
    guard table.rowCount > 0 else { return RuleOutcome(rule: rule, checked: 0, failed: 0, examples: []) }
    switch rule.check {
    case .required(let field): return required(rule, field, table)
    case .range(let field, let low, let high): return range(rule, field, low, high, table, today: context.today)
    case .reference(let field): return reference(rule, field, table, context)
    case .uniqueness(let fields): return uniqueness(rule, fields, table)
    case .freshness(let days): return freshness(rule, days, months, today: context.today)
    case .balance(let balance):
      switch balance {
      case .sum(let parts, let total, let within): return sum(rule, parts, total, within, table)
      case .product(let quantity, let price, let amount, let within):
        return product(rule, (quantity, price, amount), within, table)
      case .order(let first, let last): return order(rule, first, last, table)
      case .differs(let one, let other): return differs(rule, one, other, table)
      case .zeroSum: return zeroSum(rule, table, context.history.ledger)
      case .bankRoll: return bankRoll(rule, table, context.bank)
      }
    case .volume(let low, let high): return volume(rule, low, high, months, context)
    case .outlier(let measure, let factor): return outlier(rule, measure, factor, table, context.history)
    case .scale(let measure, let factor): return scale(rule, measure, factor, table, context.history)
    }
  }
}

extension BatchCoverage {
  init(_ table: FactTable, _ rows: MonthRows, _ context: QualityContext) {
    // What was known is added up by the same amount, or not at all.
    let known = context.history.months.flatMap { $0.field == rows.field ? $0 : nil }
    let months = rows.months.map { one in
      let before = context.history.months?[one.month]
      return Month(
        month: one.month, rows: one.rows, sum: one.sum, rowsBefore: before?.rows ?? 0, sumBefore: known == nil ? nil : before?.sum)
    }
    let hidden = max(0, months.count - Self.monthLimit)
    self.init(
      field: rows.field, months: Array(months.dropFirst(hidden)), earlierMonths: hidden, newest: rows.newest,
      newCodes: table.newCodes(context))
  }
}

extension FactTable {
  /// Codes that the kinds they name do not know, and of the batch's own key those that are new.
  fileprivate func newCodes(_ context: QualityContext) -> [BatchCoverage.NewCodes] {
    schema.fields.enumerated().compactMap { index, field in
      let isOwnCode = field.name == schema.keys[0] && Self.coded.contains(kind)
      guard field.type == .text, let named = isOwnCode ? kind : field.refersTo else { return nil }
      let strange = columns[index].texts.filter { context.knows(named, $0) == false }
      guard !strange.isEmpty else { return nil }
      return BatchCoverage.NewCodes(field: field.name, count: strange.count, examples: Array(strange.sorted().prefix(5)))
    }
  }

  /// Kinds whose first key is a code that others name.
  private static let coded: Set<FactKind> = [
    .items, .customers, .suppliers, .employees, .departments, .organisations, .accounts, .territories, .deals,
  ]
}
