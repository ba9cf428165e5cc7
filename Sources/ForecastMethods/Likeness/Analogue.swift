// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// A product that was launched before, with what it sold.
public struct Analogue: Hashable, Sendable {
  /// Stable; results and errors call it so.
  public let identifier: String
  public let traits: ProductTraits
  /// Its launch is the first period with a value above nought.
  public let history: Series
  /// Which place of the season the first period of `history` has; 0 is the first. Without meaning for a season of 1.
  public let firstPlace: Int

  public init(_ identifier: String, _ traits: ProductTraits, _ history: Series, firstPlace: Int = 0) {
    (self.identifier, self.traits, self.history, self.firstPlace) = (identifier, traits, history, max(0, firstPlace))
  }
}

/// Histories from their launch on, season taken out: what a launch can be read from.
struct LaunchPool {
  struct Member {
    /// In the list that was given.
    let place: Int
    let traits: ProductTraits
    /// One value for each period since the launch; NaN for gaps.
    let values: [Double]
    /// Of the launch.
    let seasonPlace: Int

    func mean(of ages: Range<Int>, over curve: [Double]? = nil) -> Double? {
      var (sum, count) = (0.0, 0.0)
      for age in ages where age < values.count && !values[age].isNaN {
        let share = curve.map { age < $0.count ? $0[age] : $0.last ?? 1 } ?? 1
        guard share > 0 else { continue }
        sum += values[age] / share
        count += 1
      }
      return count > 0 ? sum / count : nil
    }
  }

  let members: [Member]
  /// Factor of each place of the season; 1 where too few analogues have two seasons.
  let season: [Double]
  let likeness: Likeness

  /// Analogues of one forecast.
  static let mostAnalogues = 10_000
  /// Histories that must say what the season is.
  private static let leastSeasons = 3

  /// - Throws: `values-not-suited` for too many analogues, one of another season length, or one with values below nought.
  init(_ analogues: [Analogue], seasonLength: Int) throws(ForecastError) {
    guard analogues.count <= LaunchPool.mostAnalogues else {
      throw ForecastError(
        .valuesNotSuited, subject: "analogues", detail: "needs at most \(LaunchPool.mostAnalogues) analogues, has \(analogues.count)",
        hint: "give those of the same family")
    }
    for analogue in analogues {
      guard analogue.history.seasonLength == seasonLength else {
        throw ForecastError(
          .valuesNotSuited, subject: "analogue \"\(analogue.identifier)\"",
          detail: "needs a season of \(seasonLength) periods as the product has, has \(analogue.history.seasonLength)",
          hint: "give analogues of the same granularity")
      }
      if let index = analogue.history.values.firstIndex(where: { $0 < 0 }) {
        throw ForecastError(
          .valuesNotSuited, subject: "analogue \"\(analogue.identifier)\"",
          detail: "needs values of nought or more, period \(index + 1) has less",
          hint: "book returns to the period of their sale, or leave the analogue out")
      }
    }
    let season = LaunchPool.season(analogues, seasonLength)
    self.season = season
    likeness = Likeness(analogues.map(\.traits))
    members = analogues.enumerated().compactMap { place, analogue in
      guard let launch = analogue.history.values.firstIndex(where: { $0 > 0 }) else { return nil }
      let values = analogue.history.values[launch...].enumerated().map { age, value in
        value / season[(analogue.firstPlace + launch + age) % season.count]
      }
      return Member(place: place, traits: analogue.traits, values: values, seasonPlace: (analogue.firstPlace + launch) % season.count)
    }
  }

  /// The middle of the analogues' own seasons, place by place.
  private static func season(_ analogues: [Analogue], _ length: Int) -> [Double] {
    let none = [Double](repeating: 1, count: max(1, length))
    guard length > 1 else { return none }
    var places = [[Double]](repeating: [], count: length)
    for analogue in analogues {
      let values = analogue.history.withoutLeadingGaps()
      // The rise after the launch is no season: its first year is left out where there are three.
      let skipped = analogue.history.count - values.count
      guard !values.hasGaps, values.count >= 2 * length, values.values.allSatisfy({ $0 > 0 }) else { continue }
      let late = values.count >= 3 * length ? length : 0
      let indices = SeasonalIndices(Array(values.values[late...]), seasonLength: length, multiplicative: true).indices
      for (offset, index) in indices.enumerated() { places[(analogue.firstPlace + skipped + late + offset) % length].append(index) }
    }
    guard places.allSatisfy({ $0.count >= leastSeasons }) else { return none }
    let middles = places.map { Combination.median.centre($0) }
    let mean = Combination.mean.centre(middles)
    guard mean > 0, middles.allSatisfy({ $0 > 0 }) else { return none }
    return middles.map { $0 / mean }
  }
}
