// SPDX-License-Identifier: Apache-2.0

/// What the loops over a series know of a form when they are compiled: each combination is a loop of its own, without a question asked at every step.
protocol ETSKind {
  static var hasTrend: Bool { get }
  static var season: ETSForm.Season { get }
  /// Errors are divided by the mean.
  static var isRelative: Bool { get }
}

/// A loop over a series.
protocol ETSPass {
  associatedtype Result
  mutating func run<Kind: ETSKind>(_ kind: Kind.Type) -> Result
}

private protocol ETSTrendKind { static var hasTrend: Bool { get } }
private enum ETSTrending: ETSTrendKind { static var hasTrend: Bool { true } }
private enum ETSTrendless: ETSTrendKind { static var hasTrend: Bool { false } }

private protocol ETSSeasonKind { static var season: ETSForm.Season { get } }
private enum ETSSeasonless: ETSSeasonKind { static var season: ETSForm.Season { .none } }
private enum ETSAddedSeason: ETSSeasonKind { static var season: ETSForm.Season { .additive } }
private enum ETSMultipliedSeason: ETSSeasonKind { static var season: ETSForm.Season { .multiplicative } }

private enum ETSAbsolute<Trend: ETSTrendKind, Season: ETSSeasonKind>: ETSKind {
  static var hasTrend: Bool { Trend.hasTrend }
  static var season: ETSForm.Season { Season.season }
  static var isRelative: Bool { false }
}

private enum ETSRelative<Trend: ETSTrendKind, Season: ETSSeasonKind>: ETSKind {
  static var hasTrend: Bool { Trend.hasTrend }
  static var season: ETSForm.Season { Season.season }
  static var isRelative: Bool { true }
}

extension ETSForm {
  /// The loop of `pass` for this form.
  func run<Pass: ETSPass>(_ pass: inout Pass) -> Pass.Result {
    trend == .none ? run(&pass, ETSTrendless.self) : run(&pass, ETSTrending.self)
  }

  private func run<Pass: ETSPass, Trend: ETSTrendKind>(_ pass: inout Pass, _: Trend.Type) -> Pass.Result {
    switch (season, error) {
    case (.none, .additive): pass.run(ETSAbsolute<Trend, ETSSeasonless>.self)
    case (.none, .multiplicative): pass.run(ETSRelative<Trend, ETSSeasonless>.self)
    case (.additive, .additive): pass.run(ETSAbsolute<Trend, ETSAddedSeason>.self)
    case (.additive, .multiplicative): pass.run(ETSRelative<Trend, ETSAddedSeason>.self)
    case (.multiplicative, .additive): pass.run(ETSAbsolute<Trend, ETSMultipliedSeason>.self)
    case (.multiplicative, .multiplicative): pass.run(ETSRelative<Trend, ETSMultipliedSeason>.self)
    }
  }
}
