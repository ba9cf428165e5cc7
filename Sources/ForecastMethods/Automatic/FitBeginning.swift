// SPDX-License-Identifier: Apache-2.0
import Forecasting

/// From what a method sets out when it is fitted to a series.
enum FitBeginning {
  /// From nothing.
  case nothing
  /// From a fit to a beginning of the series, whose form is kept.
  case keeping(any FittedModel)
  /// From a fit to a beginning of the series; the form is chosen anew.
  case after(any FittedModel)

  var earlier: (any FittedModel)? {
    switch self {
    case .nothing: nil
    case .keeping(let model), .after(let model): model
    }
  }

  /// The same with another earlier fit; nothing without one.
  func replacing(_ earlier: (any FittedModel)?) -> FitBeginning {
    guard let earlier else { return .nothing }
    switch self {
    case .nothing: return .nothing
    case .keeping: return .keeping(earlier)
    case .after: return .after(earlier)
    }
  }

  /// - Throws: as the model's `fit`.
  func fitted<Model: ForecastModel>(_ model: Model, _ series: Series) throws(ForecastError) -> Model.Fitted {
    guard let known = earlier as? Model.Fitted else { return try model.fit(series) }
    switch self {
    case .nothing: return try model.fit(series)
    case .keeping: return try model.refit(known, to: series)
    case .after: return try model.fit(series, after: known)
    }
  }
}

extension ForecastMethod {
  /// - Parameter beginning: of a fit by the same method.
  func fit(_ series: Series, from beginning: FitBeginning) throws(ForecastError) -> any FittedModel {
    guard let model else { return try fit(series) }
    return try opened(model, series, beginning)
  }

  private func opened<Model: ForecastModel>(_ model: Model, _ series: Series, _ beginning: FitBeginning) throws(ForecastError)
    -> any FittedModel
  {
    try beginning.fitted(model, series)
  }
}
