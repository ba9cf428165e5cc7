// SPDX-License-Identifier: Apache-2.0
public import Calendars
import Planning

/// Joint paths as figures: bands by week and month, the probability of going under the line, and what drives it. Money in 分.
public struct ProbabilityView: Sendable {
  /// One figure over the paths.
  public struct Band: Sendable, Hashable {
    /// The point plan.
    public let plan: Int64
    public let mean: Int64
    public let p10: Int64
    public let p50: Int64
    public let p90: Int64
  }

  public struct Period: Sendable {
    public let id: String
    public let label: BilingualText
    /// Bank balance at its end.
    public let cash: Band
    public let revenue: Band
    public let purchases: Band
    /// Share of the paths with a day under the line in it; nil without a line, and for months.
    public let under: Double?
    /// The same up to its end.
    public let underSoFar: Double?
  }

  /// What one source does to a figure.
  public struct Driver: Sendable {
    public let source: PathSource
    /// Share of the figure's variance that goes when the source comes as planned; shares need not add up to 1 where sources act together.
    public let share: Double
    /// What the source moves the figure by on average, against everything else being drawn: 分.
    public let shift: Int64
    /// Tenth and ninetieth percentile of what it moves the figure by, path by path.
    public let low: Int64
    public let high: Int64
  }

  /// A figure of the whole horizon with its drivers, largest first.
  public struct Target: Sendable {
    public enum Key: String, Sendable, CaseIterable { case lowestCash, closingCash, revenue, purchases }
    public let key: Key
    public let band: Band
    public let drivers: [Driver]
  }

  /// What was learnt about a source, in words; a source nothing is known of comes as planned.
  public struct Knowledge: Sendable {
    public let source: PathSource
    public let isLearnt: Bool
    public let words: BilingualText
  }

  /// The event up to which it is true.
  public let revision: Int64
  public let paths: Int
  public let seed: UInt64
  public let planningDay: Day
  public let minimum: Int64?
  public let weeks: [Period]
  public let months: [Period]
  /// Share of the paths that go under the line within the horizon; nil without a line.
  public let underWithin: Double?
  /// The plan itself goes under.
  public let planGoesUnder: Bool
  public let targets: [Target]
  public let knowledge: [Knowledge]
  /// The largest difference of any figure between the plan and the shorter plan paths are calculated on: 分, 0 when nothing was left out.
  public let reductionGap: Int64
}

extension ProbabilityView {
  init(_ ground: PathGround, _ results: PathResults) {
    let all = results.all
    let (weekCount, monthCount) = (ground.horizon.weeks.count, ground.horizon.months.count)
    func band(_ figure: PathOutcome.Figure, _ index: Int) -> Band {
      let place = PathOutcome.range(figure, weeks: weekCount, months: monthCount).lowerBound + index
      return Band(plan: ground.plan.values[place], paths: all.map { $0.values[place] })
    }
    let line = ground.minimum
    let firstUnder = all.map { outcome in line.flatMap { line in outcome[.weekLowest].enumerated().first { $1 < line }?.offset } }
    let count = Double(max(1, all.count))
    weeks = (0..<weekCount).map { week in
      let day = ground.calendar.day(at: ground.horizon.weeks[week].lowerBound)
      return Period(
        id: day.description, label: Self.weekLabel(week, day), cash: band(.weekCash, week), revenue: band(.weekRevenue, week),
        purchases: band(.weekPurchases, week),
        under: line.map { line in
          Double(all.count { $0[.weekLowest][$0[.weekLowest].startIndex + week] < line }) / count
        },
        underSoFar: line.map { _ in Double(firstUnder.count { $0.map { $0 <= week } ?? false }) / count })
    }
    months = (0..<monthCount).map { month in
      let label = PlanPeriod.month(ground.horizon.months[month]).label
      return Period(
        id: ground.horizon.months[month].description, label: label, cash: band(.monthCash, month), revenue: band(.monthRevenue, month),
        purchases: band(.monthPurchases, month), under: nil, underSoFar: nil)
    }
    revision = ground.task.revision
    paths = all.count
    seed = ground.task.options.seed
    planningDay = ground.task.planningDay
    minimum = line.map { hundredths($0) }
    underWithin = line.map { _ in Double(firstUnder.count { $0 != nil }) / count }
    planGoesUnder = line.map { ground.plan.lowest < $0 } ?? false
    targets = Target.Key.allCases.map { key in
      Target(
        key: key, band: Band(plan: key.value(ground.plan), paths: all.map(key.value)), drivers: Self.drivers(key, results))
    }
    knowledge = ground.knowledge
    reductionGap = zip(ground.plan.values, ground.base.values).reduce(Int64(0)) { max($0, abs(hundredths($1.0 - $1.1))) }
  }

  private static func drivers(_ key: Target.Key, _ results: PathResults) -> [Driver] {
    let drivers = results.frozen.map { source, frozen -> Driver in
      let with = results.all.prefix(frozen.count).map(key.value)
      let without = frozen.map(key.value)
      let total = PathStatistics.variance(with)
      let effects = zip(with, without).map { $0 - $1 }.sorted()
      return Driver(
        source: source, share: total > 0 ? max(0, 1 - PathStatistics.variance(without) / total) : 0,
        shift: hundredths(PathStatistics.mean(effects)), low: hundredths(PathStatistics.quantile(effects, 0.1)),
        high: hundredths(PathStatistics.quantile(effects, 0.9)))
    }
    return drivers.sorted { ($1.share, $0.source.rawValue) < ($0.share, $1.source.rawValue) }
  }

  private static func weekLabel(_ week: Int, _ day: Day) -> BilingualText {
    BilingualText("第\(week + 1)周 \(day.month)/\(day.dayOfMonth)", "W\(week + 1) \(day.month)/\(day.dayOfMonth)")
  }
}

extension ProbabilityView.Band {
  init(plan: Double, paths: [Double]) {
    let sorted = paths.sorted()
    self.init(
      plan: hundredths(plan), mean: hundredths(PathStatistics.mean(paths)), p10: hundredths(PathStatistics.quantile(sorted, 0.1)),
      p50: hundredths(PathStatistics.quantile(sorted, 0.5)), p90: hundredths(PathStatistics.quantile(sorted, 0.9)))
  }
}

extension ProbabilityView.Target.Key {
  func value(_ outcome: PathOutcome) -> Double {
    switch self {
    case .lowestCash: outcome.lowest
    case .closingCash: outcome[.weekCash].last ?? 0
    case .revenue: outcome.revenue
    case .purchases: outcome.purchases
    }
  }

  public var label: BilingualText {
    switch self {
    case .lowestCash: BilingualText("最低资金余额", "Lowest cash balance")
    case .closingCash: BilingualText("期末资金余额", "Cash at the end")
    case .revenue: BilingualText("收入", "Revenue")
    case .purchases: BilingualText("采购额", "Purchases")
    }
  }
}
