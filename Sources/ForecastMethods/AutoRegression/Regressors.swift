// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// What may explain a series from outside: one column a cause, known for the past and for every period that is to be forecast.
public struct Regressors: Hashable, Sendable {
  public let names: [String]
  /// One list a cause: the past, then what is known of the future.
  public let columns: [[Double]]

  public static let none = Regressors(checked: [], [])

  /// - Throws: `values-not-suited` for columns of different lengths, without a name each, or with a value that is not finite.
  public init(names: [String], columns: [[Double]]) throws(ForecastError) {
    guard names.count == columns.count, Swift.Set(names).count == names.count else {
      throw ForecastError(
        .valuesNotSuited, subject: "regressors",
        detail: "needs one name for each of \(columns.count) columns, has \(Swift.Set(names).count)")
    }
    for (name, column) in zip(names, columns) {
      guard column.count == columns[0].count else {
        throw ForecastError(
          .valuesNotSuited, subject: "regressor \"\(name)\"",
          detail: "needs \(columns[0].count) values as the first column has, has \(column.count)",
          hint: "give each cause a value for every period")
      }
      if let index = column.firstIndex(where: { !$0.isFinite }) {
        throw ForecastError(.notFinite, subject: "regressor \"\(name)\", value \(index + 1)", detail: "a finite number is needed")
      }
    }
    self.init(checked: names, columns)
  }

  private init(checked names: [String], _ columns: [[Double]]) { (self.names, self.columns) = (names, columns) }

  /// Periods ahead for which all causes are known.
  func horizon(after count: Int) -> Int? { columns.first.map { $0.count - count } }

  func check(count: Int) throws(ForecastError) {
    guard let known = columns.first?.count, known < count else { return }
    throw ForecastError(
      .valuesNotSuited, subject: "regressors", detail: "needs at least \(count) values as the series has, has \(known)",
      hint: "give each cause a value for every period of the past and of the horizon")
  }
}
