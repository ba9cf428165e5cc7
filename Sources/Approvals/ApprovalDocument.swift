// SPDX-License-Identifier: Apache-2.0

/// What is to be approved: who hands it in, the fields that conditions and approvers look at, and the digest that an approval signs.
public struct ApprovalDocument: Hashable, Sendable {
  public enum Value: Hashable, Sendable {
    /// Hundredths of the unit.
    case number(Int64)
    case text(String)
    case person(Int64)
  }

  public let submitter: Int64
  /// Others who wrote it: they do not approve it either.
  public let authors: [Int64]
  public let fields: [String: Value]
  /// SHA-256 of what is approved, hexadecimal. A decision on anything else is refused.
  public let content: String

  public init(submitter: Int64, authors: [Int64] = [], fields: [String: Value] = [:], content: String) {
    self.submitter = submitter
    self.authors = authors
    self.fields = fields
    self.content = content
  }
}
