// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Commerce
import Journal
public import Planning

/// What a workspace is: decided once, at its creation, and kept as its first event.
public struct WorkspaceSettings: Hashable, Sendable {
  public let name: BilingualText
  /// ISO 4217.
  public let currency: String
  /// The example company: shows a banner, may be reset and deleted.
  public let isSample: Bool
  /// The day the sample was made for; it is planned as of that day or, later, of the real one.
  public let madeFor: Day

  public init(name: BilingualText, currency: String, isSample: Bool, madeFor: Day) {
    self.name = name
    self.currency = currency
    self.isSample = isSample
    self.madeFor = madeFor
  }

  static let eventKind = "workspace.created"
  /// An empty workspace became something else: the sample, or a company with another name.
  static let changedKind = "workspace.changed"

  var payload: CanonicalValue {
    .map([
      "name_zh": .text(name.chinese), "name_en": .text(name.english), "currency": .text(currency),
      "is_sample": .boolean(isSample), "made_for": .day(madeFor),
    ])
  }

  /// nil when the payload is not one.
  init?(_ payload: CanonicalValue) {
    guard let chinese = payload["name_zh"]?.text, let english = payload["name_en"]?.text,
      let currency = payload["currency"]?.text, let isSample = payload["is_sample"]?.boolean,
      let madeFor = payload["made_for"]?.day
    else { return nil }
    self.init(name: BilingualText(chinese, english), currency: currency, isSample: isSample, madeFor: madeFor)
  }
}

/// What a workspace asks of the world: passed in, so that a test can repeat everything.
public struct WorkspaceEnvironment: Sendable {
  public let now: @Sendable () -> Moment
  /// The civil day people live in.
  public let today: @Sendable () -> Day
  /// The text of the standard planning model: in force until somebody commits another.
  public let modelText: String
  /// The model text was asked for by name: what was committed in the workspace is left aside.
  public let isModelFixed: Bool
  /// English for the notes in the model's text, by what they say.
  public let englishNotes: [String: String]
  /// What a new company may begin with.
  public let templates: [ModelTemplate]
  public let work: any ParallelWork
  /// Nanoseconds of a clock that only goes forward; one that stands measures nothing.
  public let ticks: @Sendable () -> UInt64
  public let reader: any FactFileReader
  /// Gives memory back that nobody uses any more, after large work and before more of it.
  public let release: @Sendable () -> Void
  /// Somebody said which day it is: every day is that one.
  public let isTodayFixed: Bool
  public let sources: SourceAccess
  /// The example company for an empty workspace: what it is called and its facts, in the order of import.
  public let sample: @Sendable (Day) -> (settings: WorkspaceSettings, tables: [FactTable])?

  public init(
    now: @escaping @Sendable () -> Moment, today: @escaping @Sendable () -> Day, modelText: String,
    isModelFixed: Bool = false, englishNotes: [String: String] = [:],
    templates: [ModelTemplate] = [], work: any ParallelWork,
    reader: any FactFileReader, sources: SourceAccess = .closed,
    ticks: @escaping @Sendable () -> UInt64 = { 0 },
    sample: @escaping @Sendable (Day) -> (settings: WorkspaceSettings, tables: [FactTable])? = { _ in nil },
    isTodayFixed: Bool = false, release: @escaping @Sendable () -> Void = {}
  ) {
    self.release = release
    self.isTodayFixed = isTodayFixed
    self.ticks = ticks
    self.sample = sample
    self.now = now
    self.today = today
    self.modelText = modelText
    self.isModelFixed = isModelFixed
    self.englishNotes = englishNotes
    self.templates = templates
    self.work = work
    self.reader = reader
    self.sources = sources
  }
}
