// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import ForecastMethods

/// 构成: what the history of a part of the business is made of, and what makes up its forecast.
public struct ForecastComponents: Sendable {
  /// What a calendar month lies above the level, as a share of it.
  public struct SeasonMonth: Sendable {
    public let month: Int
    public let share: Double
  }

  /// 日历效应: what moves with Spring Festival and the working days, beside the season.
  public struct CalendarPart: Sendable {
    public struct Effect: Sendable {
      public let key: String
      public let label: BilingualText
      /// Of the level, when the whole window falls into one month.
      public let share: Double
    }

    public let effects: [Effect]
    /// What it does to the months that are forecast.
    public let months: [(month: Month, share: Double)]
    public let words: BilingualText
  }

  /// 市场动因: what moves the forecast from outside, or why it does not.
  public struct DriverLine: Sendable {
    public struct Step: Sendable {
      public let month: Month
      /// What the forecast has more than with the driver at its usual value; negative for less.
      public let pieces: Double
      /// Of the baseline.
      public let share: Double
    }

    public let name: String
    public let verdict: DriverPart.Verdict
    /// The last month of which its value was known; what it brings later rests on what its own history foretells.
    public let knownThrough: Month?
    /// The value at which it does nothing; nil where it is not used.
    public let usual: Double?
    /// Empty where it is not used, or where product families follow it differently.
    public let terms: [DriverPart.Term]
    /// The part of the forecast that follows it.
    public let reach: Double
    /// Empty where it is not used.
    public let months: [Step]
    public let words: BilingualText
  }

  public struct Odd: Sendable {
    public let month: Month
    public let value: Double
    public let expected: Double?
    public let kind: OddValue.Kind
    public let label: BilingualText
  }

  public struct Child: Sendable {
    public let code: String
    public let label: BilingualText
    /// Pieces of the last twelve closed months, and of the twelve that follow as agreed.
    public let lastYear: Double
    public let next: Double
    /// Of the whole's `next`.
    public let part: Double
    /// Of the baseline, over the last six closed months.
    public let accuracy: Double?

    public var growth: Double? { lastYear > 0 ? next / lastYear - 1 : nil }
  }

  public enum Division: String, Sendable { case family, item, region, none }

  public let label: BilingualText
  /// Closed months with history, oldest first; pieces. The parts are empty where less than two years and a month are known.
  public let months: [Month]
  public let observed: [Double]
  public let trend: [Double]
  public let season: [Double]
  public let rest: [Double]
  public let seasonProfile: [SeasonMonth]
  /// The level of the last twelve months against the twelve before.
  public let trendChange: Double?
  public let seasonStrength: Double?
  public let calendar: CalendarPart?
  public let drivers: [DriverLine]
  public let odd: [Odd]
  public let division: Division
  public let children: [Child]
  public let words: [BilingualText]
}
