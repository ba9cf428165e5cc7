// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars

/// A message to one person: what they are told at once, or the digest of what waited.
public struct Telling: Sendable {
  public enum Kind: String, Sendable { case alert, digest }

  public let person: Person
  public let kind: Kind
  /// All that the person may see of them, as they see it: at once by rank, in a digest the largest sum first.
  public let alerts: [Alert]
  public let at: Moment
}
