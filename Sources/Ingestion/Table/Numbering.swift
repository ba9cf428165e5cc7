// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

/// Numbers for rows whose file has none: lines within their document, movements of a bank account within their day.
///
/// The numbers depend on nothing but the rows of the same document (or account and day) before them, so that a second
/// export with the same rows gives the same keys.
final class Numbering {
  private struct Group: Hashable {
    let first: Int64
    let second: Int64
  }

  let plan: FieldPlan
  private let within: [Int]
  private let dayField: Int?
  private var counts: [Group: Int64] = [:]

  /// Whether a required field may be numbered when no column gives it.
  static func numbers(_ field: FactField, _ schema: FactSchema) -> Bool {
    guard schema.keys.contains(field.name) else { return false }
    if field.name == "line_number" { return true }
    return schema.kind == .bankTransactions && field.name == "transaction_number"
  }

  /// Nil when the field has a column or a constant.
  init?(_ schema: FactSchema, _ plans: [FieldPlan]) {
    guard let plan = plans.first(where: { $0.column < 0 && $0.constant == nil && $0.isRequired && Numbering.numbers($0.field, schema) })
    else { return nil }
    self.plan = plan
    let others = schema.keys.filter { $0 != plan.field.name }.compactMap { schema.index(of: $0) }
    dayField = plan.type == .text ? schema.effectiveField.flatMap { schema.index(of: $0) } : nil
    within = others + (dayField.map { [$0] } ?? [])
  }

  /// The fields within which is counted, for the finding.
  func fields(_ plans: [FieldPlan]) -> [FactField] { within.map { plans[$0].field } }

  /// The next number of the row's document, or `20261122-001` of its day.
  func next(_ values: UnsafePointer<Int64>, _ present: UnsafePointer<Bool>, _ texts: ByteInterner) -> Int64? {
    guard within.allSatisfy({ present[$0] || plan.type != .text }) else { return nil }
    func part(_ index: Int) -> Int64 { index < within.count && present[within[index]] ? values[within[index]] : -1 }
    let group = Group(first: part(0), second: part(1))
    let count = (counts[group] ?? 0) + 1
    counts[group] = count
    guard let dayField else { return count }
    let day = Day(ordinal: Int32(truncatingIfNeeded: values[dayField])).description.filter { $0 != "-" }
    let digits = String(count)
    let text = day + "-" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    return CellBytes.with(text) { Int64(texts.intern($0)) }
  }
}
