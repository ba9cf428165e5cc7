// SPDX-License-Identifier: Apache-2.0
import Glibc
import Journal
public import PlanningCycle
public import Warehouse

extension SQLiteWorkspace {
  /// What a restore did.
  public struct Restored: Sendable {
    public let report: VerificationReport
    /// Where the folder that was in its place is now; nil when there was none.
    public let previous: String?
  }

  /// Makes a data folder from a backup: unpacked beside its place, compared with the manifest byte by byte, verified like any data
  /// folder, and only then given its name.
  ///
  /// - Parameters:
  ///   - source: a file that `backup(toFile:)` wrote, or a data folder that nobody has open.
  ///   - replaces: a folder that is not empty is put aside, not deleted, and the backup takes its place.
  /// - Throws: `folderExists`, `folderInUse`, `backupForeign`, `backupTruncated`, `backupDamaged`, `damaged`, `diskFull`,
  ///   `fileUnreachable`; then nothing has changed.
  public static func restore(from source: String, toFolder path: String, replaces: Bool = false) throws(StoreError)
    -> Restored
  {
    let target = DataFolder(path)
    let isTaken = try isSomething(target.path)
    guard !isTaken || replaces else {
      throw StoreError(
        .folderExists, subject: target.path, detail: "There is something already.",
        hint: "Name another folder, or put this one aside with --force.")
    }
    // Whoever has the folder open must not find another one under its feet.
    let lock = isTaken && target.isWorkspace ? try FolderLock(target.lock) : nil
    let unfinished = target.path + ".restoring"
    try FileSystem.remove(unfinished)
    var isKept = false
    defer { if !isKept { try? FileSystem.remove(unfinished) } }
    if FileSystem.isFolder(source) {
      let kept = try open(folder: source, access: .readOnly)
      _ = try kept.copy(toFolder: unfinished)
      try kept.close()
    } else {
      try unpack(try BackupFile(source), to: DataFolder(unfinished))
    }
    let report = try verify(folder: unfinished)
    guard report.isSound else {
      let first = report.findings[0]
      throw StoreError(
        .backupDamaged, subject: source, detail: "\(first.witness), \(first.subject): \(first.detail)",
        hint: "Take an earlier backup.")
    }
    let previous = isTaken ? try putAside(target.path) : nil
    if !isTaken, FileSystem.exists(target.path) { try FileSystem.remove(target.path) }
    guard rename(unfinished, target.path) == 0 else { throw FileSystem.failure(target.path, "keeping") }
    isKept = true
    try FileSystem.syncFolder(of: target.path)
    withExtendedLifetime(lock) {}
    return Restored(report: report, previous: previous)
  }

  private static func unpack(_ backup: BackupFile, to folder: DataFolder) throws(StoreError) {
    try FileSystem.makeFolder(folder.files)
    for entry in backup.manifest.entries {
      let path = folder.path + "/" + entry.name
      let file = try OpenFile(path, O_WRONLY | O_CREAT | O_EXCL)
      var end = 0
      try backup.read(entry) { bytes throws(StoreError) in
        try FileSystem.write(file.number, path, bytes, at: end)
        end += bytes.count
      }
      guard fsync(file.number) == 0 else { throw FileSystem.failure(path, "syncing") }
    }
    try FileSystem.syncFolder(of: folder.files + "/.")
    try FileSystem.syncFolder(of: folder.path + "/.")
    guard folder.isWorkspace else {
      throw StoreError(.backupDamaged, subject: folder.path, detail: "Its manifest names no database or no key.")
    }
  }

  /// Whether anything but an empty folder is there.
  private static func isSomething(_ path: String) throws(StoreError) -> Bool {
    guard FileSystem.exists(path) else { return false }
    guard FileSystem.isFolder(path) else { return true }
    return try !FileSystem.names(path).isEmpty
  }

  /// Renames what is there to the first free name beside it.
  private static func putAside(_ path: String) throws(StoreError) -> String {
    for number in 1...10_000 {
      let name = path + ".before-restore" + (number == 1 ? "" : "-\(number)")
      if FileSystem.exists(name) { continue }
      guard rename(path, name) == 0 else { throw FileSystem.failure(path, "putting aside") }
      return name
    }
    throw StoreError(.folderExists, subject: path, detail: "Ten thousand folders were put aside already.")
  }
}
