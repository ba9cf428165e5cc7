// SPDX-License-Identifier: Apache-2.0
public import Forecasting
import NumericalMethods

extension FittedNaive: ErrorDrivenModel {
  public var drivingErrors: [Double] { residuals }

  public func path(_ errors: [Double]) -> [Double] {
    var season = Array(observed.suffix(lag))
    return errors.enumerated().map { step, error in
      season[step % lag] += error
      return season[step % lag]
    }
  }
}

extension FittedDrift: ErrorDrivenModel {
  public var drivingErrors: [Double] { residuals }

  public func path(_ errors: [Double]) -> [Double] {
    var value = observed[observed.count - 1]
    return errors.map { error in
      value += step + error
      return value
    }
  }
}

extension FittedMean: ErrorDrivenModel {
  public var drivingErrors: [Double] { residuals }

  public func path(_ errors: [Double]) -> [Double] { errors.map { mean + $0 } }
}

extension FittedLogarithmic: ErrorDrivenModel where Model: ErrorDrivenModel {
  /// Of the logarithms.
  public var drivingErrors: [Double] { model.drivingErrors }

  public func path(_ errors: [Double]) -> [Double] { model.path(errors).map { exponential($0 + centre) * unit } }
}
