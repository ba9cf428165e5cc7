// SPDX-License-Identifier: Apache-2.0

/// A request that the store cannot meet, or can no longer promise to have met.
public struct StoreError: Error, Hashable, Sendable {
  /// What stood in the way, as a stable text: the `type` of problem documents and the anchor in the manual.
  public struct Code: Hashable, Sendable {
    public let text: String
    public init(_ text: String) { self.text = text }

    /// The same actor and key came before with another payload.
    public static let idempotencyKeyReused = Code("store.idempotency-key-reused")
    /// A command without an idempotency key.
    public static let idempotencyKeyMissing = Code("store.idempotency-key-missing")
    /// The disk is full; nothing of the request was kept.
    public static let diskFull = Code("store.disk-full")
    /// The disk failed while the request was being kept: ask again by its idempotency key after a restart.
    public static let outcomeUnknown = Code("store.outcome-unknown")
    /// The store stopped writing after a fault, or was opened for reading.
    public static let readOnly = Code("store.read-only")
    /// Another process has the data folder open.
    public static let folderInUse = Code("store.folder-in-use")
    /// There is no data folder here, or it lacks a file it must have.
    public static let folderMissing = Code("store.folder-missing")
    /// A folder is to be created where one already is.
    public static let folderExists = Code("store.folder-exists")
    /// A file or folder cannot be read or written.
    public static let fileUnreachable = Code("store.file-unreachable")
    /// Database and journal file tell different stories.
    public static let journalDisagrees = Code("store.journal-disagrees")
    /// Stored bytes are not what was written.
    public static let damaged = Code("store.damaged")
    /// A file that is to be restored is no backup.
    public static let backupForeign = Code("store.backup-foreign")
    /// A backup whose end is missing.
    public static let backupTruncated = Code("store.backup-truncated")
    /// A backup that does not hold what its manifest says.
    public static let backupDamaged = Code("store.backup-damaged")
    /// Written by a later program version.
    public static let newerSchema = Code("store.schema-from-newer-version")
    /// The database does not promise to keep what it acknowledges.
    public static let notDurable = Code("store.not-durable")
    /// Something asked for by name or number is not there.
    public static let notFound = Code("store.not-found")
    /// A login that somebody else has, a code used twice.
    public static let nameTaken = Code("store.name-taken")
    /// What was handed in does not fit together: a batch without its command.
    public static let incoherentRequest = Code("store.request-incoherent")
    /// Rows of the same kind were kept while these were on their way; nothing of these was.
    public static let superseded = Code("store.superseded")
    /// The database refused for a reason of its own.
    public static let database = Code("store.database-refused")
  }

  public let code: Code
  /// The thing it is about: a path, a key, a login.
  public let subject: String
  public let detail: String
  public let hint: String

  public init(_ code: Code, subject: String, detail: String, hint: String = "") {
    self.code = code
    self.subject = subject
    self.detail = detail
    self.hint = hint
  }
}
