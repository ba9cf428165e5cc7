// SPDX-License-Identifier: Apache-2.0

/// What a test of the past may see of drivers after its origin.
public enum DriversAhead: String, Hashable, Sendable, CaseIterable {
  /// What the file says of later periods counts as planned at the origin: how good a forecast is whose plan of the drivers comes true.
  case known
  /// Nothing after the origin: a driver works at lags of the horizon or longer, which rest on what had happened.
  case hidden

  /// Lags at which a driver may work; nil where none is left.
  func lags(_ lags: ClosedRange<Int>, horizon: Int) -> ClosedRange<Int>? {
    switch self {
    case .known: lags
    case .hidden: lags.upperBound < horizon ? nil : max(lags.lowerBound, horizon)...lags.upperBound
    }
  }
}
