// SPDX-License-Identifier: Apache-2.0
import GRDB
import Journal
import PlanningCycle

extension StoreError {
  /// Whatever a piece of database work threw, in the store's words: no GRDB error goes further.
  static func translating(_ error: any Error, path: String) -> StoreError {
    switch error {
    case let error as StoreError: return error
    case let error as JournalError:
      return StoreError(.damaged, subject: error.subject, detail: error.detail, hint: error.hint)
    case let error as DatabaseError: return translating(error, path: path)
    default: return StoreError(.database, subject: path, detail: "\(error)")
    }
  }

  private static func translating(_ error: DatabaseError, path: String) -> StoreError {
    let message = error.message ?? "no message"
    switch error.resultCode {
    case .SQLITE_FULL:
      return StoreError(
        .diskFull, subject: path, detail: "The database has no room for this request.",
        hint: "Free some space; nothing of this request was kept.")
    case .SQLITE_IOERR:
      return StoreError(
        .outcomeUnknown, subject: path, detail: "The disk failed: \(message).",
        hint: "Restart the server, then ask for the command by its key before sending it again.")
    case .SQLITE_CORRUPT, .SQLITE_NOTADB:
      return StoreError(
        .damaged, subject: path, detail: "The database is not what was written: \(message).",
        hint: "Stop the server and restore a backup; tongpin verify names what differs.")
    case .SQLITE_READONLY:
      return StoreError(.readOnly, subject: path, detail: message)
    default:
      return StoreError(.database, subject: path, detail: "\(error.resultCode): \(message)")
    }
  }

  /// Whether the store can no longer vouch for what is on the disk.
  var endsWriting: Bool { code == .outcomeUnknown || code == .damaged }
}
