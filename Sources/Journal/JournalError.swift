// SPDX-License-Identifier: Apache-2.0

/// A value, event or secret that cannot be encoded, read back or trusted.
public struct JournalError: Error, Hashable, Sendable {
  /// What went wrong, as a stable text: the `type` of problem documents and the anchor in the manual.
  public struct Code: Hashable, Sendable {
    public let text: String
    init(_ text: String) { self.text = text }

    /// Nested deeper than `CanonicalLimits.depth`.
    public static let tooDeep = Code("journal.too-deep")
    /// More bytes than `CanonicalLimits.bytes`.
    public static let tooLarge = Code("journal.too-large")
    /// The bytes end before the value does, or go on after it.
    public static let truncated = Code("journal.bytes-cut-short")
    /// The bytes are not the one encoding of any value.
    public static let notCanonical = Code("journal.bytes-not-canonical")
    /// Written by a later program version.
    public static let newerSchema = Code("journal.event-from-newer-version")
    /// No upcaster leads from the stored schema to the present one.
    public static let noUpcaster = Code("journal.no-upcaster")
    /// A stored password text in a form this program does not know.
    public static let unknownPasswordForm = Code("journal.password-form-unknown")
    /// The system's cryptographic library refused.
    public static let cryptography = Code("journal.cryptography-refused")
  }

  public let code: Code
  /// What it is about: an event kind, an offset.
  public let subject: String
  public let detail: String
  public let hint: String

  init(_ code: Code, subject: String, detail: String, hint: String = "") {
    self.code = code
    self.subject = subject
    self.detail = detail
    self.hint = hint
  }
}
