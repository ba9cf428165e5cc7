// SPDX-License-Identifier: Apache-2.0
public import Calendars
import Quantities

/// Spreads one forecast line over its days 均化; the parts sum to the line's quantity, whatever the rounding.
///
/// A part weighs what its days weigh together and stands on the first of them that weighs anything. When no day of the line weighs
/// anything (a forecast for the holidays), every day weighs the same: a demand is never lost for want of a working day.
///
/// - Parameters:
///   - number: position of the line among the forecast lines.
///   - weight: ≥ 0; 1 on a working day and 0 on a day off, or a profile of the week.
/// - Returns: parts above 0, by rising day.
/// - Complexity: O(days of the line).
public func spread(
  _ line: ForecastLine, number: Int32, buckets: TimeBuckets, weight: (Day) -> Double
) -> [ForecastPart] {
  var shares: [(days: ClosedRange<Day>, day: Day, weight: Double)] = []
  if line.spreading == .none {
    shares = [(line.days, line.days.lowerBound, 1)]
  } else {
    let isWeightless = line.days.allSatisfy { !(weight($0) > 0) }
    for day in line.days {
      let weight = isWeightless ? 1 : max(0, weight(day))
      if let last = shares.indices.last, belongTogether(shares[last].days.lowerBound, day, line.spreading, buckets) {
        let first = shares[last].weight > 0 || weight == 0 ? shares[last].day : day
        shares[last] = (shares[last].days.lowerBound...day, first, shares[last].weight + weight)
      } else {
        shares.append((day...day, day, weight))
      }
    }
    shares.removeAll { $0.weight == 0 }
  }
  let quantities = parts(of: line.quantity, by: shares.map(\.weight), rounding: line.rounding)
  return zip(shares, quantities).compactMap { share, quantity in
    quantity == 0
      ? nil : ForecastPart(line: number, item: line.item, days: share.days, day: share.day, quantity: quantity)
  }
}

private func belongTogether(_ first: Day, _ day: Day, _ spreading: ForecastSpreading, _ buckets: TimeBuckets) -> Bool {
  switch spreading {
  case .none: true
  case .day: first == day
  case .week: Week(first) == Week(day)
  case .month: first.monthOf == day.monthOf
  case .bucket: buckets.bucket(of: first).contains(day)
  }
}

/// Splits `total` (≥ 0) by weights above 0 under one of the rounding codes; the parts sum to `total`.
///
/// The rounding codes make whole pieces. When the total itself is not whole, its fraction stays with the last part.
func parts(of total: Double, by weights: [Double], rounding: SpreadRounding) -> [Double] {
  guard let last = weights.indices.last else { return [] }
  let sum = weights.reduce(0, +)
  var result: [Double] = []
  switch rounding {
  case .largestRemainder:
    let whole = total.rounded(.down)
    result = Allocation.split(Int64(whole), by: weights).map { Double($0) }
    result[last] += total - whole
  case .none:
    result = weights.map { total * ($0 / sum) }
    // What rounding of the quotients left stands in the last part: the sum is kept to the bit.
    result[last] = total - result.dropLast().reduce(0, +)
  case .cumulativeUp, .cumulativeDown:
    var running = 0.0
    var before = 0.0
    for (index, weight) in weights.enumerated() {
      running += weight
      let exact = index == last ? total : total * (running / sum)
      // Sums of fractions miss a whole number by a hair: 1e-9 of a piece is not a piece.
      let up = rounding == .cumulativeUp
      let whole = up ? (exact - LotSize.tolerance).rounded(.up) : (exact + LotSize.tolerance).rounded(.down)
      let reached = index == last ? total : min(whole, total)
      result.append(reached - before)
      before = reached
    }
  }
  return result
}
