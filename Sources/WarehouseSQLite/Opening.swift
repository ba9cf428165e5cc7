// SPDX-License-Identifier: Apache-2.0
import Commerce
import GRDB
public import Journal
public import PlanningCycle

extension SQLiteWorkspace {
  /// Whether there is a workspace in this folder.
  public static func exists(folder: String) -> Bool { DataFolder(folder).isWorkspace }

  /// Makes an empty workspace: its key, its journal file, its database, its reserve.
  ///
  /// - Throws: `folderExists`, `folderInUse`, `diskFull`, `fileUnreachable`.
  public static func create(
    folder path: String, random: some RandomBytes = SystemRandomBytes()
  ) throws(StoreError) -> SQLiteWorkspace {
    let folder = DataFolder(path)
    try FileSystem.makeFolder(folder.path)
    let lock = try FolderLock(folder.lock)
    guard !folder.isWorkspace else {
      throw StoreError(
        .folderExists, subject: folder.path, detail: "There is a workspace already.",
        hint: "Open it, or name another folder.")
    }
    try FileSystem.makeFolder(folder.files)
    try FileSystem.writeWhole(folder.key, ChainKey.make(random: random).bytes)
    try JournalFile.create(folder.journal)
    folder.setReserveAside()
    // SQLite gives its log the rights of the database: nobody else reads password hashes, whatever the
    // folder's rights.
    try FileSystem.writeWhole(folder.database, [])
    let workspace = try open(folder, lock, .readWrite)
    try FileSystem.syncFolder(of: folder.database)
    return workspace
  }

  /// Opens a workspace, compares its two witnesses and puts right what a crash left unfinished.
  ///
  /// - Parameter origin: from where everything comes that is appended until `act(from:)` says otherwise.
  /// - Throws: `folderMissing`, `folderInUse`, `journalDisagrees`, `damaged` (open it with `.readOnly` to
  ///   look), `newerSchema`.
  public static func open(
    folder path: String, access: Access = .readWrite, from origin: Origin? = nil
  ) throws(StoreError) -> SQLiteWorkspace {
    let folder = DataFolder(path)
    guard folder.isWorkspace else {
      throw StoreError(
        .folderMissing, subject: folder.path, detail: "There is no workspace in this folder.",
        hint: "Make one: tongpin init --data \(folder.path)")
    }
    let workspace = try open(folder, try FolderLock(folder.lock), access)
    workspace.act(from: origin)
    return workspace
  }

  /// A workspace that is gone when the last reference goes: for tests. No journal file.
  public static func inMemory(random: some RandomBytes = SystemRandomBytes()) throws(StoreError)
    -> SQLiteWorkspace
  {
    do {
      let queue = try DatabaseQueue(configuration: Durability.configuration())
      try queue.write { try Migrator.migrate($0, path: "memory") }
      return SQLiteWorkspace(
        writer: queue, key: .make(random: random), folder: nil, startup: StartupReport(),
        state: WriterState(head: .start))
    } catch { throw .translating(error, path: "memory") }
  }

  private static func open(
    _ folder: DataFolder, _ lock: FolderLock, _ access: Access
  ) throws(StoreError) -> SQLiteWorkspace {
    let key = try folder.readKey()
    let pool: DatabasePool
    do {
      pool = try DatabasePool(path: folder.database, configuration: Durability.configuration())
      try Durability.enforce(pool, path: folder.database)
      if access == .readWrite { try pool.write { try Migrator.migrate($0, path: folder.database) } }
    } catch { throw .translating(error, path: folder.database) }
    if access == .readOnly {
      let head = try newestHead(pool, folder)
      return SQLiteWorkspace(
        writer: pool, key: key, folder: folder, startup: StartupReport(),
        state: WriterState(
          head: head, lock: lock,
          refusal: StoreError(
            .readOnly, subject: folder.path, detail: "The workspace was opened for reading.")))
    }
    let discarded = try discardUnfinished(pool, folder)
    var witnesses = Witnesses(pool: pool, folder: folder, key: key)
    let journal = try witnesses.reconcile()
    witnesses.report.discardedRows = discarded
    folder.setReserveAside()
    let checkpointer = Checkpointer(path: folder.database)
    checkpointer.watch(pool)
    return SQLiteWorkspace(
      writer: pool, key: key, folder: folder, startup: witnesses.report,
      state: WriterState(head: try newestHead(pool, folder), journal: journal, lock: lock), checkpointer: checkpointer)
  }

  /// Takes away what an import left whose command never came.
  private static func discardUnfinished(_ pool: DatabasePool, _ folder: DataFolder) throws(StoreError) -> Int {
    for name in try FileSystem.names(folder.files) where name.hasSuffix(KeptFileWriter.suffix) {
      try FileSystem.remove(folder.files + "/" + name)
    }
    do {
      return try pool.write { db in
        try ForecastRows.discardUnnamed(db)
        return try FactKind.allCases.reduce(0) { $0 + Int(try FactRows.discard(db, $1).gone) }
      }
    } catch { throw .translating(error, path: folder.database) }
  }

  private static func newestHead(_ pool: DatabasePool, _ folder: DataFolder) throws(StoreError) -> ChainHead {
    do { return try pool.read { try EventRows.newest($0) }?.head ?? .start } catch {
      throw .translating(error, path: folder.database)
    }
  }
}
