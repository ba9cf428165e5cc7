// SPDX-License-Identifier: Apache-2.0
public import Calendars
import ForecastMethods
import Journal

/// What became of one market driver 市场动因 in the forecast of a series, and what it adds to each month: as the run recorded it.
public struct DriverPart: Hashable, Sendable {
  /// Whether it moves the forecast, and why not. Kept in runs: a word never changes its meaning.
  public enum Verdict: String, Hashable, Sendable, CaseIterable {
    case used
    case noEffect = "no-effect"
    case neverMoved = "never-moved"
    case notDistinct = "not-distinct"
    case sameAs = "same-as"
    case foretoldNothing = "foretold-nothing"
    /// The family, or the driver, is known for fewer than three years.
    case tooFewMonths = "too-few-months"
    /// A month between is not known, or it is not known for every item and region of the family.
    case gap
    /// The newest value is so old that none of the lags reaches it.
    case tooOld = "too-old"
    /// The family had months without sales: a factor says nothing of them.
    case notPositive = "not-positive"
    /// Beyond what one family can have.
    case tooMany = "too-many"
  }

  /// What one lag does.
  public struct Term: Hashable, Sendable {
    /// Months after which it works.
    public let lag: Int
    /// Of the logarithm of sales, for each unit of the driver; for each 1 of its logarithm, an elasticity, where `isElasticity`.
    public let coefficient: Double
    public let isElasticity: Bool
  }

  public let name: String
  public let verdict: Verdict
  /// The driver it cannot be told from; empty for none.
  public let other: String
  /// The last month of which its value was known; nil where none is.
  public let knownThrough: Month?
  /// The value at which it does nothing; nil where it is not used.
  public let usual: Double?
  /// Empty where it is not used.
  public let terms: [Term]
  /// Its part of the mean of each month that was forecast, in millionths; negative where it takes away.
  let shares: [Int64]

  init(
    name: String, verdict: Verdict, other: String = "", knownThrough: Month?, usual: Double? = nil, terms: [Term] = [], shares: [Int64] = []
  ) {
    (self.name, self.verdict, self.other, self.knownThrough) = (name, verdict, other, knownThrough)
    (self.usual, self.terms, self.shares) = (usual, terms, shares)
  }

  public var isUsed: Bool { verdict == .used }

  /// Of the mean of the month `step` after the origin; 0 for what was not forecast.
  func share(_ step: Int) -> Double { shares.indices.contains(step) ? Double(shares[step]) / 1_000_000 : 0 }

  func with(shares: [Int64]) -> DriverPart {
    DriverPart(name: name, verdict: verdict, other: other, knownThrough: knownThrough, usual: usual, terms: terms, shares: shares)
  }
}

extension DriverPart.Verdict {
  init(_ verdict: DriverDecision.Verdict) {
    self =
      switch verdict {
      case .used: .used
      case .noEffect: .noEffect
      case .neverMoved: .neverMoved
      case .notDistinct: .notDistinct
      case .sameAs: .sameAs
      case .foretoldNothing: .foretoldNothing
      case .tooFewPeriods: .tooFewMonths
      }
  }
}

// MARK: - In a run

extension DriverPart {
  /// A list, as candidates are: a run of thousands of series holds it for each of them.
  var canonical: CanonicalValue {
    .list([
      .text(name), .text(verdict.rawValue), .text(other), knownThrough.map { .month($0) } ?? .boolean(false),
      usual.map { .double($0) } ?? .boolean(false),
      .list(terms.map { .list([.integer(Int64($0.lag)), .double($0.coefficient), .boolean($0.isElasticity)]) }),
      .list(shares.map { .integer($0) }),
    ])
  }

  /// nil for what is none.
  init?(_ value: CanonicalValue) {
    guard let list = value.list, list.count >= 7, let name = list[0].text,
      let verdict = list[1].text.flatMap({ Verdict(rawValue: $0) })
    else { return nil }
    self.init(
      name: name, verdict: verdict, other: list[2].text ?? "", knownThrough: list[3].month, usual: list[4].double,
      terms: (list[5].list ?? []).compactMap { term in
        guard let term = term.list, term.count >= 3, let lag = term[0].integer, let coefficient = term[1].double else { return nil }
        return Term(lag: Int(lag), coefficient: coefficient, isElasticity: term[2].boolean ?? false)
      }, shares: (list[6].list ?? []).map { $0.integer ?? 0 })
  }
}
