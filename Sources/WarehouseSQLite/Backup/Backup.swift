// SPDX-License-Identifier: Apache-2.0
import CZip
import Glibc
import Journal
public import PlanningCycle
public import Warehouse

extension SQLiteWorkspace {
  /// Writes the workspace, as it is at one moment, into one file: a ZIP that begins with a manifest of digests. The copy is verified
  /// like a data folder before it is packed, and every byte of the file is read back before it gets its name.
  ///
  /// The file holds the chain's key and the hashes of passwords: keep it where the original could be kept.
  /// - Returns: what looking at the copy found; with findings no file is written.
  /// - Throws: `folderExists` when something is there, `diskFull`, `fileUnreachable`, `backupDamaged`.
  public func backup(toFile path: String) throws(StoreError) -> VerificationReport {
    guard !FileSystem.exists(path) else {
      throw StoreError(
        .folderExists, subject: path, detail: "There is something already.", hint: "Name a new file.")
    }
    if let end = path.lastIndex(of: "/"), end != path.startIndex { try FileSystem.makeFolder(String(path[..<end])) }
    let folder = path + ".folder"
    let unfinished = path + ".part"
    for leftover in [folder, unfinished] { try FileSystem.remove(leftover) }
    defer { for leftover in [folder, unfinished] { try? FileSystem.remove(leftover) } }
    let report = try copy(toFolder: folder)
    guard report.isSound else { return report }
    try BackupWriter.write(DataFolder(folder), events: report.events, to: unfinished)
    let written = try BackupFile(unfinished)
    try written.check()
    try FileSystem.sync(unfinished)
    guard rename(unfinished, path) == 0 else { throw FileSystem.failure(path, "keeping") }
    try FileSystem.syncFolder(of: path)
    return report
  }
}

/// Packs a data folder that nobody has open.
private enum BackupWriter {
  static func write(_ folder: DataFolder, events: Int64, to path: String) throws(StoreError) {
    let manifest = BackupManifest(events: events, head: try head(folder), entries: try entries(folder))
    // Its rights before its content: it holds the key.
    try FileSystem.writeWhole(path, [])
    var error: Int32 = 0
    guard let archive = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &error) else {
      throw StoreError(.fileUnreachable, subject: path, detail: "It cannot be written (libzip \(error)).")
    }
    let text = Array(manifest.text.utf8)
    var isAdded = text.withUnsafeBytes { bytes -> Bool in
      // libzip frees what it is given; the array stays ours.
      guard let copy = malloc(max(1, bytes.count)) else { return false }
      memcpy(copy, bytes.baseAddress!, bytes.count)
      return add(BackupManifest.name, zip_source_buffer(archive, copy, UInt64(bytes.count), 1), to: archive)
    }
    for entry in manifest.entries where isAdded {
      isAdded = add(entry.name, zip_source_file(archive, folder.path + "/" + entry.name, 0, 0), to: archive)
    }
    guard isAdded, zip_close(archive) == 0 else {
      let reason = zip_strerror(archive).map { String(cString: $0) } ?? ""
      let isFull = zip_error_code_system(zip_get_error(archive)) == ENOSPC
      zip_discard(archive)
      throw StoreError(
        isFull ? .diskFull : .fileUnreachable, subject: path, detail: "While packing: \(reason).",
        hint: "Free some space, or name a file on another disk.")
    }
    guard chmod(path, 0o600) == 0 else { throw FileSystem.failure(path, "closing to others") }
  }

  private static func add(_ name: String, _ source: OpaquePointer?, to archive: OpaquePointer) -> Bool {
    guard let source else { return false }
    guard zip_file_add(archive, name, source, UInt32(ZIP_FL_ENC_UTF_8)) >= 0 else {
      zip_source_free(source)
      return false
    }
    return true
  }

  private static func head(_ folder: DataFolder) throws(StoreError) -> Digest {
    let workspace = try SQLiteWorkspace.open(folder: folder.path, access: .readOnly)
    let head = try workspace.head()
    try workspace.close()
    return head.digest
  }

  private static func entries(_ folder: DataFolder) throws(StoreError) -> [BackupManifest.Entry] {
    let kept = try FileSystem.names(folder.files).map { "files/" + $0 }
    var entries: [BackupManifest.Entry] = []
    for name in ["chain.key", "journal-0001.log", "workspace.sqlite"] + kept {
      var stream = DigestStream()
      var size = 0
      try FileSystem.readPieces(folder.path + "/" + name) { bytes in
        stream.update(bytes)
        size += bytes.count
      }
      entries.append(BackupManifest.Entry(name: name, size: size, digest: stream.finish()))
    }
    return entries
  }
}
