// SPDX-License-Identifier: Apache-2.0

/// A number typed at any level: a leaf, a parent, a quarter or year, an input or a measure that names what editing it writes.
public struct CellEntry: Sendable {
  public enum Change: Hashable, Sendable {
    case set(Double)
    case add(Double)
    /// 1.10 raises by a tenth.
    case scale(Double)
    /// Empties the input cells below.
    case clear
  }

  public enum Method: Hashable, Sendable {
    /// In proportion to the values that stand there; evenly where all are zero.
    case proportional
    case even
    /// In proportion to the same months a year earlier.
    case lastYear
    /// In proportion to another measure with the same dimensions.
    case like(String)
    /// The same number in every cell: rates and prices.
    case repeated
  }

  /// Cells that keep their value: a leaf, or everything below a parent or within a longer period.
  public struct Hold: Hashable, Sendable {
    public let coordinate: Coordinate
    /// nil holds all periods.
    public let period: PlanPeriod?

    public init(coordinate: Coordinate, period: PlanPeriod?) {
      self.coordinate = coordinate
      self.period = period
    }
  }

  public let measure: String
  public let coordinate: Coordinate
  public let period: PlanPeriod?
  public let change: Change
  public let method: Method
  public let holds: [Hold]
  /// Months through the cutoff are closed and hold their values, unless this is true.
  public let writesClosedMonths: Bool
  public let source: InputSource

  public init(
    measure: String, coordinate: Coordinate, period: PlanPeriod?, change: Change,
    method: Method = .proportional,
    holds: [Hold] = [], writesClosedMonths: Bool = false, source: InputSource
  ) {
    self.measure = measure
    self.coordinate = coordinate
    self.period = period
    self.change = change
    self.method = method
    self.holds = holds
    self.writesClosedMonths = writesClosedMonths
    self.source = source
  }
}
