// SPDX-License-Identifier: Apache-2.0
import Calendars

/// How many days of each kind came before any day of 1970 to 2050, and how many are usual on each day of the year.
struct CalendarTable: Sendable {
  /// China, as far as its notices are built in; later years as the law has them.
  static let china = CalendarTable(CalendarDesign.all.flatMap(\.features), working: .china)

  /// One feature's days.
  struct Column: Sendable {
    /// Days that make one unit.
    let unit: Double
    let known: Range<Int>
    /// Days of the kind before each day of the span.
    let before: [Int32]
    /// Usual number on each of the 366 days of a year.
    let usual: [Double]
    /// Usual number a day, whatever the season.
    let rate: Double
  }

  private let first: Day
  /// Place in the year of each day of the span, 0 … 365.
  private let places: [Int16]
  private let columns: [CalendarFeature: Column]

  init(_ features: [CalendarFeature], working: WorkingDays) {
    let first = Month(year: SpringFestivals.years.lowerBound, month: 1).firstDay
    let end = Month(year: SpringFestivals.years.upperBound + 1, month: 1).firstDay
    let places = (0..<first.distance(to: end)).map { CalendarTable.place(first.adding(days: $0)) }
    var columns: [CalendarFeature: Column] = [:]
    for feature in features where columns[feature] == nil {
      let known = feature.knownDays
      let range = first.distance(to: known.lowerBound)..<(first.distance(to: known.upperBound) + 1)
      var counts = [Int32](repeating: 0, count: places.count)
      for day in feature.days(working) { counts[first.distance(to: day)] += 1 }
      columns[feature] = CalendarTable.column(counts, places, range, unit: feature.unit)
    }
    (self.first, self.places, self.columns) = (first, places, columns)
  }

  /// 0 for 1 January … 59 for 29 February … 365 for 31 December, the same in every year.
  private static func place(_ day: Day) -> Int16 {
    let date = day.civil
    return Int16(Day(year: 2000, month: 1, day: 1)?.distance(to: Day(year: 2000, month: date.month, day: date.day) ?? day) ?? 0)
  }

  private static func column(_ counts: [Int32], _ places: [Int16], _ known: Range<Int>, unit: Double) -> Column {
    var before: [Int32] = [0]
    before.reserveCapacity(counts.count + 1)
    var sum: Int32 = 0
    for count in counts {
      sum += count
      before.append(sum)
    }
    var sums = [Double](repeating: 0, count: 366)
    var years = [Double](repeating: 0, count: 366)
    for position in known {
      sums[Int(places[position])] += Double(counts[position])
      years[Int(places[position])] += 1
    }
    // Leap days are too few to have a mean of their own.
    (sums[59], years[59]) = (sums[58], years[58])
    return Column(
      unit: unit, known: known, before: before, usual: zip(sums, years).map { $0 / $1 }, rate: Double(sum) / Double(known.count))
  }

  /// nil for a feature the table was not made for.
  func column(_ feature: CalendarFeature) -> Column? { columns[feature] }

  /// Days of the kind in `count` days from `day`, less what is usual, in units of the feature; 0 for what lies outside the table.
  ///
  /// - Parameter byYear: usual on those days of the year; else usual on any day.
  func deviation(_ column: Column, from day: Day, days count: Int, byYear: Bool) -> Double {
    let start = first.distance(to: day)
    let range = max(start, column.known.lowerBound)..<max(start, column.known.lowerBound, min(start + count, column.known.upperBound))
    guard !range.isEmpty else { return 0 }
    var usual = 0.0
    if byYear {
      for position in range { usual += column.usual[Int(places[position])] }
    } else {
      usual = column.rate * Double(range.count)
    }
    return (Double(column.before[range.upperBound] - column.before[range.lowerBound]) - usual) / column.unit
  }
}
