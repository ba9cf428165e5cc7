// SPDX-License-Identifier: Apache-2.0

/// Whether a driver was taken into a forecast, and why not.
public struct DriverDecision: Hashable, Sendable {
  public enum Verdict: Hashable, Sendable {
    /// It moves the forecast.
    case used
    /// The past does not speak for an effect beyond trend, season and the other drivers.
    case noEffect
    /// It had one value in every period of the past.
    case neverMoved
    /// It goes with the season or the trend, and cannot be told from them.
    case notDistinct
    /// It goes with a driver before it in the list, at some lag of either, and cannot be told from it.
    case sameAs(String)
    /// Drivers chosen on earlier parts of the past did not foretell later parts: none is used.
    case foretoldNothing
    /// Too few periods to say anything about any driver.
    case tooFewPeriods
  }

  /// What one lag of a driver that is used does.
  public struct Effect: Hashable, Sendable {
    /// Periods after which it works.
    public let lag: Int
    /// On the logarithm of the series where effects multiply, else in units of the series: for each unit of the driver, or for each 1 of
    /// its logarithm.
    public let coefficient: Double
    /// The driver's logarithm is what counts; with effects that multiply the coefficient is an elasticity.
    public let isOfLogarithm: Bool
  }

  public let name: String
  public let verdict: Verdict
  /// Empty for a driver that is not used.
  public let effects: [Effect]

  public var isUsed: Bool { verdict == .used }
}

extension DriverDecision {
  /// One for each driver, in their order.
  static func all(_ drivers: [Driver], _ verdict: Verdict) -> [DriverDecision] {
    drivers.map { DriverDecision(name: $0.name, verdict: verdict, effects: []) }
  }

  /// What a search found. `effect` is nil where it found nothing that foretells.
  static func all(_ search: DriverSearch, _ effect: DriverEffect?) -> [DriverDecision] {
    let columns = search.regression.columns
    return columns.drivers.indices.map { driver in
      let scaled = columns.scaled[driver]
      let effects = (effect?.terms ?? []).filter { $0.column.driver == driver }.map { term in
        let coefficient = term.coefficient / (scaled.unit * scaled.divisor)
        return Effect(
          lag: term.column.lag, coefficient: coefficient.isFinite ? coefficient : .greatestFiniteMagnitude,
          isOfLogarithm: scaled.isLogarithmic)
      }
      let verdict = effects.isEmpty ? verdict(search, driver, hasEffect: effect != nil) : .used
      return DriverDecision(name: columns.drivers[driver].name, verdict: verdict, effects: effects)
    }
  }

  private static func verdict(_ search: DriverSearch, _ driver: Int, hasEffect: Bool) -> Verdict {
    let columns = search.regression.columns
    guard columns.scaled[driver].unit > 0 else { return .neverMoved }
    let places = columns.columns.indices.filter { columns.columns[$0].driver == driver }
    if places.contains(where: search.candidates.contains) {
      let wasChosen = places.contains(where: search.finding.places.contains)
      return wasChosen && !hasEffect ? .foretoldNothing : .noEffect
    }
    for place in places {
      if let twin = search.twins[place] { return .sameAs(columns.drivers[columns.columns[twin].driver].name) }
    }
    return .notDistinct
  }
}
