// SPDX-License-Identifier: Apache-2.0
import Journal
import PlanningCycle

/// What the server or the way to it said; it never leaves this room.
struct PostgresFailure: Error {
  /// Five characters of PostgreSQL's appendix A; empty when the server said nothing.
  let state: String
  let message: String
  /// Whether there is still a connection.
  let isLost: Bool

  static let uniqueViolation = "23505"
  /// A value too long for an index.
  static let limitExceeded = "54000"
}

extension StoreError {
  /// Whatever a piece of database work threw, in the store's words: no error of libpq goes further.
  static func translating(_ error: any Error, _ subject: String) -> StoreError {
    switch error {
    case let error as StoreError: return error
    case let error as JournalError:
      return StoreError(.damaged, subject: error.subject, detail: error.detail, hint: error.hint)
    case let error as PostgresFailure: return translating(error, subject)
    default: return StoreError(.database, subject: subject, detail: "\(error)")
    }
  }

  private static func translating(_ failure: PostgresFailure, _ subject: String) -> StoreError {
    if failure.isLost {
      return StoreError(
        .fileUnreachable, subject: subject, detail: "The connection to the database was lost: \(failure.message)",
        hint: "Nothing of this request was kept; it may be sent again once the database answers.")
    }
    switch failure.state {
    case "53100":
      return StoreError(
        .diskFull, subject: subject, detail: "The database server has no room for this request: \(failure.message)",
        hint: "Free some space on the server; nothing of this request was kept.")
    case "XX001", "XX002":
      return StoreError(
        .damaged, subject: subject, detail: "The database is not what was written: \(failure.message)",
        hint: "Stop the server and restore a backup; tongpin verify names what differs.")
    case "25006":
      return StoreError(
        .readOnly, subject: subject, detail: failure.message, hint: "Name the primary server, not one that follows it.")
    case PostgresFailure.limitExceeded:
      return StoreError(
        .incoherentRequest, subject: subject,
        detail: "A key is too long for an index of PostgreSQL (about 2,700 bytes): \(failure.message)",
        hint: "Shorten the code or the number; nothing of this request was kept.")
    case "42501":
      return StoreError(
        .fileUnreachable, subject: subject, detail: "The database's user may not do this: \(failure.message)",
        hint: "Make the user the owner of the database.")
    case "57014", "55P03":
      return StoreError(
        .database, subject: subject, detail: "The database took too long: \(failure.message)",
        hint: "Nothing of this request was kept; look at the load of the database server.")
    default: return StoreError(.database, subject: subject, detail: "\(failure.state): \(failure.message)")
    }
  }
}
