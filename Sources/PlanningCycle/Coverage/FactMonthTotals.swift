// SPDX-License-Identifier: Apache-2.0
import Calendars
public import Commerce

/// Rows of one kind on their way into sums by month: exact however large, in whatever order they come.
public final class FactMonthTotals {
  public let schema: FactSchema
  /// What is summed, in this order.
  public let fields: [String]
  private var places: [Int32: Int] = [:]
  private var slots: [Slot] = []
  private var currencies = ["": 0]
  // Where the newest rows went: most rows lie beside others of their month.
  private var current = -1
  private var base = 0
  /// Of all months and currencies, field by field.
  private var cells: [Cell] = []

  private struct Slot {
    let month: Month
    let days: ClosedRange<Int64>
    var rows = 0
    var batches: Swift.Set<Int64> = []
    var newestBatch: Int64 = .min
    var firstDay: Int64 = .max
    var lastDay: Int64 = .min
    /// Where the fields of each currency begin in the cells; nil where no row is in it.
    var bases: [Int?] = []
  }

  private struct Cell {
    var rows = 0
    var total: Int128 = 0
  }

  public init(_ kind: FactKind) {
    schema = FactSchema.of(kind)
    fields = schema.summedFields
  }

  /// Rows that are true on one day, came by one batch and are in one currency; their values follow.
  public func begin(day: Int64, batch: Int64, currency code: String, rows: Int = 1) {
    if current < 0 || !slots[current].days.contains(day) { current = slot(of: Day(ordinal: Int32(clamping: day)).monthOf) }
    slots[current].rows += rows
    if slots[current].newestBatch != batch {
      slots[current].batches.insert(batch)
      slots[current].newestBatch = max(slots[current].newestBatch, batch)
    }
    slots[current].firstDay = min(slots[current].firstDay, day)
    slots[current].lastDay = max(slots[current].lastDay, day)
    let currency = code.isEmpty ? 0 : place(of: code)
    if currency < slots[current].bases.count, let known = slots[current].bases[currency] {
      base = known
    } else {
      base = cells.count
      while slots[current].bases.count <= currency { slots[current].bases.append(nil) }
      slots[current].bases[currency] = base
      cells += [Cell](repeating: Cell(), count: fields.count)
    }
  }

  /// What such rows say of one field.
  ///
  /// - Parameter index: in ``fields``.
  public func add(_ index: Int, _ value: Int128, rows: Int = 1) {
    cells[base + index].rows += rows
    cells[base + index].total += value
  }

  private func slot(of month: Month) -> Int {
    if let known = places[month.ordinal] { return known }
    slots.append(Slot(month: month, days: Int64(month.firstDay.ordinal)...Int64(month.lastDay.ordinal)))
    places[month.ordinal] = slots.count - 1
    return slots.count - 1
  }

  private func place(of code: String) -> Int {
    if let known = currencies[code] { return known }
    let next = currencies.count
    currencies[code] = next
    return next
  }

  /// What came together, by month.
  public var months: [FactMonth] {
    let codes = currencies.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    return slots.sorted { $0.month < $1.month }.map { slot in
      var sums: [FactMonth.Sum] = []
      for (index, field) in fields.enumerated() {
        for (code, place) in codes {
          guard place < slot.bases.count, let base = slot.bases[place], cells[base + index].rows > 0 else { continue }
          let cell = cells[base + index]
          sums.append(FactMonth.Sum(field: field, currency: code, rows: cell.rows, total: Int64(exactly: cell.total)))
        }
      }
      return FactMonth(
        month: slot.month, rows: slot.rows, batches: slot.batches.count, newestBatch: slot.newestBatch,
        firstDay: Day(ordinal: Int32(clamping: slot.firstDay)), lastDay: Day(ordinal: Int32(clamping: slot.lastDay)), sums: sums)
    }
  }
}

extension FactMonth {
  /// The rows of a table by month.
  ///
  /// - Parameter recordedOn: the civil day of a batch, from which a row is true that says no day itself.
  static func summing(_ table: FactTable, recordedOn: (Int64) -> Day?) -> [FactMonth] {
    let totals = FactMonthTotals(table.kind)
    guard let field = totals.schema.effectiveField else { return [] }
    let (days, values) = (table[field], totals.fields.map { table[$0] })
    let currencies = totals.schema.currencyField.map { table[$0] }
    for row in 0..<table.rowCount {
      let batch = table.batches[row]
      guard let day = days.day(row) ?? recordedOn(batch) else { continue }
      totals.begin(day: Int64(day.ordinal), batch: batch, currency: currencies?.text(row) ?? "")
      for (index, column) in values.enumerated() {
        if let value = column.integer(row) { totals.add(index, Int128(value)) }
      }
    }
    return totals.months
  }
}
