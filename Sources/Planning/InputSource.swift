// SPDX-License-Identifier: Apache-2.0

/// Where the number in an input cell came from.
public enum InputSource: Hashable, Sendable {
  /// A fact: its kind, the source's own key, and the batch that brought it.
  case fact(kind: String, key: String, batch: Int64)
  /// A recorded run of the forecast.
  case forecast(run: Int64)
  /// Somebody's entry: the event that recorded it.
  case person(event: Int64)
  /// Written in a template or model set-up.
  case constant
}

/// One input cell to be written.
public struct InputEdit: Hashable, Sendable {
  public let measure: String
  /// Leaf members of all dimensions of the measure.
  public let coordinate: Coordinate
  /// nil for an input without time.
  public let period: PlanPeriod?
  /// nil empties the cell.
  public let value: Double?
  public let source: InputSource

  public init(
    measure: String, coordinate: Coordinate, period: PlanPeriod?, value: Double?, source: InputSource
  ) {
    self.measure = measure
    self.coordinate = coordinate
    self.period = period
    self.value = value
    self.source = source
  }
}
