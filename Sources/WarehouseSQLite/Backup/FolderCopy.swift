// SPDX-License-Identifier: Apache-2.0
import GRDB
import Glibc
public import PlanningCycle
import Synchronization
public import Warehouse

extension SQLiteWorkspace {
  /// Copies the workspace, while it is in use, into a folder that opens like any other, and looks at every byte of the copy before
  /// it says so. Decisions wait meanwhile; readers do not.
  ///
  /// The copy holds the chain's key and the hashes of passwords: keep it where the original could be kept.
  /// - Returns: what looking at the copy found; a copy with findings is none.
  /// - Throws: `folderExists` when something is there, `diskFull`, `fileUnreachable`; what was begun is left for a look.
  public func copy(toFolder path: String) throws(StoreError) -> VerificationReport {
    guard let folder else {
      throw StoreError(
        .folderMissing, subject: "memory", detail: "A workspace in memory has no folder to copy.")
    }
    let copy = DataFolder(path)
    guard !FileSystem.exists(copy.path) else {
      throw StoreError(
        .folderExists, subject: copy.path, detail: "There is something already.", hint: "Name a new folder.")
    }
    try FileSystem.makeFolder(copy.files)
    try state.withLock { (_: inout WriterState) throws(StoreError) in
      try copyContent(folder, copy)
    }
    return try SQLiteWorkspace.verify(folder: copy.path)
  }

  /// Files first, database last: a copy that was cut short is no workspace.
  private func copyContent(_ folder: DataFolder, _ copy: DataFolder) throws(StoreError) {
    for name in try FileSystem.names(folder.files) where !name.hasSuffix(".part") {
      try FileSystem.writeWhole(copy.files + "/" + name, try FileSystem.read(folder.files + "/" + name))
    }
    try FileSystem.writeWhole(copy.journal, try FileSystem.read(folder.journal))
    try FileSystem.writeWhole(copy.key, try FileSystem.read(folder.key))
    let unfinished = copy.database + ".part"
    do {
      try writer.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [unfinished]) }
    } catch { throw .translating(error, path: copy.path) }
    guard chmod(unfinished, 0o600) == 0 else { throw FileSystem.failure(unfinished, "closing to others") }
    try FileSystem.sync(unfinished)
    guard rename(unfinished, copy.database) == 0 else { throw FileSystem.failure(copy.database, "keeping") }
    try FileSystem.syncFolder(of: copy.database)
  }
}
