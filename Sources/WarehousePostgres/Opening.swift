// SPDX-License-Identifier: Apache-2.0
import CPq
import Commerce
import Glibc
public import Journal
public import PlanningCycle
import Warehouse

extension PostgresWorkspace {
  /// Seconds that opening waits for another process to let go, and a reader for the server to come back.
  public static let patience = 10

  /// Whether there is a workspace in this database.
  public static func exists(_ address: PostgresAddress) throws(StoreError) -> Bool {
    let connection = try connect(address)
    do { return try PostgresMigrator.isThere(connection) } catch { throw .translating(error, "\(address)") }
  }

  /// Makes an empty workspace: its tables, and the mark of its key.
  ///
  /// - Throws: `folderExists`, `folderInUse`, `notDurable`, `fileUnreachable`.
  public static func create(
    _ address: PostgresAddress, key: ChainKey, patience: Int = PostgresWorkspace.patience
  ) throws(StoreError) -> PostgresWorkspace {
    try make(address, key: key) { _ in }
    return try open(address, key: key, patience: patience)
  }

  /// Opens a workspace: takes the lock, brings the tables to today's schema, compares the key.
  ///
  /// - Parameter origin: from where everything comes that is appended until `act(from:)` says otherwise.
  /// - Throws: `folderMissing`, `folderInUse`, `notDurable`, `newerSchema`, `damaged` for another key.
  public static func open(
    _ address: PostgresAddress, key: ChainKey, access: Access = .readWrite, from origin: Origin? = nil,
    patience: Int = PostgresWorkspace.patience
  ) throws(StoreError) -> PostgresWorkspace {
    let subject = address.description
    let connection = try connect(address)
    do {
      guard try PostgresMigrator.isThere(connection) else {
        throw StoreError(
          .folderMissing, subject: subject, detail: "There is no workspace in this database.",
          hint: "Make one: tongpin init --database \(subject)")
      }
      try PostgresMigrator.requireKnown(connection, subject)
      try compare(key, connection, subject)
      if access == .following { try PostgresMigrator.requireCurrent(connection, subject) }
    } catch { throw .translating(error, subject) }
    let reader = try connect(address)
    guard access == .readWrite else {
      let refusal = StoreError(
        .readOnly, subject: subject,
        detail: access == .following ? "Another server writes to this database." : "The workspace was opened for reading.")
      let state = WriterState(
        head: try newestHead(connection, subject), refusal: refusal, origin: origin, isFollowing: access == .following)
      return PostgresWorkspace(address, key: key, patience: patience, writer: state, reader: reader)
    }
    let fence = try beginWriting(connection, patience: patience, subject)
    let state = WriterState(head: try newestHead(connection, subject), connection: connection, fence: fence, origin: origin)
    return PostgresWorkspace(address, key: key, patience: patience, writer: state, reader: reader)
  }

  /// Becomes the one who writes: takes the lock, brings the tables to today's schema, takes away what an import left whose command never came.
  ///
  /// - Throws: `folderInUse`, `notDurable`.
  static func beginWriting(_ connection: Connection, patience: Int, _ subject: String) throws(StoreError) -> WriterFence {
    try ServerSettings.requireDurability(connection, subject)
    let fence = try WriterFence.acquire(connection, after: nil, patience: patience, subject)
    do {
      try connection.run("BEGIN")
      try PostgresMigrator.migrate(connection, subject)
      for kind in FactKind.allCases { try FactRows.discard(connection, kind) }
      try ForecastRows.discardUnnamed(connection)
      try connection.run("COMMIT")
    } catch { throw .translating(error, subject) }
    return fence
  }

  /// Makes the tables and fills them, all or nothing.
  static func make(_ address: PostgresAddress, key: ChainKey, _ fill: (Connection) throws -> Void) throws(StoreError) {
    let subject = address.description
    let connection = try connect(address)
    try ServerSettings.requireDurability(connection, subject)
    do {
      try connection.run("BEGIN")
      guard try !PostgresMigrator.isThere(connection) else {
        throw StoreError(
          .folderExists, subject: subject, detail: "There is a workspace already.", hint: "Open it, or name another database.")
      }
      try PostgresMigrator.migrate(connection, subject)
      try connection.query("INSERT INTO key_mark (id, mark) VALUES (1, $1)", [.bytes(mark(of: key).bytes)])
      try fill(connection)
      guard try connection.run("COMMIT").tag == "COMMIT" else {
        throw StoreError(.database, subject: subject, detail: "The server rolled the transaction back.")
      }
    } catch { throw .translating(error, subject) }
  }

  static func connect(_ address: PostgresAddress) throws(StoreError) -> Connection {
    let connection = try Connection(address, name: "tongpin \(getpid())")
    try ServerSettings.apply(connection, "\(address)")
    return connection
  }

  static func newestHead(_ connection: Connection, _ subject: String) throws(StoreError) -> ChainHead {
    do { return try EventRows.newest(connection)?.head ?? .start } catch { throw .translating(error, subject) }
  }

  /// What follows from the key alone: a wrong file is noticed before anything is read or written with it.
  private static func mark(of key: ChainKey) -> Digest { Digest.hmac(Array("tongpin.key-mark".utf8), key: key) }

  private static func compare(_ key: ChainKey, _ connection: Connection, _ subject: String) throws {
    let row = try connection.query("SELECT mark FROM key_mark WHERE id = 1").first
    guard let row, let kept = Digest(row.bytes(0)), kept.matches(mark(of: key)) else {
      throw StoreError(
        .damaged, subject: subject, detail: "The key of the chain is not the one this workspace was made with.",
        hint: "Name the right file by --key-file or TONGPIN_KEY_FILE.")
    }
  }
}
