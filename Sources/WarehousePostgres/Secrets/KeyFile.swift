// SPDX-License-Identifier: Apache-2.0
import Glibc
public import Journal
public import PlanningCycle

/// The key of the chain in a file of its own, never in the database: whoever can change rows cannot sign them.
public enum KeyFile {
  /// - Throws: `fileUnreachable` when it cannot be read, `damaged` when it is no key.
  public static func read(_ path: String) throws(StoreError) -> ChainKey {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else {
      throw failure(
        path, "opening", hint: "Name the file of the chain's key by --key-file or TONGPIN_KEY_FILE; it is as needed as the database.")
    }
    defer { close(file) }
    // One byte more than a key has: a longer file is none.
    var bytes = [UInt8](repeating: 0, count: 33)
    var done = 0
    while done < bytes.count {
      let got = bytes.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress! + done, $0.count - done) }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw failure(path, "reading") }
      if got == 0 { break }
      done += got
    }
    guard let key = ChainKey(Array(bytes[..<done])) else {
      throw StoreError(
        .damaged, subject: path, detail: "The key of the chain has 32 bytes.",
        hint: "Restore the file from where it was kept: without it no event can be checked or added.")
    }
    return key
  }

  public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Writes a key into a new file that only its owner reads; durable when it returns.
  ///
  /// - Throws: `folderExists` when there is a file already, `fileUnreachable`.
  public static func write(_ key: ChainKey, _ path: String) throws(StoreError) {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      guard errno != EEXIST else {
        throw StoreError(.folderExists, subject: path, detail: "There is a file already.", hint: "Name a new file for the key.")
      }
      throw failure(path, "creating")
    }
    defer { close(file) }
    let written = key.bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
    let end = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let folder = open(end.isEmpty ? "/" : end, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { if folder >= 0 { close(folder) } }
    guard written == key.bytes.count, fsync(file) == 0, folder >= 0, fsync(folder) == 0 else {
      let error = failure(path, "writing")
      unlink(path)
      throw error
    }
  }

  private static func failure(_ path: String, _ doing: String, hint: String = "Look at the file's owner and rights.") -> StoreError {
    StoreError(.fileUnreachable, subject: path, detail: "While \(doing) it: \(String(cString: strerror(errno))).", hint: hint)
  }
}
