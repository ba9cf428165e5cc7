// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// Series that one model learns from together: all products of a company, all its shops.
public struct SeriesSet: Sendable {
  public struct Member: Hashable, Sendable {
    /// Stable; errors call the series so.
    public let identifier: String
    public let series: Series
    /// Where it stands: family, region, channel. As many as every other member has.
    public let labels: [String]

    public init(_ identifier: String, _ series: Series, labels: [String] = []) {
      (self.identifier, self.series, self.labels) = (identifier, series, labels)
    }
  }

  public let members: [Member]
  /// Of all members.
  public let seasonLength: Int

  /// Series in one set.
  public static let mostSeries = 100_000
  /// Periods of all series together: 80 MB of values.
  public static let mostPeriods = 10_000_000
  /// Labels of one series.
  public static let mostLabels = 8

  /// - Throws: `no-observations` for no series, or one of which nothing was observed; `values-not-suited` for too many series, periods or
  ///   labels, different numbers
  ///   of labels, different season lengths, or one identifier twice.
  public init(_ members: [Member]) throws(ForecastError) {
    guard let first = members.first else {
      throw ForecastError(
        .noObservations, subject: "set of series", detail: "needs at least 1 series, has 0", hint: "give the series that shall be forecast")
    }
    let periods = members.reduce(0) { $0 + $1.series.count }
    guard members.count <= SeriesSet.mostSeries, periods <= SeriesSet.mostPeriods else {
      throw ForecastError(
        .valuesNotSuited, subject: "set of series",
        detail:
          "needs at most \(SeriesSet.mostSeries) series of \(SeriesSet.mostPeriods) periods together, has \(members.count) of \(periods)",
        hint: "fit families of series apart")
    }
    var known: Swift.Set<String> = []
    for member in members {
      guard known.insert(member.identifier).inserted else {
        throw ForecastError(
          .valuesNotSuited, subject: "series \"\(member.identifier)\"",
          detail: "needs an identifier of its own, another series has the same",
          hint: "name each series differently")
      }
      guard member.series.observedCount > 0 else {
        throw ForecastError(
          .noObservations, subject: "series \"\(member.identifier)\"", detail: "needs at least 1 observation, has 0",
          hint: "leave the series out")
      }
      guard member.series.seasonLength == first.series.seasonLength else {
        throw ForecastError(
          .valuesNotSuited, subject: "series \"\(member.identifier)\"",
          detail: "needs a season of \(first.series.seasonLength) periods as the first series has, has \(member.series.seasonLength)",
          hint: "fit series of different granularity apart")
      }
      guard member.labels.count == first.labels.count, member.labels.count <= SeriesSet.mostLabels else {
        throw ForecastError(
          .valuesNotSuited, subject: "series \"\(member.identifier)\"",
          detail: "needs \(min(first.labels.count, SeriesSet.mostLabels)) labels, has \(member.labels.count)",
          hint: "give each series the same kinds of labels, at most \(SeriesSet.mostLabels)")
      }
    }
    self.members = members
    seasonLength = first.series.seasonLength
  }

  /// Each member's labels as numbers: the place of the label among all labels of its kind, in their order.
  var labelCodes: [[Float]] {
    let kinds = members.first?.labels.count ?? 0
    let codes = (0..<kinds).map { kind in
      let sorted = Swift.Set(members.map { $0.labels[kind] }).sorted()
      return Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, Float($0)) })
    }
    return members.map { member in (0..<kinds).map { codes[$0][member.labels[$0]] ?? .nan } }
  }
}
