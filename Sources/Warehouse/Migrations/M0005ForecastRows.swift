// SPDX-License-Identifier: Apache-2.0

extension Migration {
  /// Rows of a large run come in before its event is there, under a number below zero; the run says which. Frozen.
  static let forecastRows = Migration(number: 5, name: "forecast_rows") { dialect in
    ["ALTER TABLE forecast_runs ADD COLUMN rows_run \(dialect.integer)"]
  }
}
