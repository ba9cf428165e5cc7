// SPDX-License-Identifier: Apache-2.0

/// How forecasts of all nodes that do not add up are made to.
public enum ReconciliationMethod: Hashable, Sendable {
  /// The forecasts of the bottoms, added up. What the others say is not heard.
  case bottomUp
  /// The forecasts of the topmost nodes, shared out.
  case topDown(Proportions)
  /// The forecasts of `level` (numbers of nodes, each bottom in one of them), shared out below and added up above.
  case middleOut(level: [Int], Proportions)
  /// All forecasts are heard; each moves as little as it was sure of itself.
  case minimumTrace(ErrorWeighting)

  /// What a parent is shared out by.
  public enum Proportions: String, Hashable, Sendable, CaseIterable {
    /// The mean over history of the share that a bottom had of it. Periods in which it was 0 say nothing.
    case averageOfProportions = "average-proportions"
    /// The mean of a bottom over the mean of it.
    case proportionOfAverages = "proportion-averages"
    /// From parent to children by the forecasts of the children.
    case forecast = "forecast-proportions"
  }

  /// How sure each forecast is taken to be of itself.
  public enum ErrorWeighting: String, Hashable, Sendable, CaseIterable {
    /// All alike: ordinary least squares.
    case equal = "ols"
    /// Error variance in proportion to the number of bottoms. Needs no residuals.
    case structural
    /// Error variance as the residuals show it.
    case variance
    /// Variances and correlations of the residuals, the correlations shrunk towards 0.
    case shrunk = "shrink"
  }
}

/// A value that a person fixed: the rest follows.
public struct ForecastOverride: Hashable, Sendable {
  /// Number in the hierarchy.
  public let node: Int
  /// 0 is the first.
  public let step: Int
  public let value: Double

  public init(node: Int, step: Int, value: Double) {
    self.node = node
    self.step = step
    self.value = value
  }
}

extension ReconciliationMethod {
  /// What the command line calls the methods, in the order of help.
  public static let names =
    ["bottom-up"] + Proportions.allCases.map(\.rawValue) + ErrorWeighting.allCases.map(\.rawValue)

  /// - Parameter level: name of the level that is shared out from; nil for the topmost nodes. For shares alone.
  /// - Throws: `unknown-method`, `hierarchy-unsuited` for a level that is not there.
  public init(name: String, _ hierarchy: Hierarchy, level: String? = nil) throws(ForecastError) {
    if let proportions = Proportions(rawValue: name) {
      self = if let level { .middleOut(level: try hierarchy.level(named: level).nodes, proportions) } else { .topDown(proportions) }
      return
    }
    if let level {
      throw ForecastError(
        .unknownMethod, subject: name, detail: "shares out from no level, \"\(level)\" was given", hint: "leave the level out")
    }
    if name == "bottom-up" {
      self = .bottomUp
    } else if let weighting = ErrorWeighting(rawValue: name) {
      self = .minimumTrace(weighting)
    } else {
      throw ForecastError(
        .unknownMethod, subject: name, detail: "is no method of reconciliation",
        hint: "there are \(ReconciliationMethod.names.joined(separator: ", "))")
    }
  }
}
