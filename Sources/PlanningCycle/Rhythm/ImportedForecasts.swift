// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Journal

/// Who brought sales forecasts in from a file, and when; rebuilt from the events at start.
struct ForecastImports: Sendable {
  struct Import: Sendable {
    let by: Actor
    let day: Day
  }

  /// By batch.
  private(set) var all: [Int64: Import] = [:]

  mutating func note(_ event: Event) {
    if event.kind == Acknowledgements.resetKind { self = ForecastImports() }
    guard let receipt = FactReceipt(event), receipt.kind == .salesForecasts, !receipt.isHeld, event.draft.actor != .system else { return }
    all[receipt.batch] = Import(by: event.draft.actor, day: receipt.recordedAt.civilDay)
  }
}

/// A forecast that came by file: handed in by whoever imported it.
struct ImportedForecast {
  let by: Actor
  let day: Day
  let month: Month
  /// Code; empty for the company.
  let region: String
}

extension Workspace {
  /// What sales said of months to come in files that people imported, one a batch, region and month.
  func importedForecasts() throws(StoreError) -> [ImportedForecast] {
    let known = ledgers.forecastImports.all
    guard !known.isEmpty else { return [] }
    let table = try facts.table(.salesForecasts)
    let (source, month, territory) = (table["source"], table["month"], table["territory"])
    var found: [ImportedForecast] = []
    for row in 0..<table.rowCount {
      guard let one = known[table.batches[row]], let period = month.month(row), ForecastSource(word: source.text(row)) == .salesForecast
      else { continue }
      found.append(ImportedForecast(by: one.by, day: one.day, month: period, region: territory.text(row) ?? ""))
    }
    return found
  }
}
