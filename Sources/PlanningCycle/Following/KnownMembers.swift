// SPDX-License-Identifier: Apache-2.0
import Calendars

/// Members with the numbers that somebody else gives them: a code without one is not waited for, the whole is derived again when it has come.
struct KnownMembers: MemberStore {
  let store: any MemberStore

  /// - Throws: `StoreError.notFound` for a code that has no number yet.
  func identifiers(dimension: String, codes: [String], at moment: Moment) throws(StoreError) -> [Int64] {
    var known: [[UInt8]: Int64] = [:]
    for member in try store.members(dimension: dimension) { known[Array(member.code.utf8)] = member.id }
    var numbers: [Int64] = []
    numbers.reserveCapacity(codes.count)
    for code in codes {
      guard let number = known[Array(code.utf8)] else {
        throw StoreError(
          .notFound, subject: dimension, detail: "\(code) has no number yet.", hint: "The server that writes gives it one in a moment.")
      }
      numbers.append(number)
    }
    return numbers
  }

  func members(dimension: String) throws(StoreError) -> [MemberRecord] { try store.members(dimension: dimension) }
}
