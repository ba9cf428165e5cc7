// SPDX-License-Identifier: Apache-2.0

/// What moved a series and its forecast, period by period: `base` is what would be with every driver at its usual value, and base and
/// drivers add up.
///
/// Where effects multiply, what they do together is shared out by their logarithms with the logarithmic mean as weight: nothing is left
/// over, and
/// the order of the drivers plays no part.
///
/// - References: B. W. Ang (2004), Decomposition analysis for policymaking in energy, Energy Policy 32(9), 1131–1139.
public struct DriverContributions: Hashable, Sendable {
  /// What one driver adds, in units of the series.
  public struct Driver: Hashable, Sendable {
    public let name: String
    /// One value a period.
    public let values: [Double]
  }

  /// Which period of the series the first values belong to; 0 is the first.
  public let firstPeriod: Int
  /// Values that belong to the past; the horizon follows.
  public let pastCount: Int
  /// One value a period.
  public let base: [Double]
  /// Drivers that are used, in their order.
  public let drivers: [Driver]

  /// Values, and what of each comes from drivers: base + Σ drivers.
  public var total: [Double] {
    base.indices.map { index in drivers.reduce(base[index]) { $0 + $1.values[index] } }
  }
}

extension DriverEffect {
  /// - Parameters:
  ///   - values: with the effect, of the periods from `first` on.
  ///   - without: the same with every driver at its usual value.
  func contributions(_ values: [Double], without: [Double], first: Int, pastCount: Int) -> DriverContributions {
    var used: [Int] = []
    for term in terms where !used.contains(term.column.driver) { used.append(term.column.driver) }
    let drivers = used.map { driver in
      let shares = values.indices.map { index -> Double in
        let share = shift(of: driver, at: first + index)
        guard isMultiplicative else { return share }
        let whole = shift(at: first + index)
        // The logarithmic mean of both; where they are next to equal it is their value.
        let mean = abs(whole) > 1e-9 ? (values[index] - without[index]) / whole : values[index]
        return mean * share
      }
      return DriverContributions.Driver(name: columns.drivers[driver].name, values: shares)
    }
    // What a floor cuts off is nobody's: it goes to the base.
    let base = values.indices.map { index in drivers.reduce(values[index]) { $0 - $1.values[index] } }
    return DriverContributions(firstPeriod: first, pastCount: pastCount, base: base, drivers: drivers)
  }
}
