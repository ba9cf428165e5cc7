// SPDX-License-Identifier: Apache-2.0

/// Says why a forecast that was asked for cannot be made.
public struct ForecastError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A stable text: the `type` of a problem document, the key of the message catalogue, the anchor in the manual.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    public let text: String
    public var description: String { text }

    /// Not one value was observed.
    public static let noObservations = Code(text: "forecast.no-observations")
    /// Fewer observations than the method needs.
    public static let seriesTooShort = Code(text: "forecast.series-too-short")
    /// A value is infinite or not a number.
    public static let notFinite = Code(text: "forecast.not-finite")
    /// A horizon below 1 or above the limit.
    public static let horizonOutOfRange = Code(text: "forecast.horizon-out-of-range")
    /// A season length below 1.
    public static let seasonLengthOutOfRange = Code(text: "forecast.season-length-out-of-range")
    /// An interval level that is not between 0 and 100 percent.
    public static let levelOutOfRange = Code(text: "forecast.level-out-of-range")
    /// A method of that name does not exist.
    public static let unknownMethod = Code(text: "forecast.unknown-method")
    /// The method cannot model these values (a multiplicative model of values that are not positive).
    public static let valuesNotSuited = Code(text: "forecast.values-not-suited")
    /// Forecasts to be combined differ in horizon, or there are none.
    public static let nothingToCombine = Code(text: "forecast.nothing-to-combine")
    /// A table of combination weights is not one.
    public static let tableNotReadable = Code(text: "forecast.table-not-readable")
    /// A hierarchy with cycles, unknown or repeated nodes, or nodes that sum nothing.
    public static let hierarchyInvalid = Code(text: "forecast.hierarchy-invalid")
    /// The method asks for a structure (a tree, a level) that the hierarchy does not have.
    public static let hierarchyUnsuited = Code(text: "forecast.hierarchy-unsuited")
    /// Values are there for other nodes or steps than those of the hierarchy.
    public static let nodesMismatched = Code(text: "forecast.nodes-mismatched")
    /// The method learns from history or residuals that are not there or say nothing.
    public static let noErrorsToLearnFrom = Code(text: "forecast.no-errors-to-learn-from")
    /// Fixed values that cannot all be true.
    public static let overridesContradict = Code(text: "forecast.overrides-contradict")
    /// A driver has no value for a period in which it is needed.
    public static let driverNotKnown = Code(text: "forecast.driver-not-known")
    /// A library that learns for us refused or failed.
    public static let libraryFailed = Code(text: "forecast.library-failed")
    /// The search for the reconciled values did not end.
    public static let notReconciled = Code(text: "forecast.not-reconciled")
  }

  public let code: Code
  /// The thing it is about: a method, a series, an option.
  public let subject: String
  /// What was wanted and what stood in the way; lower case, no full stop.
  public let detail: String
  /// What to do.
  public let hint: String

  public init(_ code: Code, subject: String, detail: String, hint: String = "") {
    self.code = code
    self.subject = subject
    self.detail = detail
    self.hint = hint
  }

  public var description: String {
    "\(code): \(subject): \(detail)" + (hint.isEmpty ? "" : " (\(hint))")
  }
}
