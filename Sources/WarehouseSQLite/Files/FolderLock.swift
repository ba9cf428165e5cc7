// SPDX-License-Identifier: Apache-2.0
import Glibc
import PlanningCycle

/// One process a data folder: an advisory lock that the kernel lets go of when the process ends, however it
/// ends.
final class FolderLock: Sendable {
  private let file: Int32

  init(_ path: String) throws(StoreError) {
    // Children must not inherit it, or the folder stays locked for as long as they live.
    file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw FileSystem.failure(path, "opening") }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      let owner = FolderLock.owner(file, path)
      close(file)
      throw StoreError(
        .folderInUse, subject: path, detail: "Process \(owner) has this data folder open.",
        hint: "Stop that process, or give this one a data folder of its own (--data).")
    }
    let text = Array("\(getpid())\n".utf8)
    guard ftruncate(file, 0) == 0 else { throw FileSystem.failure(path, "writing") }
    try FileSystem.write(file, path, text, at: 0)
  }

  deinit { close(file) }

  private static func owner(_ file: Int32, _ path: String) -> String {
    let bytes = (try? FileSystem.read(file, path, at: 0, count: 20)) ?? []
    let digits = bytes.prefix { (0x30...0x39).contains($0) }
    return digits.isEmpty ? "of an unknown number" : String(decoding: digits, as: UTF8.self)
  }
}
