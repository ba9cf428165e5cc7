// SPDX-License-Identifier: Apache-2.0

/// A request that somebody may not make, or a password that does not do.
public struct AccessError: Error, Hashable, Sendable {
  /// Stable text, also the `type` in the server's problem documents.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    public let text: String
    public var description: String { text }

    public static let permissionMissing = Code(text: "access.permission-missing")
    public static let outsideScope = Code(text: "access.outside-scope")
    public static let personInactive = Code(text: "access.person-inactive")
    public static let passwordTooShort = Code(text: "access.password-too-short")
    public static let passwordTooPlain = Code(text: "access.password-too-plain")
    public static let passwordTooLong = Code(text: "access.password-too-long")
    public static let passwordTooCommon = Code(text: "access.password-too-common")
    public static let passwordContainsLogin = Code(text: "access.password-contains-login")
  }

  public let code: Code
  /// Who or what it is about: a login, a member's code. Never a password.
  public let subject: String
  public let detail: String
  public let hint: String
  /// The right that is missing, or that is about more than the person's scope; nil when it is about neither.
  public let permission: Permission?

  init(_ code: Code, subject: String, detail: String, hint: String, permission: Permission? = nil) {
    self.permission = permission
    self.code = code
    self.subject = subject
    self.detail = detail
    self.hint = hint
  }
}
