// SPDX-License-Identifier: Apache-2.0
import CZip
import Glibc
import Journal
import PlanningCycle

/// A backup that is being read: a ZIP whose entries are checked against its manifest as they come out.
final class BackupFile {
  let manifest: BackupManifest
  private let path: String
  private let archive: OpaquePointer
  private static let manifestLimit = 64 << 20
  private static let pieceSize = 1 << 20

  /// - Throws: `fileUnreachable`, `backupForeign`, `backupTruncated`, `backupDamaged`, `newerSchema`.
  init(_ path: String) throws(StoreError) {
    let start = try OpenFile(path, O_RDONLY)
    let isArchive = try FileSystem.read(start.number, path, at: 0, count: 4) == [0x50, 0x4B, 0x03, 0x04]
    guard isArchive else { throw BackupFile.foreign(path, "It does not begin as a backup does.") }
    var error: Int32 = 0
    guard let archive = zip_open(path, ZIP_RDONLY, &error) else {
      guard error == ZIP_ER_NOZIP || error == ZIP_ER_INCONS || error == ZIP_ER_EOF else {
        throw StoreError(.fileUnreachable, subject: path, detail: "It cannot be opened (libzip \(error)).")
      }
      throw StoreError(
        .backupTruncated, subject: path, detail: "Its end is missing: it was not copied whole.",
        hint: "Copy it again from where it was kept and compare the sizes.")
    }
    var isKept = false
    defer { if !isKept { zip_discard(archive) } }
    guard let bytes = try BackupFile.bytes(of: BackupManifest.name, in: archive, path) else {
      throw BackupFile.foreign(path, "It is a ZIP without a \(BackupManifest.name).")
    }
    manifest = try BackupManifest(String(decoding: bytes, as: UTF8.self), path: path)
    self.path = path
    self.archive = archive
    isKept = true
  }

  deinit { zip_discard(archive) }

  /// Reads an entry whole and hands it out in pieces.
  ///
  /// - Throws: `backupDamaged` when it is not what the manifest says; what was handed out then is worth nothing.
  func read(
    _ entry: BackupManifest.Entry, _ take: (UnsafeRawBufferPointer) throws(StoreError) -> Void
  ) throws(StoreError) {
    guard let file = zip_fopen(archive, entry.name, 0) else { throw damaged(entry, "It is not there.") }
    defer { zip_fclose(file) }
    var stream = DigestStream()
    var done = 0
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.pieceSize, alignment: 16)
    defer { piece.deallocate() }
    while true {
      let got = zip_fread(file, piece.baseAddress, UInt64(piece.count))
      guard got >= 0 else { throw damaged(entry, "It cannot be unpacked.") }
      if got == 0 { break }
      done += Int(got)
      guard done <= entry.size else { throw damaged(entry, "It is longer than was written.") }
      let bytes = UnsafeRawBufferPointer(rebasing: piece[..<Int(got)])
      stream.update(bytes)
      try take(bytes)
    }
    guard done == entry.size, stream.finish() == entry.digest else { throw damaged(entry, "It is not what was written.") }
  }

  /// Every entry against the manifest, and nothing besides.
  func check() throws(StoreError) {
    guard zip_get_num_entries(archive, 0) == Int64(manifest.entries.count + 1) else {
      throw StoreError(.backupDamaged, subject: path, detail: "It does not hold the entries its manifest names.")
    }
    for entry in manifest.entries { try read(entry) { _ in } }
  }

  private func damaged(_ entry: BackupManifest.Entry, _ detail: String) -> StoreError {
    StoreError(
      .backupDamaged, subject: path, detail: "\(entry.name): \(detail)", hint: "Take another copy of the backup.")
  }

  private static func foreign(_ path: String, _ detail: String) -> StoreError {
    StoreError(.backupForeign, subject: path, detail: detail, hint: "Name the file that tongpin backup wrote.")
  }

  /// A small entry as a whole; nil when there is none.
  private static func bytes(of name: String, in archive: OpaquePointer, _ path: String) throws(StoreError) -> [UInt8]? {
    var status = zip_stat_t()
    guard zip_stat(archive, name, 0, &status) == 0 else { return nil }
    guard status.size <= UInt64(manifestLimit), let file = zip_fopen(archive, name, 0) else { return nil }
    defer { zip_fclose(file) }
    var bytes = [UInt8](repeating: 0, count: Int(status.size))
    var done = 0
    while done < bytes.count {
      let got = bytes.withUnsafeMutableBytes { zip_fread(file, $0.baseAddress! + done, UInt64($0.count - done)) }
      guard got > 0 else {
        throw StoreError(.backupDamaged, subject: path, detail: "\(name) cannot be unpacked.")
      }
      done += Int(got)
    }
    return bytes
  }
}
