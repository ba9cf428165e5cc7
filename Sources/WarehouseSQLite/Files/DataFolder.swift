// SPDX-License-Identifier: Apache-2.0
import Glibc
import Journal
import PlanningCycle

/// Where things lie in a data folder; `Docs/decisions/0003-data-folder.md` describes it.
struct DataFolder: Sendable {
  let path: String

  init(_ path: String) {
    self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
  }

  var database: String { path + "/workspace.sqlite" }
  var journal: String { path + "/journal-0001.log" }
  var key: String { path + "/chain.key" }
  var channelSecrets: String { path + "/channel-secrets.json" }
  var lock: String { path + "/workspace.lock" }
  var reserve: String { path + "/reserve.bin" }
  var files: String { path + "/files" }

  func file(_ digest: Digest) -> String { files + "/" + digest.hex }

  /// A folder is a workspace once its database is there; creation makes that last.
  var isWorkspace: Bool { FileSystem.exists(database) && FileSystem.exists(key) }

  func readKey() throws(StoreError) -> ChainKey {
    guard let key = ChainKey(try FileSystem.read(key)) else {
      throw StoreError(
        .damaged, subject: key, detail: "The key of the chain has 32 bytes.",
        hint: "Restore chain.key from a backup: without it no event can be checked or added.")
    }
    return key
  }

  /// Keeps a file under its digest, once; durable when it returns.
  func keep(_ bytes: [UInt8]) throws(StoreError) -> Digest {
    let digest = Digest.sha256(bytes)
    let target = file(digest)
    if !FileSystem.exists(target) { try FileSystem.writeWhole(target, bytes) }
    return digest
  }

  /// Bytes set aside for the day the disk is full.
  static let reserveBytes = 64 << 20

  /// Sets the reserve aside where there is none and there is room for it; whether it is there now.
  @discardableResult
  func setReserveAside() -> Bool {
    if FileSystem.exists(reserve) { return true }
    let temporary = reserve + ".part"
    let file = open(temporary, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { return false }
    defer { close(file) }
    guard posix_fallocate(file, 0, off_t(DataFolder.reserveBytes)) == 0, rename(temporary, reserve) == 0
    else {
      unlink(temporary)
      return false
    }
    return true
  }

  /// Gives the reserve back to the disk, so that logins and the audit trail still fit.
  func releaseReserve() { unlink(reserve) }
}
