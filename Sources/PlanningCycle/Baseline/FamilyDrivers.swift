// SPDX-License-Identifier: Apache-2.0
import Calendars
import ForecastMethods
import Forecasting

/// What market drivers do to each product family, learnt once from what all its items brought, without what the calendar did.
///
/// The past decides by the rules of `DriverSearch`: which drivers count, after how many months, how much, and whether they would have foretold anything.
struct FamilyDrivers: Sendable {
  /// What was learnt of one family.
  private struct Learnt: Sendable {
    /// Without what each month gets of them.
    let parts: [DriverPart]
    let effect: SharedDriverEffect?
    /// Those that were tried, in the order of the effect.
    var tried: [DriverOfFamily] = []
    /// Of each of them, of each of its courses.
    var courses: [[(values: [Double], unsure: [Double])]] = []
    var memberOf: [SalesHistory.Place: Int] = [:]
    var past = 0
  }

  /// Three years: with fewer what a driver does every year at the same time cannot be told from the season.
  static let leastMonths = 12 * SharedDriverEffect.leastSeasons

  private let familyOf: [String]
  private let families: [String: Learnt]

  /// Nobody knows a driver: every figure is what it would be without this type.
  var isEmpty: Bool { families.isEmpty }

  /// - Parameters:
  ///   - totals: without the calendar.
  ///   - horizon: months ahead.
  static func learn(_ totals: FamilyTotals, _ market: MarketDrivers, horizon: Int) -> FamilyDrivers {
    guard !market.isEmpty else { return FamilyDrivers(familyOf: totals.familyOf, families: [:]) }
    var families: [String: Learnt] = [:]
    for (name, family) in totals.families where !family.members.isEmpty {
      families[name] = learn(family, market, origin: totals.origin, horizon: horizon)
    }
    return FamilyDrivers(familyOf: totals.familyOf, families: families)
  }

  private static func learn(_ family: FamilyTotals.Family, _ market: MarketDrivers, origin: Month, horizon: Int) -> Learnt {
    let past = family.total.count
    let first = origin.adding(months: 1 - past)
    let given = market.all.compactMap { DriverOfFamily($0, family, first: first, past: past, horizon: horizon) }
    func part(_ one: DriverOfFamily, _ verdict: DriverPart.Verdict) -> DriverPart {
      DriverPart(name: one.name, verdict: verdict, knownThrough: one.end > 0 ? first.adding(months: one.end - 1) : nil)
    }
    var verdicts: [String: DriverPart] = [:]
    for one in given { verdicts[one.name] = part(one, one.fault ?? .tooMany) }
    func ordered() -> [DriverPart] { given.compactMap { verdicts[$0.name] } }
    let (tried, longest) = fitting(given.filter { $0.fault == nil })
    guard !tried.isEmpty else { return Learnt(parts: ordered(), effect: nil) }
    // What comes before the youngest of them, or before the last month without sales, is not looked at.
    let closed = family.total.lastIndex { !($0 > 0 && $0.isNormal) }.map { $0 + 1 } ?? 0
    let start = max(closed, tried.map(\.start).max() ?? 0)
    guard past - start >= leastMonths,
      let total = try? Series(Array(family.total[start...]), seasonLength: 12, granularity: .month),
      let drivers = try? tried.map({ try Driver($0.name, $0.mean(family, from: start), lags: $0.shortestLag...longest) }),
      let effect = try? SharedDriverEffect(total: total, drivers: drivers, logarithms: tried.allSatisfy(\.isPositive))
    else {
      for one in tried { verdicts[one.name] = part(one, closed > 0 ? .notPositive : .tooFewMonths) }
      return Learnt(parts: ordered(), effect: nil)
    }
    for (index, one) in tried.enumerated() {
      verdicts[one.name] = DriverPart(
        effect.decisions[index], knownThrough: first.adding(months: one.end - 1), usual: effect.usual.isEmpty ? nil : effect.usual[index])
    }
    var learnt = Learnt(parts: ordered(), effect: effect.isUsed ? effect : nil)
    guard effect.isUsed else { return learnt }
    (learnt.tried, learnt.past) = (tried, past)
    learnt.courses = tried.map { $0.completed() }
    for (index, place) in family.places.enumerated() { learnt.memberOf[place] = index }
    return learnt
  }

  /// As many as a series may have, and the longest lag with which all of them fit; those beyond stay outside.
  private static func fitting(_ drivers: [DriverOfFamily]) -> (tried: [DriverOfFamily], longestLag: Int) {
    for longest in (2...DriverOfFamily.longestLag).reversed() {
      let reached = drivers.filter { $0.shortestLag <= longest }
      let columns = reached.reduce(0) { $0 + longest - $1.shortestLag + 1 }
      if reached.count <= Driver.mostDrivers, columns <= Driver.mostColumns { return (reached, longest) }
    }
    let reached = drivers.filter { $0.shortestLag <= 1 }
    return (Array(reached.prefix(Driver.mostDrivers)), 1)
  }

  /// What became of each driver in an item's family, by name; empty where none speaks of it.
  func parts(item: Int) -> [DriverPart] { families[familyOf[item]]?.parts ?? [] }

  /// What the drivers of its family do to an item in a region; nil where none is used.
  ///
  /// - Parameter count: months of its history.
  func effect(on place: SalesHistory.Place, count: Int) -> MemberDriverEffect? {
    guard let learnt = families[familyOf[place.item]], let effect = learnt.effect, let member = learnt.memberOf[place], count <= learnt.past
    else { return nil }
    let courses = zip(learnt.tried, learnt.courses).map { one, courses in courses[one.course(of: member)] }
    let drivers = zip(learnt.tried, courses).compactMap { try? Driver($0.name, $1.values) }
    guard drivers.count == courses.count else { return nil }
    return effect.onMember(drivers, unsure: courses.map(\.unsure), past: learnt.past, count: count)
  }
}

extension DriverPart {
  fileprivate init(_ decision: DriverDecision, knownThrough: Month, usual: Double?) {
    var other = ""
    if case .sameAs(let name) = decision.verdict { other = name }
    self.init(
      name: decision.name, verdict: Verdict(decision.verdict), other: other, knownThrough: knownThrough,
      usual: decision.isUsed ? usual : nil,
      terms: decision.effects.map { Term(lag: $0.lag, coefficient: $0.coefficient, isElasticity: $0.isOfLogarithm) })
  }
}
