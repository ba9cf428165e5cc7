// SPDX-License-Identifier: Apache-2.0
public import Commerce

/// Reads rows of somebody else's server as facts: a database or a service that answers in JSON. It changes nothing there.
///
/// Synchronous and slow: it waits for that server, so never call it on a turn of the workspace. It keeps nothing between two calls; what was
/// read is known by the mark that the caller keeps with the rows.
public protocol SourceConnector: Sendable {
  /// What stands against a connection or a query before anybody is called: an address that is not permitted, a text that is not one SELECT,
  /// a setting that makes no sense. nil when nothing does.
  func objection(to connection: SourceConnection, _ query: SourceQuery?) -> SourceFault?

  /// Asks for the first rows only: what the columns are and seem to mean.
  ///
  /// - Parameters:
  ///   - remembered: what people confirmed before, newest first; the first that fits the columns is taken instead of a guess.
  ///   - knows: whether a code of a kind is known; nil when nothing of that kind is.
  ///   - isStopped: asked about once a second; true ends the attempt as `stopped`.
  func probe(
    _ request: SourceRequest, remembered: [RememberedLayout], knows: @escaping (FactKind, String) -> Bool?,
    isStopped: @escaping @Sendable () -> Bool
  ) throws(SourceFault) -> SourceProbe

  /// Reads what is new since the request's mark, at most as much as its limits say. All of it or nothing: a fault keeps no row.
  func read(
    _ request: SourceRequest, knows: @escaping (FactKind, String) -> Bool?, isStopped: @escaping @Sendable () -> Bool
  ) throws(SourceFault) -> SourceReading

  /// Rows that somebody sent by themselves, read as those that were asked for.
  ///
  /// - Parameters:
  ///   - columns: field → column; nil takes columns that are called like fields, and a guess for the others.
  func take(
    _ rows: SourceRows, kind: FactKind, columns: [String: String]?, knows: @escaping (FactKind, String) -> Bool?
  ) throws(SourceFault) -> FactFileReading
}

/// One question to one source.
public struct SourceRequest: Sendable {
  /// How findings name where a row stood; never an address.
  public let name: String
  public let connection: SourceConnection
  /// The password of the user, or the value of the header; it is part of no fault, description or event.
  public let secret: SecretText?
  public let query: SourceQuery
  /// The newest mark that was kept; nil reads from the beginning.
  public let since: SourceMark?
  public let limits: SourceLimits

  public init(
    name: String, connection: SourceConnection, secret: SecretText?, query: SourceQuery, since: SourceMark?,
    limits: SourceLimits = SourceLimits()
  ) {
    self.name = name
    self.connection = connection
    self.secret = secret
    self.query = query
    self.since = since
    self.limits = limits
  }
}

/// How much one load takes; beyond it a query with a watermark is cut between two marks, and one without is refused.
public struct SourceLimits: Hashable, Sendable {
  /// New rows; those of the overlap are as many again at most.
  public var rows: Int
  /// Bytes of all cells together, or of all answers.
  public var bytes: Int
  /// From the first attempt to connect to the last row.
  public var seconds: Int

  public init(rows: Int = 50_000, bytes: Int = 64 << 20, seconds: Int = 300) {
    self.rows = rows
    self.bytes = bytes
    self.seconds = seconds
  }
}

/// Rows as they came: texts by column.
public struct SourceRows: Sendable, Equatable {
  public let columns: [String]
  /// nil where the source has nothing.
  public let rows: [[String?]]

  public init(columns: [String], rows: [[String?]]) {
    self.columns = columns
    self.rows = rows
  }
}

/// What a source answers to the first look.
public struct SourceProbe: Sendable {
  public struct Column: Hashable, Sendable {
    public let name: String
    /// The server's own name of the type; empty where it has none.
    public let type: String
    /// What it would be as a watermark; nil when it cannot be one.
    public let mark: SourceMark.Kind?

    public init(name: String, type: String, mark: SourceMark.Kind?) {
      self.name = name
      self.type = type
      self.mark = mark
    }
  }

  public let columns: [Column]
  /// Twenty at most.
  public let first: SourceRows
  /// The product and its version in its own words: `PostgreSQL 15.18`.
  public let server: String
  /// The server's clock in its own words; nil where it does not say.
  public let clock: String?
  /// What the columns seem to mean, and the first rows as facts.
  public let preview: FactFilePreview

  public init(columns: [Column], first: SourceRows, server: String, clock: String?, preview: FactFilePreview) {
    self.columns = columns
    self.first = first
    self.server = server
    self.clock = clock
    self.preview = preview
  }
}

/// One load.
public struct SourceReading: Sendable {
  public let reading: FactFileReading
  /// Kept with the rows, it is where the next load begins; the request's own when nothing new came; nil without a watermark.
  public let next: SourceMark?
  /// Rows that came, those of the overlap included.
  public let rows: Int
  public let bytes: Int
  /// Rows at the source without a mark, which no load will ever see.
  public let rowsWithoutMark: Int
  /// False: more waits, ask again at once with `next`.
  public let isComplete: Bool
  /// The server's clock when it answered, in its own words; nil where it does not say.
  public let clock: String?

  public init(
    reading: FactFileReading, next: SourceMark?, rows: Int, bytes: Int, rowsWithoutMark: Int, isComplete: Bool, clock: String?
  ) {
    self.reading = reading
    self.next = next
    self.rows = rows
    self.bytes = bytes
    self.rowsWithoutMark = rowsWithoutMark
    self.isComplete = isComplete
    self.clock = clock
  }
}
