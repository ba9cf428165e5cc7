// SPDX-License-Identifier: Apache-2.0
/// What a candidate model would change, before anybody commits it.
public struct ModelPreview: Sendable {
  public struct Named: Sendable {
    public let id: String
    public let name: BilingualText
    public let unit: String
    /// The company's value this year; nil without one.
    public let value: Double?
  }

  public struct Renamed: Sendable {
    public let from: String
    public let to: String
    public let name: BilingualText
    /// Input cells that hold a number and are kept.
    public let cells: Int
  }

  public struct Changed: Sendable {
    public let id: String
    public let name: BilingualText
    public let parts: [String]
    public let before: BilingualText?
    public let after: BilingualText?
  }

  /// One period of a total, before and after.
  public struct Step: Sendable {
    public let column: String
    public let label: BilingualText
    public let old: Double?
    public let new: Double?
    public var change: Double? { old.flatMap { old in new.map { $0 - old } } }
  }

  /// The company's total of a measure that moves.
  public struct Figure: Sendable {
    public let id: String
    public let name: BilingualText
    public let unit: String
    public let good: String?
    public let isMoney: Bool
    public let isPercent: Bool
    /// Periods that differ.
    public let years: [Step]
    public let quarters: [Step]
    public let months: [Step]
    /// The largest difference of a year.
    public let weight: Double
  }

  /// An assertion that fails with the candidate.
  public struct Check: Sendable {
    public let id: String
    public let name: BilingualText
    public let unit: String
    public let failures: Int
    /// It held before.
    public let isNew: Bool
    /// The first cell that fails: where, and by how much.
    public let place: BilingualText
    public let value: Double?
  }

  /// Numbers of an input that have no place in the candidate.
  public struct Lost: Sendable {
    public enum Cause: String, Sendable { case removed, dimensions, axis, calculated }

    public let id: String
    public let name: BilingualText
    public let cause: Cause
    public let cells: Int
    /// Cells of these that people entered.
    public let entered: Int
  }

  /// A screen that reads a measure which is gone.
  public struct Screen: Sendable {
    public let route: String
    public let measures: [BilingualText]
  }

  public let added: [Named]
  public let removed: [Named]
  public let renamed: [Renamed]
  public let changed: [Changed]
  /// Money first, the largest difference first.
  public let figures: [Figure]
  public let checks: [Check]
  public let lost: [Lost]
  public let removedDimensions: [BilingualText]
  public let screens: [Screen]
  /// Cells that both models have, and how many of them differ.
  public let comparedCells: Int
  public let changedCells: Int
}
