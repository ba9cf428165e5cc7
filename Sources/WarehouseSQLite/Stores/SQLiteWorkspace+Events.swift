// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Journal
public import PlanningCycle
import Synchronization

extension SQLiteWorkspace {
  public func head() throws(StoreError) -> ChainHead {
    // What is acknowledged, not what is committed: a reader may see an event a moment before its journal
    // record.
    state.withLock { $0.head }
  }

  public func append(
    _ drafts: [EventDraft], at moment: Moment, facts: FactBatch?
  ) throws(StoreError) -> [Event] {
    guard facts == nil || !drafts.isEmpty else {
      throw StoreError(
        .incoherentRequest, subject: "facts",
        detail: "A batch of facts comes with the command that brought it.")
    }
    if facts != nil { try requireRoom() }
    var fileDigest: Digest?
    if let bytes = facts?.fileBytes { fileDigest = try keep(bytes) }
    return try commit(at: moment) { transaction in
      var events: [Event] = []
      for (index, draft) in drafts.enumerated() {
        if let facts, index == drafts.count - 1 {
          events.append(try FactImport(facts, fileDigest: fileDigest, folder: folder).run(draft, transaction))
        } else if let earlier = try transaction.earlier(draft, isSame: { $0.payload == draft.payload }) {
          events.append(earlier)
        } else {
          events.append(try transaction.append(draft))
        }
      }
      return events
    }
  }

  public func events(after sequence: Int64, limit: Int) throws(StoreError) -> [Event] {
    try read { db in
      var events: [Event] = []
      try EventRows.each(db, after: sequence, limit: max(0, limit)) { events.append($0) }
      return events
    }
  }

  public func event(actor: Int64, key: String) throws(StoreError) -> Event? {
    try read { try EventRows.event($0, actor: actor, key: key) }
  }

  /// While the reserve is spent the disk keeps its last bytes for logins and single decisions.
  func requireRoom() throws(StoreError) {
    guard let folder, !folder.setReserveAside() else { return }
    throw StoreError(
      .diskFull, subject: folder.path,
      detail:
        "There is no room for the reserve of \(DataFolder.reserveBytes >> 20) MiB, so no bulk rows are taken.",
      hint: "Free some space; nothing of this request was kept.")
  }

  func keep(_ bytes: [UInt8]) throws(StoreError) -> Digest {
    if let folder { return try folder.keep(bytes) }
    let digest = Digest.sha256(bytes)
    state.withLock { $0.files[digest] = bytes }
    return digest
  }
}
