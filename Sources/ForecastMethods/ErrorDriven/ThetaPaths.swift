// SPDX-License-Identifier: Apache-2.0
public import Forecasting

extension FittedTheta: ErrorDrivenModel {
  /// Of the seasonally adjusted series.
  public var drivingErrors: [Double] { adjusted.errors(residuals) }

  public func path(_ errors: [Double]) -> [Double] {
    var level = level
    return errors.enumerated().map { step, error in
      let index = observed.count + step
      let shock = error / unit
      let value = (level + line.intercept + line.slope * Double(index)) / 2 + shock
      // The smoothed line is bent twice as strongly as the series, and so are its errors.
      level += alpha * 2 * shock
      return adjusted.reseasoned(value, at: index) * unit
    }
  }
}

extension FittedThetaModel: ErrorDrivenModel {
  /// Of the seasonally adjusted series.
  public var drivingErrors: [Double] { adjusted.errors(residuals) }

  public func path(_ errors: [Double]) -> [Double] {
    var state = end
    return errors.enumerated().map { step, error in
      let value = state.level + weight * state.drift(alpha) + error / unit
      state.absorb(value, alpha)
      return adjusted.reseasoned(value, at: observed.count + step) * unit
    }
  }
}

extension SeasonallyAdjusted {
  /// Errors of the series as they are without its season.
  fileprivate func errors(_ residuals: [Double]) -> [Double] { residuals.enumerated().map { $1 / factor(at: $0) } }
}
