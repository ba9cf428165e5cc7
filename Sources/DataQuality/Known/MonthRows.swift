// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Commerce

/// Rows of a table by the month they are true in, and what they add up to.
public struct MonthRows: Hashable, Sendable {
  public struct Month: Hashable, Sendable {
    public let month: Calendars.Month
    public let rows: Int
    /// Of the amount that `field` names, in its scaled integers; nil on overflow, or where there is none.
    public let sum: Int64?
  }

  /// The amount that is added up; nil where the kind has none with a value.
  public let field: String?
  /// Ascending; only months with rows.
  public private(set) var months: [Month] = []
  /// The newest day; of a month its last one.
  public private(set) var newest: Day?

  /// A month beyond them is a slip of the pen: it is left out here, and a range names it.
  static let sensible = Calendars.Month(year: 1900, month: 1)...Calendars.Month(year: 2200, month: 12)
  static let amounts = [
    "amount_incl_tax", "amount_excl_tax", "amount", "balance", "face_amount", "principal", "cost", "quantity",
  ]

  /// - Parameter field: the amount to add up; nil takes the first of the usual ones that has a value.
  public init(_ table: FactTable, adding field: String? = nil) {
    self.field = field ?? Self.amounts.first { name in table.schema.index(of: name) != nil && table[name].isPresent.contains(true) }
    guard let time = table.schema.timeField else { return }
    let (column, added) = (table[time], self.field.map { table[$0] })
    let isDay = column.field.type == .day
    let ordinals = column.packed(missing: .min)
    var (low, high) = (Int64.max, Int64.min)
    var newestOrdinal = Int64.min
    var places = [Int32](repeating: .min, count: ordinals.count)
    var (seenDay, seenMonth) = (Int64.min, Int32.min)
    let range = Int64(Self.sensible.lowerBound.ordinal)...Int64(Self.sensible.upperBound.ordinal)
    let days = Int64(Self.sensible.lowerBound.firstDay.ordinal)...Int64(Self.sensible.upperBound.lastDay.ordinal)
    for (row, ordinal) in ordinals.enumerated() where (isDay ? days : range).contains(ordinal) {
      if ordinal != seenDay {
        seenDay = ordinal
        seenMonth = isDay ? Day(ordinal: Int32(ordinal)).monthOf.ordinal : Int32(ordinal)
      }
      places[row] = seenMonth
      low = min(low, Int64(seenMonth))
      high = max(high, Int64(seenMonth))
      newestOrdinal = max(newestOrdinal, ordinal)
    }
    guard low <= high else { return }
    newest =
      isDay ? Day(ordinal: Int32(newestOrdinal)) : Calendars.Month(ordinal: Int32(newestOrdinal)).lastDay
    var counts = [Int](repeating: 0, count: Int(high - low) + 1)
    var sums = [Int128](repeating: 0, count: counts.count)
    for row in places.indices where places[row] != .min {
      let place = Int(Int64(places[row]) - low)
      counts[place] += 1
      if let added { sums[place] += Int128(added.integers[row]) }
    }
    months = counts.indices.filter { counts[$0] > 0 }.map { place in
      Month(
        month: Calendars.Month(ordinal: Int32(low + Int64(place))), rows: counts[place],
        sum: added == nil ? nil : Int64(exactly: sums[place]))
    }
  }

  public subscript(month: Calendars.Month) -> Month? {
    var (low, high) = (0, months.count)
    while low < high {
      let middle = (low + high) / 2
      if months[middle].month < month { low = middle + 1 } else { high = middle }
    }
    return low < months.count && months[low].month == month ? months[low] : nil
  }
}
