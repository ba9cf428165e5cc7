// SPDX-License-Identifier: Apache-2.0
import Commerce

/// Which columns of a table leave cells blank that mean "as above": the order number on the first of its lines only.
enum BlankCells {
  /// Merged cells say so themselves. In text a column counts when its document number is blank in a fifth of the rows, and
  /// every other column that is blank in just those rows goes with it.
  static func decide(_ plans: [FieldPlan], schema: FactSchema, samples: [[String]], merges: MergedCells?) {
    let candidates = plans.filter { $0.column >= 0 && isNamed($0) }
    if merges != nil { for plan in candidates { plan.carries = .whereMerged } }
    for plan in candidates where isGrouped(plan, samples) { plan.carries = .always }
    guard
      let key = schema.keys.compactMap({ name in candidates.first { $0.field.name == name && $0.isRequired && $0.type == .text } }).first,
      schema.keys.count > 1
    else { return }
    let rows = samples.filter { !RowKinds.isLikelyTotal($0) && !RowKinds.isNote($0, columns: $0.count) }
    func isBlank(_ row: [String], _ plan: FieldPlan) -> Bool { plan.column >= row.count || row[plan.column].isEmpty }
    let blanks = rows.filter { isBlank($0, key) }
    guard blanks.count >= 2, blanks.count * 5 >= rows.count, let first = rows.first, !isBlank(first, key) else { return }
    let filled = rows.filter { !isBlank($0, key) }
    for plan in candidates where plan === key || blanks.allSatisfy({ isBlank($0, plan) }) && filled.contains(where: { !isBlank($0, plan) })
    {
      plan.carries = .always
    }
  }

  /// A subtotal below each group names the group: 成品仓小计 below the rows of 成品仓, which is printed on the first of them only.
  private static func isGrouped(_ plan: FieldPlan, _ samples: [[String]]) -> Bool {
    guard plan.type == .text else { return false }
    func cell(_ row: [String]) -> String { plan.column < row.count ? row[plan.column] : "" }
    var current = ""
    var (blanks, subtotals) = (0, 0)
    for row in samples {
      let text = cell(row)
      if RowKinds.isLikelyTotal(row) {
        if !current.isEmpty, text.count > current.count, text.hasPrefix(current) { subtotals += 1 }
      } else if text.isEmpty, !current.isEmpty {
        blanks += 1
      } else if !text.isEmpty {
        current = text
      }
    }
    return blanks >= 1 && subtotals >= 1
  }

  /// Names, days and flags are the same for every line; an amount above several lines is their sum and is counted once.
  private static func isNamed(_ plan: FieldPlan) -> Bool {
    switch plan.type {
    case .text, .day, .month, .boolean: true
    case .integer, .quantity, .price, .rate, .amount: false
    }
  }
}
