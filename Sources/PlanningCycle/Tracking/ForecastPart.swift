// SPDX-License-Identifier: Apache-2.0

/// The part of the business a forecast screen looks at: items and regions, and which forecasts are about it.
struct ForecastPart: Sendable {
  /// Positions; nil: all.
  let items: Swift.Set<Int>?
  let regions: Swift.Set<Int>?
  /// A whole family, or everything: forecasts that name no item count as well.
  let family: String?

  func contains(_ figure: PastForecasts.Figure) -> Bool {
    guard figure.lies(in: regions) else { return false }
    guard let items else { return true }
    if let item = figure.item { return items.contains(item) }
    return family != nil && figure.family == family
  }
}
