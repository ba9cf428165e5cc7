// SPDX-License-Identifier: Apache-2.0
import Glibc
import Journal
import PlanningCycle
import Synchronization

/// A file that is written in pieces and gets its name, a digest, at the end.
final class KeptFileWriter {
  /// What an early end leaves has this name, and goes when the folder is opened.
  static let suffix = ".part"
  /// Several may be written at once.
  private static let count = Atomic<Int>(0)

  private let folder: DataFolder
  private let temporary: String
  private let file: OpenFile
  private var end = 0
  private var isKept = false

  init(_ folder: DataFolder) throws(StoreError) {
    self.folder = folder
    let number = KeptFileWriter.count.add(1, ordering: .relaxed).newValue
    temporary = folder.files + "/rows-\(number)" + KeptFileWriter.suffix
    file = try OpenFile(temporary, O_WRONLY | O_CREAT | O_TRUNC)
  }

  deinit { if !isKept { unlink(temporary) } }

  func append(_ bytes: UnsafeRawBufferPointer) throws(StoreError) {
    try FileSystem.write(file.number, temporary, bytes, at: end)
    end += bytes.count
  }

  /// Durable when it returns. An empty file is not kept.
  func finish(as digest: Digest) throws(StoreError) {
    guard end > 0 else { return }
    let target = folder.file(digest)
    guard fsync(file.number) == 0, rename(temporary, target) == 0 else {
      throw FileSystem.failure(target, "keeping")
    }
    isKept = true
    try FileSystem.syncFolder(of: target)
  }
}
