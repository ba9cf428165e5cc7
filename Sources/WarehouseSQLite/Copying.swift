// SPDX-License-Identifier: Apache-2.0
import GRDB
import Glibc
import Journal
public import PlanningCycle
public import Warehouse

extension SQLiteWorkspace {
  /// Makes a data folder that holds what another workspace holds, under the same key of the chain: built beside its place, looked at byte
  /// by byte, and only then given its name. Nobody may write to the source meanwhile.
  ///
  /// - Throws: `folderExists` when something is there, `damaged` when the copy is not sound, `diskFull`, `fileUnreachable`.
  public static func create(folder path: String, copying source: some OpenedWorkspace) throws(StoreError) -> VerificationReport {
    let target = DataFolder(path)
    let isFree = !FileSystem.exists(target.path) || FileSystem.isFolder(target.path)
    let held = FileSystem.isFolder(target.path) ? try FileSystem.names(target.path) : []
    guard isFree, held.isEmpty else {
      throw StoreError(.folderExists, subject: target.path, detail: "There is something already.", hint: "Name a new folder.")
    }
    let unfinished = DataFolder(target.path + ".copying")
    try FileSystem.remove(unfinished.path)
    var isKept = false
    defer { if !isKept { try? FileSystem.remove(unfinished.path) } }
    try FileSystem.makeFolder(unfinished.files)
    try FileSystem.writeWhole(unfinished.key, source.chainKey.bytes)
    try JournalFile.create(unfinished.journal)
    try FileSystem.writeWhole(unfinished.database, [])
    try fill(unfinished, from: source)
    let report = try verify(folder: unfinished.path)
    if let fault = report.findings.first {
      throw StoreError(
        .damaged, subject: target.path, detail: "The copy is not sound: \(fault.witness), \(fault.subject): \(fault.detail)",
        hint: "Nothing was kept of it; look at the source with tongpin verify.")
    }
    if FileSystem.exists(target.path) { try FileSystem.remove(target.path) }
    guard rename(unfinished.path, target.path) == 0 else { throw FileSystem.failure(target.path, "keeping") }
    isKept = true
    try FileSystem.syncFolder(of: target.path)
    return report
  }

  private static func fill(_ folder: DataFolder, from source: some OpenedWorkspace) throws(StoreError) {
    for digest in try source.keptFiles() {
      if let bytes = try source.keptFile(digest) { _ = try folder.keep(bytes) }
    }
    do {
      let queue = try DatabasePool(path: folder.database, configuration: Durability.configuration())
      try Durability.enforce(queue, path: folder.database)
      try queue.write { db in
        try Migrator.migrate(db, path: folder.database)
        try load(db, folder, from: source)
        try db.execute(sql: FactMonthTables.markAll)
      }
      try queue.read { try keepRows($0, folder) }
      try queue.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
      try queue.close()
    } catch { throw .translating(error, path: folder.path) }
  }

  /// The rows of all tables; events go to the journal file as well.
  private static func load(_ db: Database, _ folder: DataFolder, from source: some OpenedWorkspace) throws {
    var journal = try JournalFile(folder.journal, repairs: true) { (_, _) in }
    var records: [[UInt8]] = []
    var current: (shape: TableShape, statement: RawStatement)?
    let body = TableShape.events.columns.firstIndex { $0.name == "body" }
    try source.eachRow(of: TableShape.all) { (shape, values) throws(StoreError) in
      do {
        if current?.shape != shape {
          let marks = [String](repeating: "?", count: shape.columns.count).joined(separator: ", ")
          current = (shape, try RawStatement(db, "INSERT INTO \(shape.name) (\(shape.columnList)) VALUES (\(marks))"))
        }
        try current?.statement.insert(values)
        if shape == .events, let body, case .bytes(let bytes) = values[body] { records.append(bytes) }
        if records.count >= 1_000 {
          try journal.append(records)
          records = []
        }
      } catch { throw .translating(error, path: folder.path) }
    }
    if !records.isEmpty { try journal.append(records) }
  }

  /// The files beside the database from which a lost batch or run comes back whole.
  private static func keepRows(_ db: Database, _ folder: DataFolder) throws {
    for receipt in try FactRows.receipts(db) where receipt.keptRows > 0 {
      let file = try KeptFileWriter(folder)
      let digest = try FactRows.kept(db, receipt).digest { try file.append($0) }
      try file.finish(as: digest)
    }
    for run in try Int64.fetchAll(db, sql: "SELECT event FROM forecast_runs ORDER BY event") {
      _ = try folder.keep(ForecastRowCoder.bytes(ForecastRowCoder.sorted(try ForecastRows.all(db, run: run, series: nil))))
    }
  }
}
