// SPDX-License-Identifier: Apache-2.0
import Calendars

/// A forecast for one month beside what came, cell by cell at the grain of the forecast: a cell that only one of them knows is in it too.
struct ForecastComparison: Sendable {
  /// nil where the forecast does not say.
  struct Cell: Hashable, Sendable {
    let item: Int?
    let family: String?
    let region: Int?
  }

  /// Minor units.
  struct Pair: Sendable {
    var forecast: Int64 = 0
    var actual: Int64 = 0
  }

  private(set) var cells: [Cell: Pair] = [:]

  /// - Parameters:
  ///   - figures: of one source and month, made at one time.
  ///   - index: the month's position in the history.
  ///   - counts: places whose orders count.
  init(
    _ figures: [PastForecasts.Figure], history: SalesHistory, index: Int, catalogue: Catalogue, inclusive: Bool,
    counts: (SalesHistory.Place) -> Bool
  ) {
    let usesItems = figures.contains { $0.item != nil }
    let usesFamilies = figures.contains { $0.family != nil }
    let usesRegions = figures.contains { $0.region != nil }
    func cell(item: Int?, family: String?, region: Int?) -> Cell {
      Cell(item: usesItems ? item : nil, family: usesItems || !usesFamilies ? nil : family, region: usesRegions ? region : nil)
    }
    for figure in figures {
      cells[cell(item: figure.item, family: figure.family, region: figure.region), default: Pair()].forecast +=
        figure.amount(inclusive: inclusive) ?? 0
    }
    for (place, row) in history.rows where counts(place) {
      let key = cell(item: place.item, family: catalogue.items[place.item].family, region: place.region)
      cells[key, default: Pair()].actual += inclusive ? row.amountInclTax[index] : row.amountExclTax[index]
    }
  }

  private init(cells: [Cell: Pair]) { self.cells = cells }

  /// The same in coarser cells: errors of two that become one cancel.
  func grouped(_ coarser: (Cell) -> Cell) -> ForecastComparison {
    var sums: [Cell: Pair] = [:]
    for (cell, pair) in cells {
      sums[coarser(cell), default: Pair()].forecast += pair.forecast
      sums[coarser(cell), default: Pair()].actual += pair.actual
    }
    return ForecastComparison(cells: sums)
  }

  var score: Scorecard.Score {
    cells.values.reduce(Scorecard.Score()) { $0 + Scorecard.Score($1.forecast, actual: $1.actual) }
  }
}

extension Scorecard.Score {
  /// Of one cell.
  init(_ forecast: Int64, actual came: Int64) {
    (error, difference, actual) = (Int64((forecast - came).magnitude), forecast - came, came)
  }

  static func + (left: Self, right: Self) -> Self {
    var sum = left
    sum.error += right.error
    sum.difference += right.difference
    sum.actual += right.actual
    return sum
  }
}
