// SPDX-License-Identifier: Apache-2.0
import Glibc
import PlanningCycle

/// The few file operations the store rests on, each with its durability spelt out.
enum FileSystem {
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Creates a folder and those above it.
  static func makeFolder(_ path: String) throws(StoreError) {
    var prefix = ""
    for part in path.split(separator: "/", omittingEmptySubsequences: false) {
      prefix += prefix.isEmpty && part.isEmpty ? "/" : (prefix.isEmpty || prefix == "/" ? "" : "/") + part
      guard !prefix.isEmpty, prefix != "/" else { continue }
      if mkdir(prefix, 0o700) != 0, errno != EEXIST { throw failure(prefix, "creating the folder") }
    }
    guard isFolder(path) else { throw failure(path, "creating the folder") }
  }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  static func read(_ path: String) throws(StoreError) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw failure(path, "opening") }
    defer { close(file) }
    return try read(file, path)
  }

  static func read(_ file: Int32, _ path: String) throws(StoreError) -> [UInt8] {
    var status = stat()
    guard fstat(file, &status) == 0 else { throw failure(path, "reading") }
    return try read(file, path, at: 0, count: Int(status.st_size))
  }

  /// Exactly `count` bytes, or fewer where the file ends.
  static func read(_ file: Int32, _ path: String, at offset: Int, count: Int) throws(StoreError) -> [UInt8] {
    var done = 0
    var isFailed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while done < count {
        let got = pread(file, buffer.baseAddress! + done, count - done, off_t(offset + done))
        if got < 0, errno == EINTR { continue }
        if got < 0 { isFailed = true }
        if got <= 0 { break }
        done += got
      }
      filled = done
    }
    if isFailed { throw failure(path, "reading") }
    return bytes
  }

  /// The whole file, a mebibyte at a time.
  static func readPieces(_ path: String, _ take: (UnsafeRawBufferPointer) -> Void) throws(StoreError) {
    let file = try OpenFile(path, O_RDONLY)
    var offset = 0
    while true {
      let piece = try read(file.number, path, at: offset, count: 1 << 20)
      if piece.isEmpty { return }
      piece.withUnsafeBytes(take)
      offset += piece.count
    }
  }

  /// A file, or a folder with everything in it; nothing happens when it is not there.
  static func remove(_ path: String) throws(StoreError) {
    guard isFolder(path) else {
      guard unlink(path) == 0 || errno == ENOENT else { throw failure(path, "removing") }
      return
    }
    for name in try names(path) { try remove(path + "/" + name) }
    guard rmdir(path) == 0 else { throw failure(path, "removing") }
  }

  /// All of `bytes` at `offset`; not yet durable.
  static func write(_ file: Int32, _ path: String, _ bytes: [UInt8], at offset: Int) throws(StoreError) {
    var problem: StoreError?
    bytes.withUnsafeBytes { buffer in
      do throws(StoreError) { try write(file, path, buffer, at: offset) } catch { problem = error }
    }
    if let problem { throw problem }
  }

  static func write(
    _ file: Int32, _ path: String, _ bytes: UnsafeRawBufferPointer, at offset: Int
  ) throws(StoreError) {
    guard let start = bytes.baseAddress else { return }
    var done = 0
    while done < bytes.count {
      let written = pwrite(file, start + done, bytes.count - done, off_t(offset + done))
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw failure(path, "writing") }
      done += written
    }
  }

  /// The whole file or none of it, durable when it returns: another name, synced, renamed, folder synced.
  static func writeWhole(_ path: String, _ bytes: [UInt8]) throws(StoreError) {
    let temporary = path + ".part"
    let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw failure(temporary, "creating") }
    defer { close(file) }
    do throws(StoreError) {
      try write(file, temporary, bytes, at: 0)
      guard fsync(file) == 0, rename(temporary, path) == 0 else { throw failure(path, "keeping") }
    } catch {
      unlink(temporary)
      throw error
    }
    try syncFolder(of: path)
  }

  static func sync(_ path: String) throws(StoreError) {
    let file = try OpenFile(path, O_RDWR)
    guard fsync(file.number) == 0 else { throw failure(path, "syncing") }
  }

  /// The names in a folder, in the order of their bytes.
  static func names(_ path: String) throws(StoreError) -> [String] {
    guard let folder = opendir(path) else { throw failure(path, "listing") }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
        field.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: field.pointee)) {
          String(cString: $0)
        }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Makes names durable: a new file is lost without it.
  static func syncFolder(of path: String) throws(StoreError) {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let file = open(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard file >= 0 else { throw failure(folder, "opening") }
    defer { close(file) }
    guard fsync(file) == 0 else { throw failure(folder, "syncing") }
  }

  /// `errno` in the store's words.
  static func failure(_ path: String, _ doing: String) -> StoreError {
    let number = errno
    let reason = String(cString: strerror(number))
    if number == ENOSPC || number == EDQUOT {
      return StoreError(
        .diskFull, subject: path, detail: "While \(doing) it: \(reason).",
        hint: "Free some space; nothing of this request was kept.")
    }
    return StoreError(
      .fileUnreachable, subject: path, detail: "While \(doing) it: \(reason).",
      hint: "Look at the folder's owner and rights.")
  }
}
