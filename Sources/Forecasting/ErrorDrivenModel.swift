// SPDX-License-Identifier: Apache-2.0

/// A fitted model whose future follows from the errors to come: with errors of nought it is the point forecast, with others one way the
/// future may go.
///
/// What a method author supplies so that the errors of the past can be drawn again (`ResidualBootstrap`) instead of taken for normal.
public protocol ErrorDrivenModel: FittedModel {
  /// Errors of the past as the model is driven by them, where it has any: relative ones where errors are relative, else in the units of the series.
  var drivingErrors: [Double] { get }

  /// The values that come, in the units of the series, when the errors to come are `errors`: as many.
  func path(_ errors: [Double]) -> [Double]
}
