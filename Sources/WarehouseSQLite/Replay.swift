// SPDX-License-Identifier: Apache-2.0
import GRDB
import Journal
import PlanningCycle

/// Puts an event of the journal file back into a database that lost it, with the rows that belong to it.
struct Replay {
  let folder: DataFolder

  func apply(_ event: Event, _ db: Database) throws {
    let isWhole = FactReceipt(event) == nil && ForecastRunRecord(event) == nil && event.payload["person_id"] == nil
    guard isWhole else {
      throw StoreError(
        .journalDisagrees, subject: folder.path,
        detail: "The database lost event \(event.sequence) (\(event.kind)), whose rows are not in the journal file.",
        hint: "Nothing was changed. Restore the newest backup; the journal file brings the commands after it.")
    }
    try EventRows.insert(db, event, try event.encoded())
    if event.kind == MemberRows.kind { try MemberRows.insert(db, event) }
  }
}
