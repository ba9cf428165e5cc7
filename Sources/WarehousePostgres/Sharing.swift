// SPDX-License-Identifier: Apache-2.0
import Journal
public import PlanningCycle
import Synchronization

/// Several servers on one database: the lock says who writes, its number that nobody else does, and the address where the others find that one.
extension PostgresWorkspace: SharedStore {
  public func isWriter() -> Bool { state.withLock { !$0.isFollowing && $0.refusal == nil } }

  public func isOvertaken() throws(StoreError) -> Bool {
    guard let epoch = state.withLock({ $0.fence?.epoch }) else { return false }
    return try read { try $0.query("SELECT epoch FROM writer WHERE id = 1").first?.integer(0) != epoch }
  }

  public func hasWriter() throws(StoreError) -> Bool { try read { try WriterFence.isHeld($0) } }

  public func writerAddress() throws(StoreError) -> String? {
    let row = try read { try $0.query("SELECT epoch, address, address_mark FROM writer WHERE id = 1 AND address_mark IS NOT NULL").first }
    guard let row, let told = Digest(row.bytes(2)), told.matches(mark(of: row.text(1), epoch: row.integer(0))) else { return nil }
    return row.text(1)
  }

  public func announce(_ address: String) throws(StoreError) {
    guard let epoch = state.withLock({ $0.fence?.epoch }) else { return }
    try write { connection in
      _ = try connection.query(
        "UPDATE writer SET address = $1, address_mark = $2 WHERE id = 1", [.text(address), .bytes(mark(of: address, epoch: epoch).bytes)])
    }
  }

  public func takeOver() throws(StoreError) -> Bool {
    try state.withLock { (state: inout WriterState) throws(StoreError) in
      guard state.isFollowing else { return true }
      let connection = try PostgresWorkspace.connect(address)
      let fence: WriterFence
      do throws(StoreError) {
        fence = try PostgresWorkspace.beginWriting(connection, patience: 0, subject)
      } catch {
        guard error.code == .folderInUse else { throw error }
        return false
      }
      state.head = try PostgresWorkspace.newestHead(connection, subject)
      state.connection = connection
      state.fence = fence
      state.refusal = nil
      state.isFollowing = false
      return true
    }
  }

  /// Only whoever has the key says where the cookies of people are sent.
  private func mark(of address: String, epoch: Int64) -> Digest {
    Digest.hmac(Array("tongpin.writers-address \(epoch) \(address)".utf8), key: key)
  }
}
