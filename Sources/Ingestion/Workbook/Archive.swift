// SPDX-License-Identifier: Apache-2.0
import CZip

/// The ZIP of a workbook, judged by its directory before a byte is unpacked. Names are never used as paths.
final class Archive {
  struct Entry {
    let index: UInt64
    let size: Int
  }

  private let archive: OpaquePointer
  /// The archive reads from this memory.
  private let bytes: FileBytes
  private let name: String
  private var entries: [String: Entry] = [:]

  /// - Throws: `workbookDamaged`, `workbookUnsafe`, `workbookEncrypted`.
  init(_ bytes: FileBytes, name: String, limits: Limits) throws(IngestionError) {
    self.bytes = bytes
    self.name = name
    var error = zip_error_t()
    zip_error_init(&error)
    defer { zip_error_fini(&error) }
    guard let source = zip_source_buffer_create(bytes.pointer, UInt64(bytes.count), 0, &error) else {
      throw Archive.damaged(name, "it can't be opened as a ZIP")
    }
    guard let archive = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error) else {
      zip_source_free(source)
      throw Archive.damaged(name, "its ZIP directory does not agree with its content")
    }
    self.archive = archive
    try readDirectory(limits)
  }

  deinit { zip_discard(archive) }

  private func readDirectory(_ limits: Limits) throws(IngestionError) {
    let count = zip_get_num_entries(archive, 0)
    guard count <= limits.archiveEntries else {
      throw unsafe("\(count) entries in its ZIP, at most \(limits.archiveEntries) are read")
    }
    var total = 0
    for index in 0..<max(count, 0) {
      var status = zip_stat_t()
      zip_stat_init(&status)
      guard zip_stat_index(archive, UInt64(index), 0, &status) == 0, let rawName = status.name,
        let size = Int(exactly: status.size), let packed = Int(exactly: status.comp_size)
      else { throw Archive.damaged(name, "entry \(index) of its ZIP has no size") }
      guard status.encryption_method == UInt16(ZIP_EM_NONE) else {
        throw IngestionError(
          .workbookEncrypted, name, "the workbook has a password", hint: "save a copy without one")
      }
      let entryName = String(cString: rawName)
      total = size > limits.unpackedBytes - total ? limits.unpackedBytes + 1 : total + size
      guard total <= limits.unpackedBytes else {
        throw unsafe("it unpacks to more than \(limits.unpackedBytes) bytes")
      }
      // Small parts of an honest workbook can be very repetitive; a bomb is large.
      if size > 1 << 20, size / max(packed, 1) > limits.archiveRatio {
        throw unsafe("\(entryName) unpacks to more than \(limits.archiveRatio) times its size")
      }
      guard entries.updateValue(Entry(index: UInt64(index), size: size), forKey: entryName) == nil else {
        throw unsafe("two entries of its ZIP have the name \(entryName)")
      }
    }
  }

  func entry(_ path: String) -> Entry? { entries[path] }

  /// Opens one entry for reading; nil when it is not there.
  func open(_ path: String) throws(IngestionError) -> ArchiveReader? {
    guard let entry = entries[path] else { return nil }
    guard let file = zip_fopen_index(archive, entry.index, 0) else {
      throw Archive.damaged(name, "\(path) can't be unpacked")
    }
    return ArchiveReader(file, owner: self, size: entry.size)
  }

  private func unsafe(_ detail: String) -> IngestionError {
    IngestionError(.workbookUnsafe, name, detail, hint: "save the sheet alone as a new .xlsx or as CSV UTF-8")
  }

  static func damaged(_ name: String, _ detail: String) -> IngestionError {
    IngestionError(.workbookDamaged, name, detail, hint: "open it in a spreadsheet program and save it again")
  }
}

/// Bytes of one entry, unpacked piece by piece, never more than the directory announced.
final class ArchiveReader {
  private let file: OpaquePointer
  private let owner: Archive
  let size: Int
  private(set) var done = 0

  fileprivate init(_ file: OpaquePointer, owner: Archive, size: Int) {
    self.file = file
    self.owner = owner
    self.size = size
  }

  deinit { zip_fclose(file) }

  /// The number of bytes read; 0 at the end; nil when the entry is damaged or longer than announced.
  func read(_ target: UnsafeMutablePointer<UInt8>, _ count: Int) -> Int? {
    let got = zip_fread(file, target, UInt64(count))
    guard got >= 0 else { return nil }
    done += Int(got)
    return done <= size ? Int(got) : nil
  }
}
