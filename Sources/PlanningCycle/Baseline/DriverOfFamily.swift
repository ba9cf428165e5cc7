// SPDX-License-Identifier: Apache-2.0
import Calendars
import ForecastMethods
import Forecasting

/// One market driver as the places of one product family have it, on the months of the family's history and of the horizon.
struct DriverOfFamily: Sendable {
  let name: String
  /// Different courses, each over all months; nil where nobody knows a value.
  private let courses: [[Double?]]
  /// Of each member of the family.
  private let courseOf: [Int]
  /// Months of the history.
  private let past: Int
  /// The first month that is known at every place, and the one after the last.
  let start: Int
  let end: Int
  /// Why it cannot be tried.
  let fault: DriverPart.Verdict?

  /// After how many months it may work at most: half a year.
  static let longestLag = 6

  /// The value of the next month is known: with a shorter lag the driver would have to be foretold itself before it says anything.
  var shortestLag: Int { max(0, past - end + 1) }

  /// - Returns: nil where the driver never speaks of the family.
  init?(_ driver: MarketDrivers.Named, _ family: FamilyTotals.Family, first: Month, past: Int, horizon: Int) {
    var places: [[Double?]: Int] = [:]
    var courses: [[Double?]] = []
    func place(_ course: [Double?]) -> Int {
      if let known = places[course] { return known }
      courses.append(course)
      places[course] = courses.count - 1
      return courses.count - 1
    }
    func course(_ place: SalesHistory.Place) -> [Double?] {
      (0..<(past + horizon)).map { driver.value(place, first.adding(months: $0)) }
    }
    if driver.isOfCompany, let any = family.places.first {
      let common = place(course(any))
      courseOf = family.places.map { _ in common }
    } else {
      courseOf = family.places.map { place(course($0)) }
    }
    guard courses.contains(where: { $0.contains { $0 != nil } }) else { return nil }
    let known = courses.map { Self.known($0, past: past) }
    start = known.map(\.start).max() ?? 0
    end = known.map(\.end).min() ?? 0
    (name, self.courses, self.past) = (driver.name, courses, past)
    if known.contains(where: \.hasGap) || known.contains(where: { $0.end == 0 }) {
      fault = .gap
    } else if past - start < FamilyDrivers.leastMonths || end <= start {
      fault = .tooFewMonths
    } else {
      fault = past - end + 1 > Self.longestLag ? .tooOld : nil
    }
  }

  /// From the first month on that is known, without a hole; a hole with known months of the past behind it is a gap.
  private static func known(_ course: [Double?], past: Int) -> (start: Int, end: Int, hasGap: Bool) {
    guard let start = course.firstIndex(where: { $0 != nil }) else { return (0, 0, false) }
    let end = course[start...].firstIndex { $0 == nil } ?? course.count
    return (start, end, end < past && course[end..<past].contains { $0 != nil })
  }

  /// Above nought at every place, so that its logarithm may count.
  var isPositive: Bool { courses.allSatisfy { $0.allSatisfy { ($0 ?? 1) > 0 } } }

  /// What the family as a whole has, from `first` on: the mean of its places, by money of the last year. What is not known yet is the last that is;
  /// no lag that may be used reaches it.
  func mean(_ family: FamilyTotals.Family, from first: Int) -> [Double] {
    var weights = [Double](repeating: 0, count: courses.count)
    for (member, course) in zip(family.members, courseOf) {
      weights[course] += max(0, member.weight * member.series.values.suffix(12).reduce(0, +))
    }
    let sum = weights.reduce(0, +)
    let months = courses.first?.count ?? 0
    return (first..<months).map { month in
      let values = courses.map { $0[min(month, end - 1)] ?? 0 }
      guard values.count > 1 else { return values.first ?? 0 }
      guard sum > 0 else { return values.reduce(0, +) / Double(values.count) }
      return zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / sum
    }
  }

  /// Of each course every month, and how unsure it is.
  ///
  /// Beyond what is known stands what the driver's own history foretells, by the same methods as sales; before its first month what its first year was.
  func completed() -> [(values: [Double], unsure: [Double])] { courses.map(completed) }

  private func completed(_ course: [Double?]) -> (values: [Double], unsure: [Double]) {
    let known = course[start..<end].map { $0 ?? 0 }
    let opening = known.prefix(12).reduce(0, +) / Double(max(1, known.prefix(12).count))
    var values = course[..<start].map { $0 ?? opening } + known
    var unsure = [Double](repeating: 0, count: values.count)
    let missing = course.count - end
    guard missing > 0 else { return (values, unsure) }
    let series = try? Series(known, seasonLength: 12, granularity: .month)
    let ahead = series.flatMap { try? AutomaticChoice(horizon: missing).fit($0).forecast(horizon: missing) }
    // A driver that never was nought or less is not foretold so.
    let least = known.min() ?? 0
    let floor = least > 0 ? least / 2 : -.infinity
    for step in 0..<missing {
      values.append(max(floor, ahead?.mean[step] ?? known.last ?? 0))
      unsure.append(ahead?.scale[step] ?? 0)
    }
    return (values, unsure)
  }

  /// Which course a member of the family has.
  func course(of member: Int) -> Int { courseOf[member] }
}
