// SPDX-License-Identifier: Apache-2.0
import NumericalMethods

/// How much slower or quicker everybody pays from month to month: days beside the usual.
///
/// A few years of months do not say whether the pace wanders widely or hardly, keeps its deviations or forgets them, or was lifted for good in some
/// month. Every such *course* is held against what was seen; each path draws one by how well it explains the months, then where that course stands,
/// then how it goes on: the bands contain what is not known about the past.
struct DelayDrift: Sendable {
  private struct Chosen: Sendable {
    let course: DelayCourse
    let standing: DelayCourse.Standing
    /// Share of this course and those before it.
    var upTo: Double
  }

  private let chosen: [Chosen]
  /// What the pace of each month was, days beside the usual, without the chance of single payments.
  let past: [Double]
  /// Standard deviation over the months, days, without the chance of single payments and without lifts.
  let spread: Double
  /// Share of a deviation that is left a month later.
  let persistence: Double
  /// Months after the last one seen until the first one to come.
  private let gap: Int

  static let none = DelayDrift(chosen: [], past: [], spread: 0, persistence: 0, gap: 0)

  private static let leastMonths = 6
  private static let persistences = [0, 0.5, 0.8, 0.9, 0.95]
  /// Standard deviations tried, beside that of the months as they are.
  private static let spreads = [0.25, 0.5, 0.75, 1, 1.5, 2, 3]
  /// Courses less likely than this, beside the likeliest, are left out.
  private static let leastShare = 1e-3

  /// - Parameters:
  ///   - deviations: days beside the usual, by month, newest last.
  ///   - noise: variance that single payments put into each month's mean.
  ///   - gap: months between the newest one and the first to be drawn, less one.
  static func learn(_ deviations: [Double], noise: [Double], gap: Int = 0) -> DelayDrift {
    let count = deviations.count
    guard count >= leastMonths else { return .none }
    let mean = stableMean(deviations)
    let raw = stableSum(deviations.map { ($0 - mean) * ($0 - mean) }) / Double(count - 1)
    guard raw > 1e-9 else { return .none }
    let months = DelayCourse.Months(deviations: deviations, noise: noise.map { max($0, raw * 1e-4) }, liftVariance: 4 * raw)
    var courses: [(course: DelayCourse, prior: Double)] = [(DelayCourse(persistence: 0, spread: 0), 1 / Double(spreads.count + 1))]
    for share in spreads {
      for persistence in persistences {
        courses.append(
          (
            DelayCourse(persistence: persistence, spread: share * raw.squareRoot()),
            1 / Double((spreads.count + 1) * persistences.count)
          ))
      }
    }
    // A lift is looked for where months before and after it can tell; that there was none is as likely as that there was one.
    let lifts = Array(3..<max(3, count - 1))
    var standings: [(course: DelayCourse, standing: DelayCourse.Standing, weight: Double)] = []
    for (course, prior) in courses {
      let whitened = course.whitened(months)
      standings.append((course, whitened.standing(lift: nil), prior / 2))
      for lift in lifts { standings.append((course, whitened.standing(lift: lift), prior / 2 / Double(lifts.count))) }
    }
    return DelayDrift(standings, months, gap: gap)
  }

  private init(
    _ standings: [(course: DelayCourse, standing: DelayCourse.Standing, weight: Double)], _ months: DelayCourse.Months, gap: Int
  ) {
    let best = standings.map(\.standing.logLikelihood).max() ?? 0
    let weighted = standings.map { ($0.course, $0.standing, $0.weight * exponential($0.standing.logLikelihood - best)) }
    let heaviest = weighted.map(\.2).max() ?? 0
    let kept = weighted.filter { $0.2 >= heaviest * Self.leastShare }
    let total = stableSum(kept.map(\.2))
    var upTo = 0.0
    var past = [Double](repeating: 0, count: months.deviations.count)
    var (variance, persistence) = (0.0, 0.0)
    chosen = kept.map { course, standing, weight in
      let share = weight / total
      upTo += share
      variance += share * course.spread * course.spread
      persistence += share * course.persistence
      for (month, pace) in course.past(months, standing).enumerated() { past[month] += share * pace }
      return Chosen(course: course, standing: standing, upTo: upTo)
    }
    self.past = past
    (spread, self.persistence, self.gap) = (variance.squareRoot(), persistence, gap)
  }

  private init(chosen: [Chosen], past: [Double], spread: Double, persistence: Double, gap: Int) {
    (self.chosen, self.past, self.spread, self.persistence, self.gap) = (chosen, past, spread, persistence, gap)
  }

  /// Days beside the usual, by month after the cutoff.
  func draw(_ random: inout RandomStream, months: Int) -> [Double] {
    guard !chosen.isEmpty else { return [Double](repeating: 0, count: months) }
    let uniform = random.uniform()
    let one = chosen.first { $0.upTo > uniform } ?? chosen[chosen.count - 1]
    var (level, now) = one.standing.draw(&random)
    let (kept, spread) = (one.course.persistence, one.course.spread)
    let step = spread * (1 - kept * kept).squareRoot()
    for _ in 0..<gap { now = kept * now + step * random.normal() }
    return (0..<months).map { _ in
      now = kept * now + step * random.normal()
      return level + now
    }
  }
}
