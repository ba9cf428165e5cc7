// SPDX-License-Identifier: Apache-2.0
import Calendars

/// The dimensions of a question as one number a group: mixed digits, the first dimension highest, so that keys in order are rows in order.
struct GroupKey {
  struct Digit {
    let dimension: SalesDimension
    let count: Int64
    let stride: Int64
    /// Which codes of a document it is read from; nil for time.
    let base: BaseDimension?
    /// What those codes are mapped by: families, groups; nil for themselves.
    let map: [Int32]?
  }

  let digits: [Digit]
  /// Keys lie below it.
  let cells: Int64
  let firstDay: Int32
  let lastDay: Int32
  /// For each day of the period its own period, from 1; 0 is what lies before, the last one what lies after.
  let positionOfDay: [Int32]
  let periods: [SalesPeriod]
  private let time: Digit?

  init(_ question: SalesQuestion, _ members: SalesMembers) throws(SalesAnalysisError) {
    firstDay = question.period.lowerBound.ordinal
    lastDay = question.period.upperBound.ordinal
    let finest = question.dimensions.first(where: \.isTime)
    let (positions, periods) = finest.map { GroupKey.positions($0, question.period) } ?? ([], [])
    positionOfDay = positions
    self.periods = periods
    var digits: [Digit] = []
    var stride: Int64 = 1
    for dimension in question.dimensions.reversed() {
      let (base, map) = GroupKey.source(dimension, members)
      let count = dimension.isTime ? Int64(periods.count + 2) : Int64(members.list(dimension).count)
      digits.append(Digit(dimension: dimension, count: count, stride: stride, base: base, map: map))
      let (next, overflow) = stride.multipliedReportingOverflow(by: count)
      guard !overflow else {
        throw SalesAnalysisError(
          .tooManyGroups, dimension.rawValue, "维度的组合太多：请少选几个维度。", "the dimensions have too many combinations: choose fewer")
      }
      stride = next
    }
    self.digits = digits.reversed()
    cells = stride
    time = self.digits.first { $0.dimension.isTime }
  }

  static func source(_ dimension: SalesDimension, _ members: SalesMembers) -> (BaseDimension?, [Int32]?) {
    switch dimension {
    case .item: (.item, nil)
    case .family: members.dated == nil ? (.item, members.familyOfItem) : (.family, nil)
    case .subfamily: members.dated == nil ? (.item, members.subfamilyOfItem) : (.subfamily, nil)
    case .customer: (.customer, nil)
    case .territory: (.territory, nil)
    case .group: members.dated == nil ? (.territory, members.groupOfTerritory) : (.group, nil)
    case .channel: (.channel, nil)
    case .owner: (.owner, nil)
    case .year, .quarter, .month, .week, .day: (nil, nil)
    }
  }

  private static func positions(_ dimension: SalesDimension, _ period: ClosedRange<Day>) -> ([Int32], [SalesPeriod]) {
    var positions: [Int32] = []
    var periods: [SalesPeriod] = []
    positions.reserveCapacity(period.lowerBound.distance(to: period.upperBound) + 1)
    var day = period.lowerBound
    while day <= period.upperBound {
      let own = SalesPeriod(dimension, holding: day)
      periods.append(own)
      let last = min(own.lastDay, period.upperBound)
      positions += repeatElement(Int32(periods.count), count: day.distance(to: last) + 1)
      day = last.adding(days: 1)
    }
    return (positions, periods)
  }

  /// The digits of a key, in order of `digits`.
  func values(_ key: Int64) -> [Int] { digits.map { Int(key / $0.stride % $0.count) } }

  /// Adds what the day says to the keys of rows that count, and −1 to those that do not.
  ///
  /// - Parameter isBalance: everything up to the as-of day counts; what lies outside of the period is `earlier` or `later`.
  @inline(__always)
  func place(_ days: UnsafeBufferPointer<Int32>, _ rows: Range<Int>, asOf: Int32, isBalance: Bool, _ keys: UnsafeMutablePointer<Int64>) {
    let stride = time?.stride ?? 0
    let after = Int64(periods.count + 1) * stride
    let end = isBalance ? asOf : min(asOf, lastDay)
    let start = isBalance ? Int32.min : firstDay
    for row in rows {
      let day = days[row]
      var key: Int64 = -1
      if day >= start, day <= end {
        key = 0
        if stride > 0 {
          key = day < firstDay ? 0 : day > lastDay ? after : Int64(positionOfDay[Int(day) - Int(firstDay)]) * stride
        }
      }
      keys[row - rows.lowerBound] = key
    }
  }
}
