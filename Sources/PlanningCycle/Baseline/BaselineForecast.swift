// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import ForecastMethods
import Planning

/// The baseline 基线预测 of every item × region as one run recorded it: read from the store, never refitted on replay.
public struct BaselineForecast: Sendable {
  public struct Step: Hashable, Sendable {
    public let month: Month
    /// Pieces.
    public let mean: Double
    public let lower80: Double
    public let upper80: Double
    public let lower95: Double
    public let upper95: Double
  }

  public struct SeriesForecast: Sendable {
    public let method: String
    public let steps: [Step]
    public let candidates: [CandidateResult]
    public let observationCount: Int
    /// The months lean on the season of the whole product family.
    public let sharesSeason: Bool
    /// What the calendar does to the whole family was taken out before and put back: `SpringFestival+WorkingDays`; empty for none.
    public let calendar: String
    /// What became of each market driver 市场动因 of its family; empty where there was none.
    public let drivers: [DriverPart]
  }

  /// The event of the run.
  public private(set) var run: Int64
  public private(set) var recordedAt: Moment
  /// The last month the run was allowed to see.
  public let origin: Month
  public let series: [SalesHistory.Place: SeriesForecast]

  public func mean(_ place: SalesHistory.Place, month: Month) -> Double? {
    guard let steps = series[place]?.steps, let first = steps.first?.month else { return nil }
    let index = first.distance(to: month)
    return steps.indices.contains(index) ? steps[index].mean : nil
  }

  /// It was recorded.
  mutating func name(_ record: ForecastRunRecord) {
    run = record.id
    recordedAt = record.recordedAt
  }
}

/// What a baseline is made from, or read for.
struct BaselineGround {
  let catalogue: Catalogue
  let history: SalesHistory
  let market: MarketDrivers
  let cutoff: Month
  let calendar: PlanCalendar

  /// Months ahead.
  var horizon: Int { cutoff.distance(to: calendar.lastMonth) }

  /// Whether there is something to learn that the newest run did not know: a first history, or a month more.
  func isDue(after newest: ForecastRunRecord?) -> Bool {
    history.months != nil && horizon > 0 && newest.map { $0.run.cutoff.monthOf < cutoff } ?? true
  }
}
