// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Commerce
import Journal

/// 数据源: somewhere outside that facts come from by themselves, with whoever answers for it.
public struct DataSource: Hashable, Sendable {
  /// The event that it was first saved with.
  public let id: Int64
  /// The event that it was last saved with, and when.
  public let savedIn: Int64
  public let savedAt: Moment
  public let content: SourceContent
  public var isPaused = false
  /// Since when it is read by the schedule: saved, or let go on.
  var activeSince: Moment
  /// The event that asked for a run which has not begun; nil when nobody did.
  var askedIn: Int64?

  init(id: Int64, savedIn: Int64, savedAt: Moment, content: SourceContent) {
    self.id = id
    self.savedIn = savedIn
    self.savedAt = savedAt
    self.content = content
    activeSince = savedAt
  }
}

/// How rows come in.
public enum SourceFeed: Hashable, Sendable {
  /// The program goes and reads.
  case connection(SourceConnection)
  /// Somebody sends rows over HTTP; the schedule says how often they are expected.
  case push
}

/// What a source is, whoever saved it.
public struct SourceContent: Hashable, Sendable {
  public let name: BilingualText
  /// The person who answers for it: it is read with their rights, and they are told when it fails.
  public let owner: Int64
  public let feed: SourceFeed
  /// The feed needs a password or a key; it is not read as long as none is kept.
  public let usesSecret: Bool
  /// One a kind, in the order in which they are read: masters before the documents that name them. Of a folder at most one, whose text is empty:
  /// what its files hold.
  public let queries: [SourceQuery]
  public let schedule: SourceSchedule

  public init(
    name: BilingualText, owner: Int64, feed: SourceFeed, usesSecret: Bool, queries: [SourceQuery], schedule: SourceSchedule
  ) {
    self.name = name
    self.owner = owner
    self.feed = feed
    self.usesSecret = usesSecret
    self.queries = queries
    self.schedule = schedule
  }

  public func query(_ kind: FactKind) -> SourceQuery? { queries.first { $0.kind == kind } }

  public var connection: SourceConnection? { if case .connection(let connection) = feed { connection } else { nil } }

  /// In which zone times without one are meant, in minutes east of Greenwich.
  var zoneMinutes: Int {
    switch connection {
    case .postgres(let source): source.zoneMinutes
    case .odbc(let source): source.zoneMinutes
    case .rest, .folder, nil: 480
    }
  }

  /// The folder that is watched; nil for another source.
  public var folder: String? { if case .folder(let path)? = connection { path } else { nil } }
}

/// What sources may take of the house; a source beyond it is refused when it is saved.
public enum SourceBounds {
  public static let company = 50
  public static let queries = 40
  /// Characters of a name.
  public static let name = 60
  /// Bytes of a query, of a host or path, of a secret.
  public static let text = 20_000
  public static let place = 500
  public static let secret = 4_000
  /// Runs of one source that are remembered, and quiet ones besides.
  public static let runs = 100
  public static let quietRuns = 20
  /// Findings of one run that are kept with it.
  public static let findings = 20
  /// Files of a folder that are known by their content.
  public static let files = 10_000
  /// Files of one run, and bytes of one.
  public static let filesAtOnce = 200
  public static let fileBytes = 100 << 20
  /// Loads of one query in one run: what still waits is read by the next.
  public static let loads = 1_000
  /// Rows and bytes of one push.
  public static let pushRows = 10_000
  public static let pushBytes = 10 << 20
}
